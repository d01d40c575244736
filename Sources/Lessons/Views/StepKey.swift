import Console
import Foundation

/// The keys that a reader can press between two cells.
enum StepKey: Character, CaseIterable {
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
    allCases.map { "  \($0.rawValue)  \($0.meaning)\n" }.joined()
  }

  /// The meaning of a key; Enter and the space bar are "next".
  init?(key: Character) {
    if key.isNewline || key == " " {
      self = .next
    } else {
      self.init(rawValue: key)
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
    case .quit: "quit; `wkd-learn next` goes on here"
    case .help: "these keys"
    }
  }
}

extension Screen {
  /// Waits for a key that means something; no answer at all means to quit.
  func stepKey(_ prompt: String) -> StepKey {
    while true {
      say(style.dim(prompt))
      let key = readKey()
      say("\r\u{1B}[K")
      guard let key else { return .quit }
      if let meaning = StepKey(key: key) { return meaning }
      say("there is no key \(String(reflecting: key)); ? shows the keys\n")
    }
  }

  /// Opens a figure outside of the terminal.
  func openFigure(_ figure: URL?) {
    guard let figure else { return say("no figure has been drawn yet\n") }
    open(figure)
  }
}
