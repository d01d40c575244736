import Console
import Files
import Foundation
import WKD

/// The place of translations: a folder for any number, or a file for one.
enum TranslationTarget {
  case folder(URL)
  case file(URL)

  /// A file where the name ends like one of a picture that is written and no folder is there.
  ///
  /// - Throws: `ImageError` for a name that ends like a picture's which is not written.
  init(path: String) throws {
    let url = URL(fileURLWithPath: path)
    guard url.isFolder != true, !path.hasSuffix("/"), Self.isPicture(url) else {
      self = .folder(URL(fileURLWithPath: path, isDirectory: true))
      return
    }
    _ = try ImageFile.Format(of: url)
    self = .file(url)
  }

  /// Whether a name ends like a picture's, of whatever format.
  private static func isPicture(_ url: URL) -> Bool {
    ImageFile.isReadable(url) || LeftOutReason.isOtherPicture(url.pathExtension.lowercased())
  }

  /// The place of the translation of that name.
  func place(of name: String) -> URL {
    switch self {
    case .folder(let folder): folder.appendingPathComponent(name)
    case .file(let file): file
    }
  }
}

extension ImageFile.Format {
  /// The kind of file that a command writes.
  var file: OutputFormat { OutputFormat(name: rawValue, endings: endings) }
}

extension ImageError: ErrorWithStatus {
  /// A name with another ending would do.
  package var exitStatus: Int32 { if case .ending = self { 2 } else { 1 } }
}
