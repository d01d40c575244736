import Foundation
import Literate

/// `format-lessons FOLDER` writes the cells of a folder's lessons as `swift format` writes code, and
/// reports what it cannot do; `format-lessons --check FOLDER` changes nothing and reports every cell
/// that it would change, too.
@main
struct FormatLessons {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    let folders = arguments.filter { $0 != "--check" }
    guard folders.count == 1, let path = folders.first, !path.hasPrefix("-") else {
      fail("usage: format-lessons [--check] FOLDER")
    }
    let folder = URL(fileURLWithPath: path, isDirectory: true)
    do {
      if !arguments.contains("--check") {
        try formatted(folder).write()
      }
      let findings = try formatted(folder).findings
      if !findings.isEmpty {
        fail(findings.map(\.description).joined(separator: "\n"))
      }
    } catch {
      fail("\(error)")
    }
  }

  private static func formatted(_ folder: URL) throws -> FormattedPages {
    try FormattedPages(
      LessonPage.all(in: folder), configuration: FormattedPages.configuration(for: folder))
  }

  private static func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(1)
  }
}
