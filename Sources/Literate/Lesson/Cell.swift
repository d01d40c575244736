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
  /// Whether pages show one line in the place of the code, which a reader opens: it only draws.
  public let isFolded: Bool
  /// The exercise; nil for every other kind.
  package let exercise: Exercise?

  /// Makes a cell from its parts.
  package init(
    index: Int, kind: Kind = .run, label: String? = nil, code: String, line: Int,
    isFolded: Bool = false, exercise: Exercise? = nil
  ) {
    self.index = index
    self.kind = kind
    self.label = label
    self.code = code
    self.line = line
    self.isFolded = isFolded
    self.exercise = exercise
  }

  /// The one line that stands for folded code.
  package var foldedTitle: String {
    let count = code.lines.count
    return "The code that draws, \(count) line\(count == 1 ? "" : "s")"
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

  /// Whether a line is that mark, whichever white space an editor has left in it.
  package static func isCheckMark(_ line: some StringProtocol) -> Bool {
    let line = line.trimmed
    return line.hasPrefix("//|") && line.dropFirst(3).trimmed == "check"
  }

  /// The text by which a line continues the option above it; nil where it is no such line.
  ///
  /// Three columns of white space make one, whether they are spaces or tabs, which end at every
  /// fourth column.
  package static func continued(by line: some StringProtocol) -> String? {
    guard line.hasPrefix("//|") else { return nil }
    var column = 3
    for character in line.dropFirst(3).prefix(while: \.isWhitespace) {
      column = character == "\t" ? (column / 4 + 1) * 4 : column + 1
    }
    return column >= continuation.count ? line.dropFirst(3).trimmed : nil
  }

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
    return lines.prefix { !Exercise.isCheckMark($0) }.joined(separator: "\n")
  }

  /// The part of an exercise's code that checks the values found; of any other cell nothing.
  package var check: String {
    guard kind == .exercise else { return "" }
    return lines.drop { !Exercise.isCheckMark($0) }.dropFirst().joined(separator: "\n")
  }

  /// The lines of the file at which a blank is still to be filled, once for each.
  package var blankLines: [Int] {
    let task = task
    return SwiftHighlighter.blanks(in: task).map { line + task[..<$0.lowerBound].lines.count - 1 }
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

  /// The line of the file that holds the first line of ``check``.
  package var checkLine: Int {
    line + lines.prefix { !Exercise.isCheckMark($0) }.count + 1
  }

  private var lines: [Substring] { code.lines }
}

/// Code with its first blanks replaced by answers, in order.
private func filled(_ code: String, with answers: [String]) -> String {
  var filled = ""
  var end = code.startIndex
  for (blank, answer) in zip(SwiftHighlighter.blanks(in: code), answers) {
    filled += code[end..<blank.lowerBound] + answer
    end = blank.upperBound
  }
  return filled + code[end...]
}
