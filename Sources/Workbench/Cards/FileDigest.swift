package import Foundation
import Markup

/// The name, size and SHA-256 digest of a file, by which somebody else finds out whether theirs is the same.
public struct FileDigest: Codable, Equatable, Sendable {
  /// The name of the file, relative to the folder that it is listed for.
  public var name: String
  /// Its size in bytes.
  public var bytes: Int
  /// 64 hexadecimal digits.
  public var sha256: String

  /// Reads a file from its beginning to its end; nil for one that is not there, may not be read or is no
  /// regular file.
  ///
  /// - Parameters:
  ///   - url: a regular file; a link is followed.
  ///   - name: the name in the list.
  package init?(of url: URL, name: String) {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: url.resolvingSymlinksInPath().path)
    // A device or a pipe may never end.
    guard attributes?[.type] as? FileAttributeType == .typeRegular,
      let file = try? FileHandle(forReadingFrom: url)
    else { return nil }
    defer { try? file.close() }
    var digest = SHA256()
    var count = 0
    do {
      while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
        digest.add([UInt8](piece))
        count += piece.count
      }
    } catch {
      return nil
    }
    self.name = name
    bytes = count
    sha256 = digest.finished()
  }

  /// One digest for a list of files: of their names and digests in the order of the list.
  package static func text(of files: [FileDigest]) -> String {
    SHA256.text(of: Array(files.map { "\($0.sha256)  \($0.name)\n" }.joined().utf8))
  }
}
