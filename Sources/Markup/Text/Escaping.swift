extension StringProtocol {
  /// The text with the signs escaped that mean something in XML and HTML.
  ///
  /// A browser reads scalar by scalar: a sign that a combining mark, or a letter such as U+0D4E,
  /// joins to itself is another `Character`, and yet the same sign.
  package var escapedForMarkup: String {
    unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
