import Console
import Foundation
import Markup

/// Prints a report on standard output; what it quotes of a file, such as a name, cannot steer the terminal.
///
/// It has the name of Swift's own function, so that no command can pass it by.
func print(_ items: Any..., separator: String = " ", terminator: String = "\n") {
  let text = items.map { "\($0)" }.joined(separator: separator) + terminator
  Swift.print(PrintedText.marked(text, keepsColours: hasColour), terminator: "")
}

/// Whether reports have colours: on a terminal that wants them, and where the command line asks for them.
private let hasColour: Bool = {
  let words = CommandLine.arguments
  let isAsked =
    words.contains("--color=always")
    || zip(words, words.dropFirst()).contains { $0 == "--color" && $1 == "always" }
  return isAsked || Terminal(descriptor: STDOUT_FILENO).hasColour
}()
