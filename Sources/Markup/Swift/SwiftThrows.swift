/// Finds the statements of a piece of Swift code that may throw, so that each can be noted before it runs:
/// an error itself does not know the line that threw it.
package enum SwiftThrows {
  /// A statement that may throw, by its lines, counted from 0.
  package struct Statement: Equatable, Sendable {
    /// The line that it begins, and before which another statement may stand.
    package let line: Int
    /// The line of its only `try` or `throw`; where it has several, the line that it begins.
    package let throwing: Int
  }

  /// The statements of a function's body, those in its loops and branches included, in reading order.
  ///
  /// A statement is left in the one around it where its beginning cannot be told for certain, where an error
  /// may come after one that stands deeper, and in closures.
  package static func statements(in code: String) -> [Statement] {
    let parts = SwiftPart.all(in: code)
    // A condition of compilation may stand in the middle of a statement.
    guard !parts.contains(where: { $0.kind == .attribute && $0.text == "#if" }) else { return [] }
    var reader = StatementReader(parts: parts)
    return reader.statements()
  }
}

/// Walks through the statements of a body and of the bodies within.
private struct StatementReader {
  /// A statement that has begun.
  private struct Open {
    let line: Int
    /// Its first word, such as `for`.
    let lead: String
    /// Whether another statement may stand before it; not before the label of a case.
    let isNotable: Bool
    /// The lines of its own `try` and `throw`.
    var throwing: [Int] = []
    /// Those of the statements within that can be noted.
    var within: [SwiftThrows.Statement] = []
    /// Whether an error may come after something within.
    var throwsLate = false

    mutating func addThrow(at line: Int) {
      throwing.append(line)
      if !within.isEmpty { throwsLate = true }
    }
  }

  /// A bracket that has been opened.
  private enum Bracket {
    case other
    /// The brace of a body of statements, in which the last one is open.
    case body(isSwitch: Bool)
  }

  private let parts: [SwiftPart]
  private var brackets: [Bracket] = []
  /// The open statements, each within the one before.
  private var open: [Open] = []
  private var all: [SwiftThrows.Statement] = []

  init(parts: [SwiftPart]) {
    self.parts = parts
  }

  mutating func statements() -> [SwiftThrows.Statement] {
    for index in parts.indices { read(index) }
    while !open.isEmpty { closeStatement() }
    return all.sorted { $0.line < $1.line }
  }

  private mutating func read(_ index: Int) {
    let part = parts[index]
    if begins(index) { begin(part) }
    if part.isThrow, !isOptional(index), !open.isEmpty {
      open[open.count - 1].addThrow(at: part.line)
    }
    guard part.kind == .plain else { return }
    switch part.text {
    case "(", "[": brackets.append(.other)
    case "{":
      let isBody = opensBody(index)
      brackets.append(isBody ? .body(isSwitch: open.last?.lead == "switch") : .other)
    case ")", "]", "}":
      guard let bracket = brackets.popLast() else { return }
      if case .body = bracket { while open.count > depth { closeStatement() } }
    default: break
    }
  }

  /// How many statements are open at most where the body that is read has ended no other.
  private var depth: Int {
    1 + brackets.count { if case .body = $0 { true } else { false } }
  }

  private var isInBody: Bool {
    switch brackets.last {
    case nil, .body: true
    case .other: false
    }
  }

  private var isInSwitch: Bool {
    if case .body(isSwitch: true) = brackets.last { true } else { false }
  }

  /// Whether `try` is followed by `?` or `!`, so that no error leaves it.
  private func isOptional(_ index: Int) -> Bool {
    guard parts[index].text == "try", parts.indices.contains(index + 1) else { return false }
    let next = parts[index + 1]
    return !next.isApart && ["?", "!"].contains(next.text)
  }

  /// Whether a statement begins here for certain.
  private func begins(_ index: Int) -> Bool {
    let part = parts[index]
    guard isInBody, part.opensLine else { return false }
    guard index > 0 else { return true }
    let last = parts[index - 1]
    if isLabel(part) { return true }
    switch part.kind {
    case .plain:
      guard part.text.first.map({ $0.isLetter || "_([`".contains($0) }) == true else {
        return false
      }
    case .attribute: return false
    case .keyword, .type, .call, .number, .string, .comment, .blank: break
    }
    if continuing.contains(part.text) || isTrailingClosure(index) { return false }
    // The condition of `repeat` belongs to it.
    if part.text == "while", last.text == "}", open.last?.lead == "repeat" { return false }
    switch last.kind {
    case .keyword: return ending.contains(last.text)
    case .attribute: return false
    case .type, .call, .number, .string, .comment, .blank: return true
    case .plain: break
    }
    switch last.text {
    case ")", "]", "}", ";", "`", "{": return true
    case ":": return isInSwitch && open.last?.isNotable == false
    case "!", "?": return !last.isApart && !["as", "try"].contains(parts[index - 2].text)
    default: return last.text.first.map { $0.isLetter || $0.isNumber || $0 == "_" } == true
    }
  }

  /// Whether a closure with a label begins here, which belongs to the call before it.
  private func isTrailingClosure(_ index: Int) -> Bool {
    parts[index...].prefix(3).dropFirst().map(\.text) == [":", "{"]
  }

  private func isLabel(_ part: SwiftPart) -> Bool {
    isInSwitch && (["case", "default"].contains(part.text) || part.text == "@unknown")
  }

  private mutating func begin(_ part: SwiftPart) {
    while open.count >= depth { closeStatement() }
    open.append(Open(line: part.line, lead: part.text, isNotable: !isLabel(part)))
  }

  private mutating func closeStatement() {
    guard var last = open.popLast() else { return }
    if last.isNotable {
      if last.throwsLate { last.within = [] }
      if !last.throwing.isEmpty {
        let lines = Set(last.throwing)
        last.within.append(
          SwiftThrows.Statement(
            line: last.line,
            throwing: last.throwsLate || lines.count > 1 ? last.line : lines.first ?? last.line))
      }
      last.throwing = []
    }
    guard !open.isEmpty else {
      all += last.within
      return
    }
    for line in last.throwing { open[open.count - 1].addThrow(at: line) }
    open[open.count - 1].within += last.within
  }

  /// Whether the brace opens the body of a loop or of a branch, each statement of which can be noted.
  ///
  /// A condition that is asked again after the body is no place for that, and `defer` runs after an error.
  private func opensBody(_ index: Int) -> Bool {
    guard isInBody, open.count == depth, let statement = open.last,
      ["for", "while", "if", "guard", "do", "switch"].contains(statement.lead),
      parts.indices.contains(index + 1), parts[index + 1].opensLine
    else { return false }
    return statement.lead != "while" || statement.throwing.isEmpty
  }
}

/// Words with which a line goes on with the statement before it.
private let continuing: Set<String> = [
  "else", "catch", "where", "in", "as", "is", "throws", "rethrows", "async", "some", "any",
]

/// Words after which a statement may end.
private let ending: Set<String> = [
  "self", "Self", "true", "false", "nil", "break", "continue", "fallthrough", "Any",
]
