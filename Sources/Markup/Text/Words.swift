/// A text as its words in lower case; whatever is no letter and no digit stands between two words.
package struct Words: Sendable {
  private let words: [Word]

  private struct Word {
    let text: String
    /// The offsets in the text that was taken, in UTF-8.
    let place: Range<Int>
  }

  /// A text over which no phrase reaches, such as one in place of a formula.
  package static let boundary = " 0 "

  /// Takes the words of a text.
  package init(_ text: String) {
    let bytes = text.utf8
    words = text.split { !$0.isLetter && !$0.isNumber }.map { word in
      let start = bytes.distance(from: bytes.startIndex, to: word.startIndex)
      return Word(text: word.lowercased(), place: start..<start + word.utf8.count)
    }
  }

  /// How many words there are.
  package var count: Int { words.count }

  /// Whether the words are the same as those of another text.
  package func equal(_ other: Words) -> Bool {
    words.elementsEqual(other.words) { $0.text == $1.text }
  }

  /// Whether a phrase occurs as whole words, its last one as it is, in the plural or numbered.
  package func contain(_ phrase: Words) -> Bool {
    words.indices.contains { ends(phrase, at: $0) }
  }

  /// The places of a phrase: for each time the places of its words in the text, in UTF-8.
  package func places(of phrase: Words) -> [[Range<Int>]] {
    words.indices.filter { ends(phrase, at: $0) }.map { index in
      words[...index].suffix(phrase.count).map(\.place)
    }
  }

  private func ends(_ phrase: Words, at index: Int) -> Bool {
    guard let last = phrase.words.last, isForm(words[index].text, of: last.text) else {
      return false
    }
    let start = phrase.words.dropLast()
    return words[..<index].suffix(start.count).elementsEqual(start) { $0.text == $1.text }
  }

  /// `bands` and `boxes` are forms of `band` and `box`, `boundaries` of `boundary`, `LL3` of `LL`.
  private func isForm(_ word: String, of singular: String) -> Bool {
    if word == singular { return true }
    if singular.last == "y" && word == singular.dropLast() + "ies" { return true }
    guard word.hasPrefix(singular) else { return false }
    let ending = word.dropFirst(singular.count)
    return ending == "s" || ending == "es" || ending.allSatisfy(\.isNumber)
  }
}
