import Console
import Files
import Foundation
import Literate
import Markup
public import Plot

extension Page {
  /// Draws a figure onto the page and keeps its numbers beside it.
  ///
  /// The caption says what to see in it; `alt` describes it to a reader who cannot see it.
  public func figure(
    _ label: String, _ figure: Figure, caption: String, alt: String, line: Int = #line
  ) {
    let record = FigureRecord(label: label, caption: caption, alt: alt)
    guard !isBlank(alt) else {
      note("figure `\(label)` needs an alternative text; say what it shows in `alt`", line: line)
      return
    }
    guard claim(label, caption: caption, line: line) else { return }
    do {
      let picture = folder.appendingPathComponent(record.path)
      try makeFolder(of: picture)
      try figure.writePNG(to: picture)
      let dark = folder.appendingPathComponent(record.darkPath)
      try makeFolder(of: dark)
      try figure.recolored(.dark).writePNG(to: dark)
      try keep(figure.csv, as: label)
    } catch {
      note("figure `\(label)` cannot be written: \(message(of: error))", line: line)
      return
    }
    send(.figure(record), line: line)
  }

  /// Lets the reader see how long work is going, where the terminal shows images; the page does not
  /// hold it.
  public func preview(_ caption: String, _ figure: @autoclosure () -> Figure, line: Int = #line) {
    guard wantsPreviews else { return }
    do {
      try figure().writePNG(to: folder.appendingPathComponent(previewFile), scale: 1)
      send(.preview(path: previewFile, caption: caption), line: line)
    } catch {
      note("the preview cannot be written: \(message(of: error))", line: line)
    }
  }

  /// Puts a table onto the page and keeps it as CSV too.
  public func table(
    _ label: String, columns: [String], rows: [[String]], caption: String, line: Int = #line
  ) {
    if let row = rows.first(where: { $0.count != columns.count }) {
      note(
        "table `\(label)` has \(columns.count) columns, but a row of \(row.count) cells: \(row)",
        line: line)
      return
    }
    guard claim(label, caption: caption, line: line) else { return }
    do {
      try keep(CSV.text(columns, rows), as: label)
    } catch {
      note("table `\(label)` cannot be written: \(message(of: error))", line: line)
      return
    }
    let table = TableRecord(label: label, columns: columns, rows: rows, caption: caption)
    send(.table(table), line: line)
  }

  /// Whether a figure or table may use this label, which becomes a file name and an anchor.
  private func claim(_ label: String, caption: String, line: Int) -> Bool {
    guard isLabel(label) else {
      note(
        "`\(label)` cannot be a label; use letters, digits, `-` and `_` within the word",
        line: line)
      return false
    }
    guard !isBlank(caption) else {
      note("`\(label)` needs a caption; say what the reader should see", line: line)
      return false
    }
    guard Prose("x \(caption)").line != nil else {
      note(
        "the caption of `\(label)` is more than one paragraph; write prose into the lesson",
        line: line)
      return false
    }
    guard labels.insert(label).inserted else {
      note("the label `\(label)` is taken by another figure or table; choose another", line: line)
      return false
    }
    return true
  }

  private func keep(_ csv: String, as label: String) throws {
    let file = folder.appendingPathComponent("data/\(label).csv")
    try makeFolder(of: file)
    try AtomicFile.write(Data(csv.utf8), to: file, isDurable: false)
  }

  private func makeFolder(of file: URL) throws {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
  }
}

/// The picture of the last preview, which goes when the chapter ends.
let previewFile = "preview.png"

private func isBlank(_ text: String) -> Bool {
  text.allSatisfy(\.isWhitespace)
}
