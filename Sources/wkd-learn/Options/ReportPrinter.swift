import Console
import Foundation
import Markup

/// Prints a report on standard output; what it quotes of a file, such as a name, cannot steer the terminal.
///
/// It has the name of Swift's own function, so that no command can pass it by.
func print(_ items: Any..., separator: String = " ", terminator: String = "\n") {
  let text = items.map { "\($0)" }.joined(separator: separator) + terminator
  let hasColour = Terminal(descriptor: STDOUT_FILENO).hasColour
  Swift.print(PrintedText.marked(text, keepsColours: hasColour), terminator: "")
}
