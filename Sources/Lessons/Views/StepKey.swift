import Console
import Foundation

/// The keys that a reader can press between two cells.
enum StepKey: String, CaseIterable {
  case next = "n"
  case back = "b"
  case rerun = "r"
  case hint = "h"
  case skip = "s"
  case code = "c"
  case figure = "f"
  case list = "l"
  case quit = "q"
  case help = "?"

  /// All keys and what they do, one a line.
  static var listing: String {
    allCases.map { "\($0.rawValue)  \($0.meaning)\n" }.joined()
  }

  /// The meaning of a key, small or capital; Enter and the space bar are "next".
  init?(key: Character) {
    if key == "\n" || key == " " {
      self = .next
    } else {
      self.init(rawValue: key.lowercased())
    }
  }

  /// The effect of the key.
  var meaning: String {
    switch self {
    case .next: "run the next cell, or check the exercise (so does Enter)"
    case .back: "show the cell before again"
    case .rerun: "run again from the last cell on"
    case .hint: "the next hint of an exercise; after the last hint its solution"
    case .skip: "run the cell without showing what it prints; leave an exercise out"
    case .code: "show the whole code of the cell, checks of an exercise included"
    case .figure: "open the last figure"
    case .list: "list the cells"
    case .quit: "quit; `\(String.typed("next"))` goes on here"
    case .help: "these keys"
    }
  }
}

/// A question to the reader that one key answers.
struct StepPrompt {
  let screen: Screen
  let keyboard: Keyboard

  /// Asks until a key means something; the end of all input, a signal that ends programs and Ctrl-D mean to
  /// quit.
  func ask(_ question: String) -> StepKey {
    while true {
      // What was typed before is no answer.
      keyboard.forget()
      screen.say(screen.style.dim(shortened(question)))
      let press = keyboard.next()
      screen.say("\r\u{1B}[K")
      switch press {
      case .ended, .interrupted: return .quit
      case .other, .resumed: continue
      case .character(let key):
        if let meaning = StepKey(key: key) { return meaning }
        screen.say("there is no key `\(key)`; ? shows the keys\n")
      }
    }
  }

  /// As many words as fit the window, for only the last row of a broken line could be erased.
  private func shortened(_ question: String) -> String {
    var words = question.split(separator: " ")
    while words.count > 1,
      TerminalText.columns(of: words.joined(separator: " ")) >= screen.style.width
    {
      words.removeLast()
    }
    return words.joined(separator: " ")
  }
}

extension Screen {
  /// Opens a figure outside of the terminal.
  func openFigure(_ figure: URL?) {
    guard let figure else { return say("no figure has been drawn yet\n") }
    open(figure)
  }
}
