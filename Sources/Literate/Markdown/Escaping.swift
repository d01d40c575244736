extension StringProtocol {
  /// The text with the characters escaped that mean something in XML and HTML.
  var escapedForMarkup: String {
    reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
  }
}
