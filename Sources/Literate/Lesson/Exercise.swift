import Markup

/// What an exercise asks, how it helps, and what solves it.
///
/// The code of its cell has two parts: what the reader works on, with blanks `___`, and behind the
/// line `//| check` the checks of the values found.
public struct Exercise: Equatable, Sendable {
  /// The line that parts the reader's code from the checks; to the compiler it is a comment.
  public static let checkMark = "//| check"
  /// The start of a line that continues the task or the hint of the line above.
  public static let continuation = "//|   "
  /// What the reader replaces; to the compiler it is an unknown name.
  public static let blank = "___"

  /// The task in words.
  public let task: String
  /// Helpful remarks, the least telling first.
  public let hints: [String]
  /// What solves the exercise: one text for each blank, in order.
  public let answers: [String]
  /// Plausible mistakes for the first blank, which the check must refuse.
  public let wrongAnswers: [String]

  /// Makes an exercise from its parts.
  public init(
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
  public var task: String {
    guard kind == .exercise else { return code }
    return lines.prefix { $0.trimmed != Exercise.checkMark }.joined(separator: "\n")
  }

  /// The part of an exercise's code that checks the values found; of any other cell nothing.
  public var check: String {
    guard kind == .exercise else { return "" }
    return lines.drop { $0.trimmed != Exercise.checkMark }.dropFirst().joined(separator: "\n")
  }

  /// The lines of the file at which a blank is still to be filled.
  public var blankLines: [Int] {
    lines.enumerated().flatMap { number, text in
      Array(repeating: line + number, count: blanks(in: text).count)
    }
  }

  /// The code with the first blanks replaced by `answers`, in order.
  public func code(filling answers: [String]) -> String {
    filled(code, with: answers)
  }

  /// The part of an exercise's code that the reader works on, as its answers complete it; of any
  /// other cell all of it.
  public var solution: String {
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

/// Where a line holds the word `___`, and not a longer name.
private func blanks(in line: String) -> [Range<String.Index>] {
  func isPartOfName(_ character: Character?) -> Bool {
    character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
  }
  return line.ranges(of: Exercise.blank).filter { range in
    !isPartOfName(line[..<range.lowerBound].last)
      && !isPartOfName(line[range.upperBound...].first)
  }
}
