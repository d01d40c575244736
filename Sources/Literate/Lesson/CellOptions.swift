import Markup

/// The `//| key: value` lines of a cell.
struct CellOptions {
  private(set) var kind = Cell.Kind.run
  private(set) var label: String?
  private(set) var isFolded = false
  private var task: String?
  private var hints: [String] = []
  private var answers: [String] = []
  private var wrongAnswers: [String] = []
  /// The key of the line read last.
  private var lastKey: String?
  private var seen: Set<String> = []

  struct Mistake: Error {
    let message: String
  }

  mutating func read(_ line: String) throws(Mistake) {
    guard line.hasPrefix("//|") else {
      throw Mistake(message: "an option begins at the margin; remove what stands before `//|`")
    }
    if let text = Exercise.continued(by: line) { return try extendLastOption(with: text) }
    guard let (key, value) = option(in: line.dropFirst(3)) else {
      throw Mistake(message: "write an option as `//| key: value`")
    }
    lastKey = key
    if ["kind", "label", "fold", "task"].contains(key), !seen.insert(key).inserted {
      throw Mistake(message: "`\(key)` is given twice; keep one")
    }
    switch key {
    case "kind":
      guard let kind = Cell.Kind(rawValue: value) else {
        let known = Cell.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        throw Mistake(message: "unknown kind `\(value)`; known are \(known)")
      }
      self.kind = kind
    case "label":
      guard value.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9 _-]*/) != nil else {
        throw Mistake(message: "a label is made of letters, digits, spaces, `-` and `_`")
      }
      label = value
    case "fold":
      guard value == "true" else {
        throw Mistake(message: "write `//| fold: true`, or leave the line out")
      }
      isFolded = true
    case "task": task = value
    case "hint": hints.append(value)
    case "answer": answers.append(value)
    case "wrong": wrongAnswers.append(value)
    default:
      throw Mistake(
        message: """
          unknown option `\(key)`; known are kind, label and fold, \
          and for an exercise task, hint, answer and wrong
          """)
    }
  }

  private mutating func extendLastOption(with text: String) throws(Mistake) {
    switch lastKey {
    case "task": task = (task ?? "") + " " + text
    case "hint": hints[hints.count - 1] += " " + text
    default:
      throw Mistake(
        message: "`\(Exercise.continuation)...` continues the task or the hint of the line above")
    }
  }

  /// Whether a line parts an exercise's task from its check.
  func isCheckMark(_ line: String) -> Bool {
    kind == .exercise && Exercise.isCheckMark(line)
  }

  /// The exercise that the options make of a cell's code; nil where the cell is none.
  func exercise(code: String) throws(Mistake) -> Exercise? {
    if isFolded, kind != .run, kind != .file {
      throw Mistake(message: "only a cell that runs, or a `file` cell, can be folded")
    }
    guard kind == .exercise else {
      if task != nil || !(hints + answers + wrongAnswers).isEmpty {
        throw Mistake(message: "task, hint, answer and wrong need `//| kind: exercise`")
      }
      return nil
    }
    guard let label, !label.contains(" ") else {
      throw Mistake(message: "an exercise needs a label of one word, which the reader types")
    }
    guard let task, !task.isEmpty else {
      throw Mistake(message: "exercise `\(label)` needs a line `//| task: ...`")
    }
    guard code.lines.contains(where: Exercise.isCheckMark) else {
      throw Mistake(
        message: "exercise `\(label)` needs a line `\(Exercise.checkMark)` before its checks")
    }
    return Exercise(task: task, hints: hints, answers: answers, wrongAnswers: wrongAnswers)
  }
}
