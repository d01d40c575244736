/// The reason why a folder of images was refused.
public enum ImageFolderError: Error, Equatable, CustomStringConvertible {
  /// A folder that is not there.
  case noFolder(String)
  /// A folder that may not be read.
  case notPermitted(String)
  /// A data set that lacks the folders of these names, with the sentence that says what stands there
  /// instead.
  case missing(String, names: [String], hint: String)
  /// Folders without a picture that can be read; the numbers of other files are in words.
  case empty([String], leftOut: String)
  /// A side in pixels that the networks do not take.
  case size(Int)
  /// Pictures that cannot be read, each with its reason, of so many in all.
  case unreadable([String], of: Int)
  /// A picture that is smaller than the square which is cut from it.
  case tooSmall(String, width: Int, height: Int, crop: Int)
  /// A training set of so few pictures that none can be held out.
  case fewToHoldOut(String, count: Int)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .noFolder(let path):
      "there is no folder \(path): give one that holds trainA, trainB, testA and testB"
    case .notPermitted(let path):
      "the folder \(path) is there and may not be read: change its permissions"
    case .missing(let path, let names, let hint):
      "\(path) holds no \(Self.list(names)): \(hint)"
    case .empty(let paths, let leftOut):
      "\(Self.list(paths)) \(paths.count == 1 ? "holds" : "hold") no picture that can be read"
        + (leftOut.isEmpty ? "" : " (left out: \(leftOut))")
        + ": put pictures (PNG, JPEG, WebP or TIFF) into \(paths.count == 1 ? "it" : "them")"
    case .size(let size): "pictures cannot be \(size) px: take a multiple of 4, at least 8"
    case .unreadable(let reasons, let count):
      "\(reasons.count) of \(count) pictures cannot be used ("
        + reasons.prefix(Self.listed).joined(separator: "; ")
        + (reasons.count > Self.listed ? "; and \(reasons.count - Self.listed) more" : "")
        + "): replace them or take them out of their folders"
    case .tooSmall(let path, let width, let height, let crop):
      "\(path) has \(width) x \(height) pixels, less than the \(crop) that are cut from it: "
        + "take a larger picture or a smaller size"
    case .fewToHoldOut(let path, let count):
      "\(path) holds \(count) pictures, too few to hold a share of them out for tests: put more into it"
    }
  }

  /// The most pictures that are named one by one.
  private static let listed = 10

  /// Names as in a sentence: `a, b and c`.
  private static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
