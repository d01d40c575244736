import Console
import Foundation
import WKD

extension ChapterSettings {
  /// Reads the reader's own files once before anything runs, so that a damaged one costs no report.
  ///
  /// - Throws: ``CourseError/noData(_:)``, or what reading pictures and weights throws.
  func checkInputs() throws {
    if let data {
      for name in ["trainA", "trainB", "testA", "testB"] {
        let place = URL(fileURLWithPath: data).appendingPathComponent(name)
        guard place.isFolder == true else { throw CourseError.noData(data) }
      }
      _ = try ImageFolder.read(URL(fileURLWithPath: data), size: size ?? 64)
    }
    if let teacher {
      _ = try GeneratorPair(contentsOf: URL(fileURLWithPath: teacher))
    }
  }
}
