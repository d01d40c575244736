import Foundation
import WKD

/// The pictures by which the networks of a run are measured, and the files that they come from.
struct CardPictures {
  let data: TranslationData
  let source: TestPictures

  /// Draws the meadow, or reads the test pictures of a folder.
  ///
  /// - Throws: `ImageFolderError` or `ImageError`.
  init(_ source: TestPictures) throws {
    self.source = source
    data = try source.read()
  }

  /// The summaries of the test sets as the networks see them.
  var summaries: [String: String] {
    ["testA": data.testA.summary, "testB": data.testB.summary]
  }

  /// The digests of the files of a set, in their order; nil for drawn pictures and for a set that is not
  /// there.
  static func digests(of set: String, from source: TestPictures) -> [FileDigest]? {
    guard let root = source.root else { return nil }
    return source.files(of: set)?.compactMap {
      FileDigest(of: root.appendingPathComponent($0), name: $0)
    }
  }
}
