import Files
import Foundation
import WKD

/// A picture to read: a file, or whatever comes through the standard input or a pipe.
///
/// A pipe can be read once only, so its bytes are kept in a file of its own as long as this
/// object lives.
final class PictureSource {
  /// The path as it was given.
  let path: String
  /// The file that holds the bytes.
  let file: URL
  private let folder: PrivateFolder?

  /// The path that stands for the standard input.
  static let standardInput = "-"

  /// The most bytes that are taken from a pipe.
  private static let limit = 1 << 30

  /// The picture at a path; `-` is the standard input.
  ///
  /// - Throws: ``PictureSourceError``.
  init(_ path: String) throws {
    self.path = path
    let given = URL(fileURLWithPath: path)
    guard path == Self.standardInput || Self.isPipe(path) else {
      file = given
      folder = nil
      return
    }
    guard let folder = try? PrivateFolder(named: "wkd-learn-picture") else {
      throw PictureSourceError.unreadable(path)
    }
    self.folder = folder
    file = folder.url.appendingPathComponent("picture")
    do {
      let source =
        path == Self.standardInput
        ? FileHandle.standardInput : try FileHandle(forReadingFrom: given)
      let name = name
      try AtomicFile.write(to: file, isDurable: false) { target in
        var count = 0
        while let block = try source.read(upToCount: 1 << 20), !block.isEmpty {
          count += block.count
          guard count <= Self.limit else { throw PictureSourceError.endless(name) }
          try target.append(block)
        }
      }
    } catch let error as PictureSourceError {
      throw error
    } catch {
      throw PictureSourceError.unreadable(name)
    }
  }

  /// The name of the picture in reports and errors.
  var name: String { path == Self.standardInput ? "the standard input" : path }

  /// The name of a file that is made of the picture, without its ending.
  var stem: String {
    path == Self.standardInput
      ? "stdin" : URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
  }

  /// The name of the file without its folders.
  var fileName: String {
    path == Self.standardInput ? stem : URL(fileURLWithPath: path).lastPathComponent
  }

  /// Calls `body` with the file; an error of a picture from a pipe names the pipe and not that file.
  func read<Result>(_ body: (URL) throws -> Result) throws -> Result {
    do {
      return try body(file)
    } catch {
      guard folder != nil, "\(error)".contains(file.path) else { throw error }
      throw PictureSourceError.refused("\(error)".replacing(file.path, with: name))
    }
  }

  /// Whether there is something that is neither a file nor a folder.
  private static func isPipe(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return [S_IFIFO, S_IFCHR, S_IFSOCK].contains(status.st_mode & S_IFMT)
  }
}

/// The reason why a picture that comes through a pipe was refused.
enum PictureSourceError: Error, Equatable, CustomStringConvertible {
  case unreadable(String)
  case endless(String)
  /// The decoder's error, with the name of the pipe.
  case refused(String)

  var description: String {
    switch self {
    case .unreadable(let name): "cannot read \(name): check that a picture comes through it"
    case .endless(let name):
      "more than a gigabyte came through \(name): send one picture, or name its file"
    case .refused(let reason): reason
    }
  }
}
