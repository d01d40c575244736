/// The address of a link or a picture that leads to a file or an anchor, as it stands in Markdown.
///
/// An address with a scheme or a path from the root of a site leads to none.
struct LinkAddress {
  /// The place of the address.
  let range: Range<String.Index>

  /// How deep parentheses nest in an address, as in the library that reads the Markdown.
  private static let depthLimit = 32

  /// Reads what follows `](` or `]:`; nil where that is no address of a file.
  init?(opening text: Substring, isDefinition: Bool) {
    var rest = text.drop { $0 == " " || $0 == "\t" }
    if rest.first?.isNewline == true { rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" } }
    let isEnclosed = rest.first == "<"
    if isEnclosed { rest = rest.dropFirst() }
    let address = isEnclosed ? rest.prefix { $0 != ">" && !$0.isNewline } : Self.bare(rest)
    var behind = rest[address.endIndex...]
    if isEnclosed {
      guard behind.first == ">" else { return nil }
      behind = behind.dropFirst()
    }
    let next = behind.drop { $0 == " " || $0 == "\t" }
    let ends = isDefinition ? next.first?.isNewline ?? true : next.first == ")"
    let hasTitle = next.startIndex > behind.startIndex && "\"'(".contains(next.first ?? "x")
    guard ends || hasTitle, Self.leadsToFile(address) else { return nil }
    range = address.startIndex..<address.endIndex
  }

  /// Parentheses within an address come in pairs.
  private static func bare(_ text: Substring) -> Substring {
    var depth = 0
    return text.prefix { character in
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return (0...Self.depthLimit).contains(depth) && !character.isWhitespace && character != "<"
    }
  }

  /// Escapes and entities are left to Markdown.
  private static func leadsToFile(_ address: Substring) -> Bool {
    guard let first = address.first, first != "/" else { return false }
    return !address.contains("\\") && !address.contains("&")
      && address.prefixMatch(of: /[A-Za-z][A-Za-z0-9+.\-]*:/) == nil
  }
}
