import Console
import Foundation
import Torch
import WKD

/// The pictures to translate, with the files of their translations.
struct TranslationInputs {
  /// A picture, and the file of its translation.
  struct Item {
    let source: PictureSource
    let output: URL
  }

  /// The least rows and columns of a picture: what the generator's innermost padding needs.
  static let smallestSide = 8

  private(set) var items: [Item] = []
  /// The sub-folders of given folders that hold pictures and are left out.
  private(set) var foldersLeftOut: [String] = []

  /// Finds the pictures; nothing is read of them yet.
  ///
  /// - Parameters:
  ///   - paths: pictures, folders of them, or `-` for the standard input.
  ///   - target: the folder or the file for the translations.
  ///   - format: the format of the files.
  ///   - isRecursive: whether pictures in sub-folders are translated too, into sub-folders of the same
  ///     names.
  /// - Throws: ``TranslationError``, or an error of a folder or a pipe that cannot be read.
  init(
    _ paths: [String], to target: TranslationTarget, format: ImageFile.Format, isRecursive: Bool
  ) throws {
    for path in paths {
      guard URL(fileURLWithPath: path).isFolder == true else {
        items.append(try item(path, target.place(of:), format))
        continue
      }
      var found: [String] = []
      try walk(path, below: "", isRecursive: isRecursive) { found.append($0) }
      if found.isEmpty { throw TranslationError.emptyFolder(path) }
      for name in found {
        let folder = (name as NSString).deletingLastPathComponent
        items.append(
          try item(
            "\(path)/\(name)",
            { target.place(of: folder.isEmpty ? $0 : "\(folder)/\($0)") }, format))
      }
    }
    if case .file(let file) = target, items.count > 1 {
      throw TranslationError.oneFile(file.relativePath, count: items.count)
    }
    try checkNames()
  }

  private func item(
    _ path: String, _ place: (String) -> URL, _ format: ImageFile.Format
  ) throws -> Item {
    let source = try PictureSource(path)
    return Item(source: source, output: place("\(source.stem).\(format.pathExtension)"))
  }

  /// Finds the pictures of a folder in the order of their names; those that begin with a dot are left out.
  private mutating func walk(
    _ root: String, below folder: String, isRecursive: Bool, found: (String) -> Void
  ) throws {
    let path = folder.isEmpty ? root : "\(root)/\(folder)"
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw ImageError.unreadable(path)
    }
    for name in names.sorted() where !name.hasPrefix(".") {
      let inside = folder.isEmpty ? name : "\(folder)/\(name)"
      let place = URL(fileURLWithPath: "\(root)/\(inside)")
      guard place.isFolder == true else {
        if ImageFile.isReadable(place) { found(inside) }
        continue
      }
      if !isRecursive {
        if Self.holdsPictures(place) { foldersLeftOut.append("\(root)/\(inside)") }
      } else if !Self.leadsUpwards(place, from: URL(fileURLWithPath: path)) {
        try walk(root, below: inside, isRecursive: true, found: found)
      }
    }
  }

  private static func holdsPictures(_ folder: URL) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.contains {
      !$0.hasPrefix(".") && ImageFile.isReadable(folder.appendingPathComponent($0))
    }
  }

  /// Whether a link in a folder leads to that folder or to one above it, where it would be walked for ever.
  private static func leadsUpwards(_ link: URL, from folder: URL) -> Bool {
    let target = FileIdentity(link)
    var place = folder.resolvingSymlinksInPath().standardizedFileURL
    while true {
      if FileIdentity(place) == target { return true }
      if place.path == "/" { return false }
      place.deleteLastPathComponent()
    }
  }

  /// Throws if two translations would be one file, or one of them would replace a picture.
  private func checkNames() throws {
    var first: [String: Item] = [:]
    for item in items {
      let place = item.output.resolvingSymlinksInPath().standardizedFileURL.path
      if let other = first.updateValue(item, forKey: place) {
        throw TranslationError.sameName(
          other.source.name, item.source.name, item.output.lastPathComponent)
      }
    }
    let inputs = Set(items.compactMap { FileIdentity($0.source.file) })
    for item in items {
      if let found = FileIdentity(item.output), inputs.contains(found) {
        throw TranslationError.input(item.output.relativePath)
      }
    }
  }
}

/// The place of translations: a folder for any number, or a file for one.
enum TranslationTarget {
  case folder(URL)
  case file(URL)

  /// A file where the name ends like a picture's and no folder is there.
  init(path: String) {
    let url = URL(fileURLWithPath: path)
    let isFile =
      url.isFolder != true && !path.hasSuffix("/") && (try? ImageFile.Format(of: url)) != nil
    self = isFile ? .file(url) : .folder(URL(fileURLWithPath: path, isDirectory: true))
  }

  /// The place of the translation of that name.
  func place(of name: String) -> URL {
    switch self {
    case .folder(let folder): folder.appendingPathComponent(name)
    case .file(let file): file
    }
  }
}

/// The reason why pictures cannot be translated as asked.
public enum TranslationError: Error, Equatable, CustomStringConvertible {
  /// Two pictures, and the name that both translations would have.
  case sameName(String, String, String)
  /// A translation would replace this picture.
  case input(String)
  /// A folder holds no picture.
  case emptyFolder(String)
  /// Several translations would be one file.
  case oneFile(String, count: Int)
  /// Some of the pictures could not be translated; the others are in place.
  case failures([TranslationFailure], of: Int)

  /// One sentence that says what is wrong and what to do; for several pictures one on each line.
  public var description: String {
    switch self {
    case .sameName(let first, let second, let name):
      "\(first) and \(second) would both become \(name): rename one or translate them apart"
    case .input(let path):
      "\(path) is read, and would be replaced: choose another folder"
    case .emptyFolder(let path):
      "\(path) holds no picture (PNG, JPEG, WebP or TIFF): put pictures into it"
    case .oneFile(let path, let count):
      "\(count) pictures cannot become the one file \(path): name a folder"
    case .failures(let failures, _) where failures.count == 1: failures[0].reason
    case .failures(let failures, let total):
      (["\(failures.count) of \(total) pictures were not translated:"]
        + failures.map { "  \($0.reason)" }).joined(separator: "\n")
    }
  }
}

/// A picture that was not translated.
public struct TranslationFailure: Sendable, Encodable, Equatable {
  /// The path of the picture.
  public let input: String
  /// One sentence that says what is wrong and what to do.
  public let reason: String
  /// The longer side to which the picture can be scaled so that memory is enough; nil where that is not
  /// what is wrong.
  public let fittingSide: Int?
}
