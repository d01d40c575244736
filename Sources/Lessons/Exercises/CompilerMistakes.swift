import Literate
import Markup

/// The compiler's errors at lines of a page, without those about the code that was generated from it.
package struct CompilerMistakes: Equatable, Sendable, CustomStringConvertible {
  /// One error at its place.
  package struct Mistake: Hashable, Sendable, Encodable {
    package let file: String
    package let line: Int
    package let column: Int
    package let message: String
  }

  /// The errors in the compiler's order, each once.
  package let all: [Mistake]
  /// All errors in words; never empty.
  package let description: String

  /// Keeps the errors at lines of the pages, each with the line itself and a mark under the place.
  ///
  /// - Parameters:
  ///   - errors: what the compiler said.
  ///   - status: its exit status.
  ///   - pages: the reader's page, and the lesson whose checks were compiled with it.
  init(_ errors: String, status: Int32, in pages: [Lesson]) {
    var all: [Mistake] = []
    var seen: Set<Mistake> = []
    for line in errors.lines {
      guard let match = line.wholeMatch(of: /(.+?):([0-9]+):([0-9]+): error: (.*)/),
        let page = pages.first(where: {
          $0.file.hasSuffix(match.1) || String(match.1).hasSuffix($0.file)
        }),
        let number = Int(match.2), let column = Int(match.3)
      else { continue }
      let mistake = Mistake(
        file: page.file, line: number, column: column, message: String(match.4))
      if seen.insert(mistake).inserted { all.append(mistake) }
    }
    self.all = all
    guard all.isEmpty else {
      description = all.map { mistake in
        let code = pages.first { $0.file == mistake.file }?.codeLine(mistake.line)
        return Self.words(mistake, code)
      }.joined(separator: "\n")
      return
    }
    let said = errors.trimmingBlankLines
    description =
      said.isEmpty
      ? "the compiler ended with status \(status) and gave no reason: try once more"
      : String(said.suffix(2000))
  }

  private static func words(_ mistake: Mistake, _ code: String?) -> String {
    let place = "\(mistake.file):\(mistake.line):\(mistake.column): error: \(mistake.message)"
    guard let code else { return place }
    // The mark stands under a tab as wide as the terminal makes it; the compiler counts bytes.
    let before = String(decoding: code.utf8.prefix(max(0, mistake.column - 1)), as: UTF8.self)
    let indent = String(before.map { $0 == "\t" ? "\t" : " " })
    return "\(place)\n    \(code)\n    \(indent)^"
  }
}

extension Lesson {
  /// The text of a line of the page that belongs to a cell.
  fileprivate func codeLine(_ number: Int) -> String? {
    for cell in cells {
      let lines = cell.code.lines
      if (cell.line..<cell.line + lines.count).contains(number) {
        return String(lines[number - cell.line])
      }
    }
    return nil
  }
}
