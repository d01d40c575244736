/// A formula that the parser does not read; the page then shows its LaTeX.
package enum MathError: Error, Equatable, CustomStringConvertible, Sendable {
  /// A command that is not among the known ones, without its backslash.
  case unknownCommand(String)
  /// Something stands where it has no meaning, such as a brace that nothing opened.
  case unexpected(String)
  /// Something is missing, such as the end of a group.
  case missing(String)

  /// The mistake and its remedy.
  package var description: String {
    switch self {
    case .unknownCommand(let name):
      "unknown command `\\\(name)` in a formula; write it with the commands of the other lessons"
    case .unexpected(let text):
      "unexpected `\(text)` in a formula; remove it or give it its partner"
    case .missing(let text): "a formula lacks \(text); add it"
    }
  }
}
