import Foundation

/// A command line as files of weights record it: all that decides their numbers, and no place of this machine.
///
/// The same work recorded in two folders gives the same text, and nobody's home is published with it.
package enum RecordedCommand {
  /// The text to record.
  ///
  /// - Parameters:
  ///   - command: a command line as a shell takes it.
  ///   - output: the path of what is written, where a word of its own names it.
  /// - Returns: the words without that path and without `--output`; of a path that begins at the root or at
  ///   a home only the last part.
  package static func text(_ command: String, output: String? = nil) -> String {
    var words: [String] = []
    var isValue = false
    for word in self.words(of: command) {
      defer { isValue = word == "--output" }
      if isValue || word == "--output" || word.hasPrefix("--output=") || word == output { continue }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      words.append(
        word.hasPrefix("--") && parts.count == 2
          ? "\(parts[0])=\(place(String(parts[1])))" : place(word))
    }
    return words.map(\.shellQuoted).joined(separator: " ")
  }

  /// A path as it may be recorded; itself where it is relative, or no path.
  package static func place(_ path: String, parts: Int = 1) -> String {
    guard path.hasPrefix("/") || path.hasPrefix("~") else {
      return path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    }
    return path.split(separator: "/").suffix(parts).joined(separator: "/")
  }

  /// The words that a shell makes of a command line with single quotes.
  private static func words(of command: String) -> [String] {
    var words: [String] = []
    var word = ""
    var (isWord, isQuoted, isEscaped) = (false, false, false)
    for sign in command {
      switch sign {
      case _ where isEscaped:
        word.append(sign)
        isEscaped = false
      case "'":
        isQuoted.toggle()
        isWord = true
      case "\\" where !isQuoted: (isEscaped, isWord) = (true, true)
      case " " where !isQuoted:
        if isWord { words.append(word) }
        (word, isWord) = ("", false)
      default:
        word.append(sign)
        isWord = true
      }
    }
    return isWord ? words + [word] : words
  }
}
