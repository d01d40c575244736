/// Looks for what a piece of Swift code leaves open or closes too often, so that it would swallow or end
/// the code around it.
package enum SwiftBalance {
  /// A mistake at a line of the code, counted from 0.
  package struct Mistake: Error, Equatable, Sendable {
    package let line: Int
    /// A sentence that says what is wrong, and what to do.
    package let message: String
  }

  private static let partners: [Character: Character] = [")": "(", "]": "[", "}": "{"]

  /// The first bracket, comment, string or condition of compilation without its partner; nil where the code
  /// is whole.
  package static func mistake(in code: String) -> Mistake? {
    var open: [SwiftOpening] = []
    var line = 0
    for token in SwiftHighlighter.tokens(of: code) {
      guard token.isClosed else { return unclosed(token, line: line) }
      switch token.kind {
      case .plain:
        for character in token.text {
          if character.endsLine { line += 1 }
          if "([{".contains(character) {
            open.append(SwiftOpening(mark: String(character), line: line))
          } else if let partner = partners[character] {
            guard open.popLast(String(partner)) else {
              return stray(String(character), line: line, after: open.last)
            }
          }
        }
      case .attribute:
        switch token.text {
        case "#if": open.append(SwiftOpening(mark: "#if", line: line))
        case "#endif":
          guard open.popLast("#if") else { return stray("#endif", line: line, after: open.last) }
        case "#else", "#elseif":
          guard open.last?.mark == "#if" else {
            return stray(token.text, line: line, after: open.last)
          }
        default: break
        }
      default: line += token.text.count { $0.endsLine }
      }
    }
    return open.last.map { opening in
      Mistake(
        line: opening.line, message: "`\(opening.mark)` is never closed in this cell; close it")
    }
  }

  private static func unclosed(_ token: SwiftHighlighter.Token, line: Int) -> Mistake {
    let what = token.kind == .comment ? "the comment `/*`" : "the string that begins here"
    return Mistake(line: line, message: "\(what) is never closed in this cell; close it")
  }

  private static func stray(_ mark: String, line: Int, after opening: SwiftOpening?) -> Mistake {
    guard let opening else {
      return Mistake(
        line: line, message: "`\(mark)` closes nothing that this cell has opened; remove it")
    }
    return Mistake(
      line: line, message: "`\(mark)` does not close `\(opening.mark)`; close that one first")
  }
}

/// A bracket or a condition that waits for its partner.
private struct SwiftOpening {
  let mark: String
  let line: Int
}

extension [SwiftOpening] {
  /// Removes the last opening where it is of this mark.
  fileprivate mutating func popLast(_ mark: String) -> Bool {
    guard last?.mark == mark else { return false }
    removeLast()
    return true
  }
}
