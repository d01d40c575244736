import Console
import Foundation

/// What a child process must know to run a chapter.
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
  /// Where values are kept from run to run; nil where none are.
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
