import Foundation
import Testing

/// Files of PyTorch and what they hold; `scripts/make-pth-golden.py` remakes them.
enum Golden {
  static func url(_ file: String) throws -> URL {
    let folder = try #require(Bundle.module.resourceURL)
    return folder.appendingPathComponent("Golden").appendingPathComponent(file)
  }

  static func data(_ file: String) throws -> Data { try Data(contentsOf: url(file)) }
}
