import Markup

/// One fenced block of Swift in a lesson.
public struct Cell: Equatable, Sendable {
  /// The ways in which a cell's code is used.
  public enum Kind: String, CaseIterable, Sendable {
    /// Runs inside the chapter; names declared here are seen by later `run` cells.
    case run
    /// Compiled at file scope, where `import` and `extension` are legal.
    case file
    /// Shown on the page only.
    case skip
    /// Runs in a process of its own, sees no other cell's names but `file` cells', and must stop
    /// with an error, whose message the page shows.
    case expectError = "expect-error"
    /// A task for the reader, with blanks to fill; sees no other cell's names but `file` cells'.
    case exercise

    /// Whether the cell takes part when the chapter runs.
    public var takesPart: Bool { self == .run || self == .expectError }
  }

  /// The position among the cells of the lesson, from 0.
  public let index: Int
  /// The way in which the code is used.
  public let kind: Kind
  /// A short name for messages; unique in the lesson.
  public let label: String?
  /// The code without its option lines.
  public let code: String
  /// The line of the file that holds the first line of `code`.
  public let line: Int
  /// The exercise; nil for every other kind.
  package let exercise: Exercise?

  /// Makes a cell from its parts.
  package init(
    index: Int, kind: Kind = .run, label: String? = nil, code: String, line: Int,
    exercise: Exercise? = nil
  ) {
    self.index = index
    self.kind = kind
    self.label = label
    self.code = code
    self.line = line
    self.exercise = exercise
  }

  /// The cell's name in messages: its label, or its number from 1.
  public var name: String {
    label ?? "cell \(index + 1)"
  }

  /// Tells whether the cell is still the one that was run: a fingerprint of its kind and code.
  package var fingerprint: String {
    Markup.fingerprint(of: "\(kind.rawValue)\n\(code)")
  }
}

/// An exercise: its task, its hints and its solution.
///
/// The code of its cell has two parts: what the reader works on, with blanks `___`, and after the
/// line `//| check` the checks of the values found.
package struct Exercise: Equatable, Sendable {
  /// The line that parts the reader's code from the checks; to the compiler it is a comment.
  package static let checkMark = "//| check"
  /// The start of a line that continues the task or the hint of the line above.
  package static let continuation = "//|   "
  /// The blank that the reader replaces; to the compiler it is an unknown name.
  package static let blank = "___"

  /// The task in words.
  package let task: String
  /// Helpful remarks, the least telling first.
  package let hints: [String]
  /// The solution: one text for each blank, in order.
  package let answers: [String]
  /// Plausible mistakes for the first blank, which the check must refuse.
  package let wrongAnswers: [String]

  /// Makes an exercise from its parts.
  package init(
    task: String, hints: [String] = [], answers: [String], wrongAnswers: [String] = []
  ) {
    self.task = task
    self.hints = hints
    self.answers = answers
    self.wrongAnswers = wrongAnswers
  }
}

extension Cell {
  /// The part of an exercise's code that the reader works on; of any other cell all of it.
  package var task: String {
    guard kind == .exercise else { return code }
    return lines.prefix { $0.trimmed != Exercise.checkMark }.joined(separator: "\n")
  }

  /// The part of an exercise's code that checks the values found; of any other cell nothing.
  package var check: String {
    guard kind == .exercise else { return "" }
    return lines.drop { $0.trimmed != Exercise.checkMark }.dropFirst().joined(separator: "\n")
  }

  /// The lines of the file at which a blank is still to be filled.
  package var blankLines: [Int] {
    lines.enumerated().flatMap { number, text in
      Array(repeating: line + number, count: blanks(in: text).count)
    }
  }

  /// The code with the first blanks replaced by `answers`, in order.
  package func code(filling answers: [String]) -> String {
    filled(code, with: answers)
  }

  /// The part of an exercise's code that the reader works on, as its answers complete it; of any
  /// other cell all of it.
  package var solution: String {
    filled(task, with: exercise?.answers ?? [])
  }

  private var lines: [String] { codeLines(code) }
}

private func codeLines(_ code: String) -> [String] {
  code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}

private func filled(_ code: String, with answers: [String]) -> String {
  var rest = answers[...]
  return codeLines(code).map { line in
    var filled = ""
    var end = line.startIndex
    for blank in blanks(in: line) {
      guard let answer = rest.popFirst() else { break }
      filled += line[end..<blank.lowerBound] + answer
      end = blank.upperBound
    }
    return filled + line[end...]
  }
  .joined(separator: "\n")
}

/// The places where a line holds the word `___`, and not a longer name.
private func blanks(in line: String) -> [Range<String.Index>] {
  func isPartOfName(_ character: Character?) -> Bool {
    character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
  }
  return line.ranges(of: Exercise.blank).filter { range in
    !isPartOfName(line[..<range.lowerBound].last)
      && !isPartOfName(line[range.upperBound...].first)
  }
}
