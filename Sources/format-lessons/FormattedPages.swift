import Files
package import Foundation
package import Literate

/// Lessons whose cells have been written anew by `swift format`, one process for all of them.
package struct FormattedPages {
  /// The text of each page with its cells formatted, in the order of the pages.
  package let texts: [String]
  /// All that is wrong with the pages, by file and line: code that differs from what the formatter
  /// writes, breaks one of its rules or cannot be parsed, and lines that are too long.
  package let findings: [LessonError]
  private let pages: [LessonPage]

  /// Formats the cells of some pages; nothing is written to them.
  ///
  /// A cell that is only shown may hold what is no Swift, and is then left as it is.
  /// - Parameters:
  ///   - pages: The lessons.
  ///   - configuration: The formatter's settings, which decide on the length of a line, too.
  /// - Throws: ``FormatError``, or the error of the file system.
  package init(_ pages: [LessonPage], configuration: URL) throws {
    self.pages = pages
    let limit = try JSONDecoder().decode(
      FormatterSettings.self, from: Data(contentsOf: configuration)
    ).lineLength
    let desk = try FormatterDesk(pages, configuration: configuration)
    let rules = try desk.lint()
    let codes = try desk.format()
    texts = zip(pages, codes).map { page, codes in page.text(replacing: codes) }
    findings = pages.indices.flatMap { index in
      let known = rules[index]
      let long = pages[index].overlong(limit: limit).filter { finding in
        !known.contains { $0.line == finding.line }
      }
      let all = known + long + pages[index].differences(from: codes[index], beside: known + long)
      return all.sorted { $0.line < $1.line }
    }
  }

  /// Writes the pages that have changed.
  ///
  /// - Throws: the error of the file system.
  package func write() throws {
    for (page, text) in zip(pages, texts) where text != page.text {
      try AtomicFile.write(Data(text.utf8), to: page.url, isDurable: false)
    }
  }

  /// The formatter's settings for a folder: its file `.swift-format`, or that of a folder above it.
  ///
  /// - Throws: ``FormatError/noConfiguration(_:)``.
  package static func configuration(for folder: URL) throws -> URL {
    var place = folder.standardizedFileURL
    while true {
      let file = place.appendingPathComponent(".swift-format")
      if FileManager.default.fileExists(atPath: file.path) { return file }
      guard place.pathComponents.count > 1 else {
        throw FormatError.noConfiguration(folder.path)
      }
      place.deleteLastPathComponent()
    }
  }
}

/// The setting that is checked here as well, since the formatter passes over a long literal.
private struct FormatterSettings: Decodable {
  let lineLength: Int
}
