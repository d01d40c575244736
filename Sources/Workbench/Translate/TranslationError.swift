/// The reason why pictures cannot be translated as asked.
public enum TranslationError: Error, Equatable, CustomStringConvertible {
  /// Two pictures, and the name that both translations would have.
  case sameName(String, String, String)
  /// Several translations would be one file.
  case oneFile(String, count: Int)
  /// Some of the pictures could not be translated; the others are in place.
  case failures([TranslationFailure], of: Int)

  /// One sentence that says what is wrong and what to do; for several pictures one on each line.
  public var description: String {
    switch self {
    case .sameName(let first, let second, let name):
      "\(first) and \(second) would both become \(name): rename one or translate them apart"
    case .oneFile(let path, let count):
      "\(count) pictures cannot become the one file \(path): name a folder"
    case .failures(let failures, _) where failures.count == 1: failures[0].reason
    case .failures(let failures, let total):
      (["\(failures.count) of \(total) pictures were not translated:"]
        + failures.map { "  \($0.reason)" }).joined(separator: "\n")
    }
  }
}

/// A picture that was not translated.
public struct TranslationFailure: Sendable, Encodable, Equatable {
  /// The path of the picture.
  public let input: String
  /// One sentence that says what is wrong and what to do.
  public let reason: String
  /// The longer side to which the picture can be scaled so that memory is enough; nil where that is not
  /// what is wrong.
  public let fittingSide: Int?
}
