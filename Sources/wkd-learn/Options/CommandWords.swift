import ArgumentParser
import Foundation

/// Refuses words that every command would take for something else than what was meant: an empty one, which
/// would stand for the current folder, and the name of a file that begins with a dash, whose letters would
/// be read as options.
///
/// - Parameter words: the command line without the program's name.
/// - Throws: `ValidationError` with the word.
func refuseMistakenWords(_ words: [String]) throws {
  // A shell that asks for completions sends words that are not finished.
  if words.first?.hasPrefix("---") == true { return }
  var last: String?
  for word in words {
    if let option = word.wholeMatch(of: /(--[^=]+)=/)?.1 { throw emptyValue(of: String(option)) }
    if word.isEmpty { throw emptyValue(of: last?.hasPrefix("--") == true ? last : nil) }
    last = word
  }
  last = nil
  for word in words.prefix(while: { $0 != "--" }) {
    let isValue = last.map { $0.hasPrefix("--") && !$0.contains("=") } ?? false
    if isDashed(word, mayBeValue: isValue) {
      throw ValidationError(
        "\(word) begins with a dash, as options do: write ./\(word), or -- before the names")
    }
    last = word
  }
}

private func emptyValue(of option: String?) -> ValidationError {
  ValidationError(
    option.map { "\($0) needs a value that is not empty: give one, or leave \($0) out" }
      ?? "a word of the command line is empty: give a name there, or leave it out")
}

/// Whether a word was meant as the name of a file; numbers below zero and `-h` are not.
private func isDashed(_ word: String, mayBeValue: Bool) -> Bool {
  guard word.hasPrefix("-"), word != "-", word != "-h", let second = word.dropFirst().first else {
    return false
  }
  // Names that exist are meant wherever they stand.
  if FileManager.default.fileExists(atPath: word) { return true }
  return !mayBeValue && second.isLetter
}
