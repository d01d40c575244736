/// The reason why a folder of images was refused.
public enum ImageFolderError: Error, Equatable, CustomStringConvertible {
  /// A folder that is not there.
  case noFolder(String)
  /// A file in the place of a folder.
  case file(String)
  /// A folder that may not be read.
  case notPermitted(String)
  /// A data set that lacks the folders of these names, with the sentence that says what stands there
  /// instead.
  case missing(String, names: [String], hint: String)
  /// Folders without a picture that can be read; the numbers of other files are in words.
  case empty([String], leftOut: String)
  /// A side in pixels that the networks do not take.
  case size(Int)
  /// Pictures that cannot be used, each with its reason, of so many in all.
  case unreadable([UnusablePicture], of: Int)
  /// A picture that is smaller than the square which is cut from it.
  case tooSmall(String, width: Int, height: Int, crop: Int)
  /// A training set of so few pictures that none can be held out.
  case fewToHoldOut(String, count: Int)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .noFolder(let path):
      "there is no folder \(SoughtPath(path)): check its name"
    case .file(let path):
      "\(path) is a file, and a folder of pictures is wanted: give the folder that it lies in"
    case .notPermitted(let path):
      "the folder \(path) is there and may not be read: change its permissions"
    case .missing(let path, let names, let hint):
      "\(path) holds no \(Self.list(names)): \(hint)"
    case .empty(let paths, let leftOut):
      "\(Self.list(paths)) \(paths.count == 1 ? "holds" : "hold") no picture that can be read"
        + (leftOut.isEmpty ? "" : " (left out: \(leftOut))")
        + ": put pictures (PNG, JPEG, WebP or TIFF) into \(paths.count == 1 ? "it" : "them")"
    case .size(let size): "pictures cannot be \(size) px: take a multiple of 4, at least 8"
    case .unreadable(let pictures, let count):
      "\(pictures.count) of \(count) pictures cannot be used ("
        + pictures.prefix(Self.listed).map(\.reason).joined(separator: "; ")
        + (pictures.count > Self.listed ? "; and \(pictures.count - Self.listed) more" : "")
        + "): replace \(pictures.count == 1 ? "it" : "them"), or "
        + Self.leavingOut(pictures.map(\.path))
    case .tooSmall(let path, let width, let height, let crop):
      "\(path) has \(width) x \(height) pixels, less than the \(crop) that are cut from it: "
        + "take a larger picture or a smaller size"
    case .fewToHoldOut(let path, let count):
      "\(path) holds \(count) pictures, too few to hold a share of them out for tests: put more into it"
    }
  }

  /// The command by which files are no pictures any more, and stay where they are.
  private static func leavingOut(_ paths: [String]) -> String {
    // A command of hundreds of names is nothing to copy.
    guard paths.count <= 100 else { return "take them out of their folders" }
    let words = paths.map { "'" + $0.replacing("'", with: "'\\''") + "'" }
    if let word = words.first, words.count == 1 {
      return "leave it out by: mv \(word) \(word).broken"
    }
    let list = words.joined(separator: " ")
    return "leave them out by: for f in \(list); do mv \"$f\" \"$f.broken\"; done"
  }

  /// The most pictures that are named one by one.
  private static let listed = 10

  /// Names as in a sentence: `a, b and c`.
  private static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}

/// A picture of a folder that cannot be used.
public struct UnusablePicture: Sendable, Equatable {
  /// The path of its file.
  public let path: String
  /// The fault in words, without an advice.
  public let reason: String

  /// A picture with the reason.
  ///
  /// - Parameters:
  ///   - path: of its file.
  ///   - reason: the fault in words.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}
