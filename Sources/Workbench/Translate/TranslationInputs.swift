import Foundation
import Torch
import WKD

/// The pictures to translate, with the files of their translations.
struct TranslationInputs {
  /// A picture that is known to be whole, and the file of its translation.
  struct Item {
    let input: URL
    let output: URL
  }

  /// The least rows and columns of a picture: what the generator's innermost padding needs.
  static let smallestSide = 8

  let items: [Item]

  /// Reads every picture once, so that a damaged one costs no work.
  ///
  /// - Parameters:
  ///   - paths: PNG and JPEG files, and folders of them.
  ///   - output: the folder for the translations.
  /// - Throws: ``TranslationError`` or `ImageError`.
  init(_ paths: [String], output: URL) throws {
    let inputs = try paths.flatMap(Self.pictures)
    items = inputs.map { input in
      let name = input.deletingPathExtension().lastPathComponent + ".png"
      return Item(input: input, output: output.appendingPathComponent(name))
    }
    try checkNames()
    for item in items { try Self.checkSize(item.input) }
  }

  /// A file itself, or the pictures of a folder in the order of their names.
  private static func pictures(at path: String) throws -> [URL] {
    let url = URL(fileURLWithPath: path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
      isFolder.boolValue
    else { return [url] }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw ImageError.unreadable(path)
    }
    let pictures = names.sorted().map { URL(fileURLWithPath: "\(path)/\($0)") }
      .filter(ImageFile.isReadable)
    if pictures.isEmpty { throw TranslationError.emptyFolder(path) }
    return pictures
  }

  /// Throws if two translations would be one file, or one of them would replace a picture.
  private func checkNames() throws {
    let places = items.map { Self.place($0.output) }
    var first: [URL: URL] = [:]
    for (item, place) in zip(items, places) {
      if let other = first.updateValue(item.input, forKey: place) {
        throw TranslationError.sameName(
          other.relativePath, item.input.relativePath, item.output.lastPathComponent)
      }
    }
    let inputs = Set(items.map { Self.place($0.input) })
    if let index = places.firstIndex(where: inputs.contains) {
      throw TranslationError.input(items[index].output.relativePath)
    }
  }

  private static func place(_ url: URL) -> URL {
    url.resolvingSymlinksInPath().standardizedFileURL
  }

  private static func checkSize(_ input: URL) throws {
    let shape = try ImageFile.read(input).shape
    guard min(shape[1], shape[2]) >= smallestSide else {
      throw TranslationError.tiny(input.relativePath, width: shape[2], height: shape[1])
    }
  }
}

/// The reason why pictures cannot be translated as asked.
public enum TranslationError: Error, Equatable, CustomStringConvertible {
  /// Two pictures, and the name that both translations would have.
  case sameName(String, String, String)
  /// A translation would replace this picture.
  case input(String)
  /// A picture is smaller than the generator takes.
  case tiny(String, width: Int, height: Int)
  /// A folder holds no picture.
  case emptyFolder(String)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .sameName(let first, let second, let name):
      "\(first) and \(second) would both become \(name): rename one or translate them apart"
    case .input(let path):
      "\(path) is read, and would be replaced: choose another folder"
    case .tiny(let path, let width, let height):
      """
      \(path) has \(width) x \(height) pixels, and the generator needs at least \
      \(TranslationInputs.smallestSide) x \(TranslationInputs.smallestSide): take a larger picture
      """
    case .emptyFolder(let path): "\(path) holds no PNG or JPEG file: put pictures into it"
    }
  }
}
