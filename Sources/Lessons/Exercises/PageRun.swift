import Foundation
import Literate

extension ExerciseDesk {
  /// Runs the reader's own page through the last of some cells, and shows what those cells say.
  ///
  /// A cell at file scope is seen by all others, so with it all of them are shown. Figures lie in the
  /// workspace, in a folder beside the page.
  ///
  /// - Throws: ``ExerciseError/mistakes(_:)`` where the page does not compile.
  func run(
    _ changed: [Cell], of lesson: Lesson, terminal: Terminal, style: TerminalStyle,
    images: ImageChoice
  ) throws {
    let runs = lesson.cells.filter(\.kind.takesPart)
    let isForAll = changed.contains { $0.kind == .file }
    let shown = isForAll ? runs : changed
    guard let last = shown.last?.index else { return }
    let folder = workspace.folder.appendingPathComponent("chapter-\(lesson.number)")
    let pictures = InlinePicture(
      choice: images, style: style, environment: ProcessInfo.processInfo.environment)
    let echo = ChapterEcho(
      lesson: lesson, report: folder.relativePath, terminal: terminal,
      picture: { pictures?.text(of: folder.appendingPathComponent($0)) }, showsPreviews: false)
    var record = ChildRecord(lesson)
    let ending = try child(of: lesson, folder: folder).run { source, bytes, input in
      for item in record.read(source, bytes) {
        if case .event(.cellWaits(let index)) = item {
          if index <= last { input.send(CellGate.go) } else { input.close() }
        } else if let current = record.transcript.current,
          shown.contains(where: { $0.index == current })
        {
          echo.show(item)
        }
      }
    }
    let told = Set(shown.map(\.index).filter { record.transcript.results[$0].hasFailed })
    if case .signal(let signal) = ending { _ = record.stop(signal: signal) }
    for (cell, result) in zip(lesson.cells, record.transcript.results) {
      guard case .failed(let message, let line) = result.state, !told.contains(cell.index) else {
        continue
      }
      echo.show(.event(.failed(index: cell.index, line: line, message: message)))
    }
    let behind = runs.count { $0.index > last }
    if behind > 0 { print("cells behind that were not run: \(behind)") }
    fflush(nil)
  }

  private func child(of lesson: Lesson, folder: URL) throws -> ChildProcess {
    let build = PageBuild(course: course, executable: executable, state: store.folder)
    var request = ChapterRequest(
      number: lesson.number, settings: ChapterSettings(), folder: folder, assets: course.assets,
      progressStyle: .suited, library: try build.library(of: .cells, in: lesson))
    request.isStepped = true
    request.cache = CacheRequest(
      folder: store.cacheFolder, lineages: lesson.lineages, isFresh: false)
    return ChildProcess(
      executable: executable, arguments: ["run-chapter", try request.argument],
      environment: CrashReason.environment)
  }
}
