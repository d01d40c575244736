import Console
import Files
import Foundation
import Literate
import Publish

/// Judges a run that has ended, and writes its page and its results.
struct ReportWriter {
  let lesson: Lesson
  let transcript: Transcript
  let ending: ChildProcess.Ending
  /// The reason why the run ended, where no cell is to blame.
  let reason: String?
  /// Whether the reader left the walk.
  let hasQuit: Bool
  /// The name of the cell at which the walk goes on another time, if anything is left of it.
  let goesOnAt: String?
  /// The pages of entries to which the page links where it first speaks of them.
  let appendices: [Book.Appendix]

  /// Fills the folder of the report, which has the name `place` for the reader.
  ///
  /// `root` leads from the report to the folder of the lessons' files.
  func write(
    into folder: URL, place: String, root: String, weavesHTML: Bool
  ) throws -> ChapterReport {
    let page = WovenPage(
      lesson: lesson, results: transcript.results, facts: transcript.facts)
    let report = report(
      place: place,
      failures: failures + mistakes(in: page, beside: folder.appendingPathComponent(root)))
    // Where nothing was previewed there is nothing to remove.
    try? FileManager.default.removeItem(at: folder.appendingPathComponent(previewFile))
    // A file for a browser stands alone: it has no glossary to lead to.
    let linked = page.linked(to: appendices, inBook: false)
    var files = [
      "README.md": Data(MarkdownPage.text(of: linked, root: root).utf8),
      "results.json": try report.json,
      RunRecord.fileName: try RunRecord(
        lesson: lesson, results: transcript.results, facts: transcript.facts,
        circumstances: transcript.circumstances
      ).json,
    ]
    if weavesHTML {
      let text = HTMLPage.text(
        of: page, picture: { $0.picture(for: $1, in: folder) }, index: nil, previous: nil,
        next: nil,
        links: PageLinks(
          root: root, chapter: { "../\(ReportFolder.name(of: $0))/index.html" },
          file: { try? Data(contentsOf: folder.appendingPathComponent("\(root)/\($0)")) }))
      files["index.html"] = Data(text.utf8)
    }
    do {
      for (name, data) in files {
        try AtomicFile.write(data, to: folder.appendingPathComponent(name), isDurable: false)
      }
    } catch let error as AtomicFileError {
      throw CourseError.unwritable(folder: place, reason: error.reason)
    }
    return report
  }

  /// A reference to the figure of a cell that never ran is nobody's mistake.
  private func mistakes(in page: WovenPage, beside root: URL) -> [ChapterReport.Failure] {
    guard transcript.isFinished else { return [] }
    let place = root.appendingPathComponent(lesson.file).deletingLastPathComponent()
    let links = lesson.linkMistakes(in: transcript.results, beside: place)
    return (page.problems + links).map {
      .init(cell: "text", location: "\($0.file):\($0.line)", message: $0.message)
    }
  }

  /// Every failed cell, and what no cell is to blame for.
  private var failures: [ChapterReport.Failure] {
    var failures: [ChapterReport.Failure] = []
    for (cell, result) in zip(lesson.cells, transcript.results) {
      guard case .failed(let message, let line) = result.state else { continue }
      let place = "\(lesson.file):\(line ?? cell.line)"
      failures.append(.init(cell: cell.name, location: place, message: message))
    }
    if let reason {
      failures.append(.init(cell: "chapter", location: "\(lesson.file):1", message: reason))
    }
    return failures
  }

  private func report(
    place: String, failures: [ChapterReport.Failure]
  ) -> ChapterReport {
    var status = failures.isEmpty ? ChapterReport.Status.passed : .failed
    if hasQuit, failures.isEmpty { status = .paused }
    var signal: Int32?
    if case .interrupted(let number) = ending { (status, signal) = (.interrupted, number) }
    let timed = zip(lesson.cells, transcript.results).compactMap { cell, result in
      result.seconds.map { (cell.name, $0) }
    }
    return ChapterReport(
      chapter: lesson.number, title: lesson.title, status: status, folder: place,
      failures: failures, checks: transcript.results.flatMap(\.checks), values: transcript.values,
      figures: transcript.results.flatMap(\.figures).map(\.path),
      seconds: Dictionary(timed) { first, _ in first }, facts: transcript.facts,
      goesOnAt: goesOnAt, signal: signal)
  }
}

extension FigureRecord {
  /// The bytes of the picture in the colours of a page, or nil where it has not been drawn in them.
  func picture(for scheme: HTMLPage.Scheme, in folder: URL) -> Data? {
    try? Data(contentsOf: folder.appendingPathComponent(scheme == .light ? path : darkPath))
  }
}
