package import Foundation
package import Literate
import Markup

/// A lesson's file and its lines as they stand in it.
package struct LessonPage {
  /// The file.
  package let url: URL
  /// The text of the file.
  package let text: String
  /// The page, parsed.
  package let lesson: Lesson
  private let page: PageText

  /// Takes the text of a page.
  ///
  /// - Throws: `LessonError` where the text is no lesson.
  package init(text: String, url: URL) throws {
    self.url = url
    self.text = text
    lesson = try Lesson(text: text, file: url.pathComponents.suffix(2).joined(separator: "/"))
    page = PageText(text)
  }

  /// The lessons of a folder, by number.
  ///
  /// - Throws: `LessonError` where a page is no lesson, or the error of the file system.
  package static func all(in folder: URL) throws -> [LessonPage] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".md") && $0.first?.isNumber == true }.sorted()
      .map { name in
        let url = folder.appendingPathComponent(name)
        return try LessonPage(text: String(contentsOf: url, encoding: .utf8), url: url)
      }
  }

  /// The text with other code in some cells, which are given by their index; all else is kept to
  /// the byte.
  func text(replacing codes: [Int: String]) -> String {
    var page = page
    // From the last cell to the first, so that the lines before it keep their numbers.
    for cell in lesson.cells.reversed() {
      guard let code = codes[cell.index], code != cell.code else { continue }
      let first = cell.line - 1
      page.replace(first..<(first + cell.code.lines.count), with: code.lines.map(String.init))
    }
    return page.content
  }

  /// The lines of all cells, options and code, that are longer than a limit.
  func overlong(limit: Int) -> [LessonError] {
    lesson.cells.flatMap { cell -> [LessonError] in
      let options = page.lines[..<(cell.line - 1)].reversed().prefix { $0.hasPrefix("//|") }
      let code = cell.code.lines.map(String.init)
      return zip((cell.line - options.count)..., options.reversed() + code).compactMap {
        number, line in
        let length = line.count
        guard length > limit else { return nil }
        let remedy =
          number < cell.line
          ? "continue the option in a line that begins with `\(Exercise.continuation)`"
          : "break the line, and a long text into a literal of several lines"
        return finding(number, "\(length) columns, where \(limit) are allowed: \(remedy)")
      }
    }
  }

  /// The cells that differ from other code, each at its first line that does; a cell about which
  /// there are findings already is left out.
  func differences(from codes: [Int: String], beside known: [LessonError]) -> [LessonError] {
    lesson.cells.compactMap { cell in
      let lines = cell.code.lines
      guard let code = codes[cell.index], code != cell.code,
        !known.contains(where: { (cell.line..<cell.line + lines.count).contains($0.line) })
      else { return nil }
      let shared = zip(lines, code.lines).prefix { $0 == $1 }.count
      return finding(
        cell.line + shared, "swift format writes this cell differently: run `make format`")
    }
  }

  private func finding(_ line: Int, _ message: String) -> LessonError {
    LessonError(file: lesson.file, line: line, message: message)
  }
}
