import Markup

/// A stretch of text that looks the same throughout.
struct TerminalRun: Equatable {
  /// How the text looks.
  struct Marks: OptionSet {
    let rawValue: Int
    static let bold = Marks(rawValue: 1)
    static let italic = Marks(rawValue: 2)
    static let struck = Marks(rawValue: 4)
    static let code = Marks(rawValue: 8)
    static let link = Marks(rawValue: 16)
    static let dim = Marks(rawValue: 32)
  }

  var text: String
  var marks: Marks = []

  /// The text as the style shows it.
  func styled(_ style: TerminalStyle) -> String {
    var text = text
    if marks.contains(.code) { text = style.code(text) }
    if marks.contains(.link) { text = style.link(text) }
    if marks.contains(.struck) { text = style.struck(text) }
    if marks.contains(.dim) { text = style.dim(text) }
    if marks.contains(.italic) { text = style.italic(text) }
    if marks.contains(.bold) { text = style.bold(text) }
    return text
  }
}

/// Runs broken into lines.
struct TerminalWrap {
  private var lines: [[TerminalRun]] = []
  private var line: [TerminalRun] = []
  private var width = 0
  private let limit: Int

  /// Breaks runs at spaces so that no line is longer than `limit`, single words excepted.
  ///
  /// A newline inside a run breaks in any case; a space that must not break is U+00A0.
  static func lines(of runs: [TerminalRun], limit: Int) -> [[TerminalRun]] {
    var wrap = TerminalWrap(limit: max(limit, 1))
    for word in words(of: runs) { wrap.add(word) }
    wrap.endLine()
    return wrap.lines
  }

  private init(limit: Int) {
    self.limit = limit
  }

  /// The text between two spaces, with the space before it.
  private struct Word {
    var space: TerminalRun?
    var runs: [TerminalRun] = []
    var isNewline = false

    var columns: Int { runs.reduce(0) { $0 + terminalColumns(of: $1.text) } }
  }

  private static func words(of runs: [TerminalRun]) -> [Word] {
    var words: [Word] = []
    var word = Word()
    for run in runs {
      for character in run.text {
        switch character {
        case "\n":
          words += [word, Word(isNewline: true)]
          word = Word()
        case " ":
          if !word.runs.isEmpty { words.append(word) }
          word = Word(space: TerminalRun(text: " ", marks: run.marks))
        default:
          let text = character == "\u{A0}" ? " " : String(character)
          word.runs.append(TerminalRun(text: text, marks: run.marks))
        }
      }
    }
    return words + [word]
  }

  private mutating func add(_ word: Word) {
    if word.isNewline { return endLine() }
    guard !word.runs.isEmpty else { return }
    let columns = word.columns
    if let space = word.space, width > 0 {
      if width + 1 + columns > limit {
        endLine()
      } else {
        append(space)
        width += 1
      }
    }
    word.runs.forEach { append($0) }
    width += columns
  }

  private mutating func append(_ run: TerminalRun) {
    if let last = line.last, last.marks == run.marks {
      line[line.count - 1].text += run.text
    } else {
      line.append(run)
    }
  }

  private mutating func endLine() {
    if !line.isEmpty { lines.append(line) }
    line = []
    width = 0
  }
}

extension [TerminalRun] {
  /// The columns that the runs take.
  var columns: Int { reduce(0) { $0 + terminalColumns(of: $1.text) } }

  /// The line as the style shows it.
  func styled(_ style: TerminalStyle) -> String {
    map { $0.styled(style) }.joined()
  }
}
