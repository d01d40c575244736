import Console
import Files
import Foundation
import WKD

/// A request to a child process to run a chapter.
struct ChapterRequest: Codable {
  let number: Int
  let settings: ChapterSettings
  /// The folder for figures and data.
  let folder: URL
  let assets: URL
  let progressStyle: ProgressReport.Style
  /// The library of the reader's own copy of the page; nil for the page that was built in.
  var library: URL?
  /// The one exercise to run, by its index in the lesson; nil for the whole chapter.
  var exercise: Int?
  /// Whether each cell waits until it is called for.
  var isStepped = false
  /// The cache of values from earlier runs; nil for none.
  var cache: CacheRequest?
  /// Whether the reader sees how long work is going.
  var wantsPreviews = false

  /// The request as the one argument of the child.
  var argument: String {
    get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
  }
}

extension ChapterRequest {
  /// The process that does what is asked for.
  func child(of executable: URL) throws -> ChildProcess {
    ChildProcess(
      executable: executable, arguments: ["run-chapter", try argument],
      environment: CrashReason.environment)
  }

  init(argument: String) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(argument.utf8))
  }
}

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
