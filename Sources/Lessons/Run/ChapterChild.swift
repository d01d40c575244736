import Console
import Foundation
import Literate
import Torch

/// The side of a run that happens in the child process.
package enum ChapterChild {
  /// Runs the chapter that a request names and says on standard output what happens.
  ///
  /// - Returns: whether every cell ran without a failure.
  package static func run(request argument: String) throws -> Bool {
    let request = try ChapterRequest(argument: argument)
    let chapter = try Course.chapter(request.number)
    let body = try request.library.map { try ChapterBody(library: $0) } ?? chapter.body
    bufferOutputByLines()
    let gate = CellGate(isStepped: request.isStepped, line: ParentLine())

    var hasFailed = false
    func send(_ event: CellEvent) throws {
      if case .failed = event { hasFailed = true }
      // What a cell has printed must reach the reader before the event does.
      fflush(nil)
      try FileHandle.standardOutput.write(contentsOf: Data(try EventCoder.record(of: event)))
    }

    if let threads = request.settings.threads { Runtime.setThreads(threads) }
    let facts = request.settings.facts
    let circumstances = try request.cache.map { _ in
      try ChapterFingerprint.text(of: request.settings, facts, assets: request.assets)
    }
    try send(.started(facts, circumstances: circumstances))
    let cache = request.cache.map { cache in
      ValueCache(cache, chapter: chapter.number, circumstances: circumstances ?? "")
    }
    let page = Page(
      chapter: chapter.number, settings: request.settings, folder: request.folder,
      assets: request.assets,
      progressStyle: request.progressStyle, gate: gate,
      cache: cache, wantsPreviews: request.wantsPreviews, library: request.library,
      record: send)
    do {
      if let exercise = request.exercise {
        try body.exercises[exercise]?(page)
      } else {
        try body.run(page)
      }
      if page.isInsideCell {
        try page.failEarly()
      } else {
        try send(.finished)
      }
    } catch is RunEnded {
      // What the reader ended has not failed.
    } catch {
      hasFailed = true
      try page.fail(error)
    }
    fflush(nil)
    return !hasFailed
  }
}
