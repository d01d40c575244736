import Literate

/// What the compiler said about a page, without a word about the code that was made from it.
struct CompilerMistakes: CustomStringConvertible {
  let description: String

  /// Keeps the errors at lines of the page, each with the line itself and a mark under the place.
  init(_ output: String, in lesson: Lesson) {
    var lines: [Int: String] = [:]
    for cell in lesson.cells {
      for (number, text) in cell.code.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        lines[cell.line + number] = String(text)
      }
    }
    var seen: Set<String> = []
    var messages: [String] = []
    for line in output.split(separator: "\n") {
      guard let match = line.wholeMatch(of: /(.+?):([0-9]+):([0-9]+): error: (.*)/),
        lesson.file.hasSuffix(match.1) || match.1.hasSuffix(lesson.file),
        let number = Int(match.2), let column = Int(match.3), seen.insert(String(line)).inserted
      else { continue }
      let place = "\(lesson.file):\(number):\(column): error: \(match.4)"
      let code = lines[number].map { code in
        "\n    \(code)\n    \(String(repeating: " ", count: max(0, column - 1)))^"
      }
      messages.append(place + (code ?? ""))
    }
    description = messages.isEmpty ? String(output.suffix(2000)) : messages.joined(separator: "\n")
  }
}
