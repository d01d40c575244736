import ArgumentParser
import WKD

/// A value that is written as one word on the command line.
protocol ExpressibleByWord {
  /// The value of a word.
  ///
  /// - Throws: an error whose sentence names the word and one that would do.
  init(word: String) throws

  /// The words, or patterns of words, that the help lists; empty where there are too many.
  static var words: [String] { get }

  /// The words that a shell completes.
  static var completions: [String] { get }
}

extension ExpressibleByWord {
  static var words: [String] { [] }
  static var completions: [String] { words }
}

extension ExpressibleByWord where Self: CaseIterable & RawRepresentable, RawValue == String {
  static var words: [String] { allCases.map(\.rawValue) }
}

/// A typed argument that refuses a word by the sentence of its type.
///
/// `init?(argument:)` could only say that a value is invalid, and not which one was probably meant.
struct Checked<Value: ExpressibleByWord>: ExpressibleByArgument {
  /// The word as it was typed.
  let word: String
  private let result: Result<Value, any Error>

  init(_ word: String) {
    self.word = word
    result = Result { try Value(word: word) }
  }

  init?(argument: String) {
    self.init(argument)
  }

  /// The value of the word.
  ///
  /// - Throws: the error of the type.
  var value: Value {
    get throws { try result.get() }
  }

  /// Refuses a word that has no value, as a mistake on the command line.
  func validate() throws {
    do {
      _ = try value
    } catch {
      let sentence = "\(error)"
      // Some types know better what was probably meant.
      let meant = sentence.contains("did you mean") ? nil : closest(to: word, among: Value.words)
      throw ValidationError(sentence + (meant.map { ". Did you mean \($0)?" } ?? ""))
    }
  }

  var defaultValueDescription: String { word }
  static var allValueStrings: [String] { Value.words }
  static var defaultCompletionKind: CompletionKind {
    Value.completions.isEmpty ? .default : .list(Value.completions)
  }
}

/// Refuses a number on the command line that is too small or too large for any machine.
func refuse(_ option: String, _ value: Int?, outside range: ClosedRange<Int>) throws {
  guard let value, !range.contains(value) else { return }
  throw ValidationError(
    value < range.lowerBound
      ? "\(option) must be at least \(range.lowerBound), not \(value)"
      : "\(option) must be at most \(range.upperBound), not \(value)")
}

/// The entries of a list on the command line, empty ones among them, so that no one is passed over.
func entries(of list: String) -> [String] {
  list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
}
