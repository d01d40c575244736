/// A text as its words in lower case; whatever is no letter and no digit stands between two words.
struct Words {
  private let words: [Substring]

  /// A text over which no phrase reaches, such as one in place of a formula.
  static let boundary = " 0 "

  init(_ text: String) {
    words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
  }

  /// Whether a phrase occurs as whole words, its last one as it is, in the plural or numbered.
  func contain(_ phrase: Words) -> Bool {
    guard let last = phrase.words.last else { return false }
    let start = phrase.words.dropLast()
    return words.indices.contains { index in
      isForm(words[index], of: last) && words[..<index].suffix(start.count).elementsEqual(start)
    }
  }

  /// `bands` and `boxes` are forms of `band` and `box`, `boundaries` of `boundary`, `LL3` of `LL`.
  private func isForm(_ word: Substring, of singular: Substring) -> Bool {
    if word == singular { return true }
    if singular.last == "y" && word == singular.dropLast() + "ies" { return true }
    guard word.hasPrefix(singular) else { return false }
    let ending = word.dropFirst(singular.count)
    return ending == "s" || ending == "es" || ending.allSatisfy(\.isNumber)
  }
}
