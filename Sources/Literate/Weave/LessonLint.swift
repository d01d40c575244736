package import Foundation
import Markup

/// Everything that is wrong with the text of a lesson, as far as it can be told before it runs, or with that
/// of another page beside it, such as a glossary.
package enum LessonLint {
  /// Looks at a page's file.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - file: how findings name it.
  /// - Returns: every finding in the order of the lines.
  package static func findings(at url: URL, named file: String) -> [LessonError] {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      return [
        LessonError(
          file: file, line: 1,
          message: "there is no page that can be read as UTF-8 text; name another file")
      ]
    }
    return findings(in: text, named: file, beside: url.deletingLastPathComponent())
  }

  /// Looks at the text of a page whose links lead from a folder.
  package static func findings(
    in text: String, named file: String, beside folder: URL
  ) -> [LessonError] {
    guard isLesson(text, named: file) else {
      let prose = Prose(PageText(text).text)
      let problems = prose.problems.map {
        LessonError(file: file, line: $0.line + 1, message: $0.message)
      }
      return (problems + prose.linkMistakes(in: file, beside: folder)).inOrder
    }
    return findings(inLesson: text, named: file, beside: folder)
  }

  /// Looks at the text of a lesson, which may have no file yet.
  package static func findings(
    inLesson text: String, named file: String, beside folder: URL
  ) -> [LessonError] {
    let (lesson, mistakes) = Lesson.read(text: text, file: file == "-" ? "00-lesson.md" : file)
    guard let lesson else { return mistakes.map { $0.moved(to: file) } }
    let found =
      mistakes + lesson.codeMistakes() + lesson.linkMistakes(beside: folder) + texts(of: lesson)
      + shown(in: text, lesson)
    return found.map { $0.moved(to: file) }.inOrder
  }

  /// Whether a page means to be a lesson: by its name, or by front matter.
  package static func isLesson(_ text: String, named file: String) -> Bool {
    let name = file.split(separator: "/").last ?? ""
    return name.first?.isNumber == true || PageText(text).lines.first?.trimmed == "---"
  }

  /// The mistakes that weaving finds, without references to figures and tables that only a run can tell.
  private static func texts(of lesson: Lesson) -> [LessonError] {
    let made = MadeLabels(of: lesson)
    let results = lesson.cells.map { CellResult(state: .done, items: made.items(of: $0)) }
    return WovenPage(lesson: lesson, results: results, facts: nil).problems
      .filter { !made.mayExplain($0) }
  }

  /// Fences of Swift that show code, where a cell may have been meant.
  private static func shown(in text: String, _ lesson: Lesson) -> [LessonError] {
    FencedBlock.all(in: PageText(text).text).compactMap { fence in
      guard !fence.isOutermost, !fence.isInHTML,
        fence.info.lowercased().prefix(while: { $0.isLetter }) == "swift"
      else { return nil }
      return LessonError(
        file: lesson.file, line: fence.lines.lowerBound + 1,
        message:
          "this fence is no cell, since it stands in a list or a quote; begin it at the margin, or "
          + "name it `text`")
    }
  }
}

/// The figures and tables that cells make, by the labels that stand in their code.
private struct MadeLabels {
  /// Whether some label is computed, so that nobody knows all of them before a run.
  private let areSomeComputed: Bool

  init(of lesson: Lesson) {
    areSomeComputed = lesson.cells.contains { cell in
      cell.code.matches(of: /\.(?:figure|table)\(/).count > Self.labels(in: cell).count
    }
  }

  private static func labels(in cell: Cell) -> [(kind: Substring, label: Substring)] {
    cell.code.matches(of: /\.(figure|table)\(\s*"([^"\\]*)"/).map { ($0.1, $0.2) }
  }

  /// The items by which a page numbers what a cell will make.
  func items(of cell: Cell) -> [CellResult.Item] {
    guard cell.kind.takesPart || cell.kind == .file else { return [] }
    return Self.labels(in: cell).map { kind, label in
      kind == "figure"
        ? .figure(FigureRecord(label: String(label), caption: "C", alt: "A"))
        : .table(TableRecord(label: String(label), columns: [], rows: [], caption: "C"))
    }
  }

  /// Whether a finding may be none once the lesson has run.
  func mayExplain(_ finding: LessonError) -> Bool {
    areSomeComputed && finding.message.hasPrefix("no cell made a ")
      && !finding.message.contains(" exercise ")
  }
}

extension [LessonError] {
  fileprivate var inOrder: [LessonError] {
    sorted { ($0.line, $0.message) < ($1.line, $1.message) }
  }
}

extension LessonError {
  /// The same mistake in a text that has another name.
  fileprivate func moved(to file: String) -> LessonError {
    LessonError(file: file, line: line, message: message)
  }
}
