/// A tag as a browser finds it.
///
/// - Source: HTML, "Tokenization"; comments and the elements whose content is no markup are left out.
struct HTMLTag {
  let name: String
  let attributes: [(name: String, value: String)]
  let isClosing: Bool
  /// Whether it closes itself.
  let isEmpty: Bool

  /// All tags of a document in their order.
  static func all(in bytes: [UInt8]) -> [HTMLTag] {
    var scanner = Scanner(bytes: bytes)
    var tags: [HTMLTag] = []
    while let tag = scanner.next() {
      tags.append(tag)
      if !tag.isClosing, rawElements.contains(tag.name) { scanner.skip(to: "</\(tag.name)") }
    }
    return tags
  }

  private static let rawElements: Set = [
    "script", "style", "title", "textarea", "iframe", "xmp", "noembed", "noframes",
  ]
}

private struct Scanner {
  let bytes: [UInt8]
  var place = 0

  private var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

  /// The next tag; nil at the end.
  mutating func next() -> HTMLTag? {
    while let current = byte {
      place += 1
      guard current == UInt8(ascii: "<"), let mark = byte else { continue }
      if mark.isLetter { return tag(isClosing: false) }
      if mark == UInt8(ascii: "/"), place + 1 < bytes.count {
        place += 1
        if bytes[place].isLetter { return tag(isClosing: true) }
        skip(past: ">")
      } else if starts(with: "!--") {
        place += 3
        skip(past: "-->")
      } else if mark == UInt8(ascii: "!") || mark == UInt8(ascii: "?") {
        skip(past: ">")
      }
    }
    return nil
  }

  private mutating func tag(isClosing: Bool) -> HTMLTag? {
    let name = word { !$0.isSpace && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ">") }
    var attributes: [(name: String, value: String)] = []
    var isEmpty = false
    while let current = byte, current != UInt8(ascii: ">") {
      isEmpty = current == UInt8(ascii: "/")
      guard !current.isSpace, !isEmpty else {
        place += 1
        continue
      }
      let start = place
      let name = word {
        !$0.isSpace && ![UInt8(ascii: "/"), UInt8(ascii: ">"), UInt8(ascii: "=")].contains($0)
      }
      while byte?.isSpace == true { place += 1 }
      var value = ""
      if byte == UInt8(ascii: "=") {
        place += 1
        while byte?.isSpace == true { place += 1 }
        value = self.value()
      }
      if place == start { place += 1 }
      attributes.append((name, value))
    }
    place += 1
    return HTMLTag(name: name, attributes: attributes, isClosing: isClosing, isEmpty: isEmpty)
  }

  private mutating func value() -> String {
    guard let quote = byte, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return decoded(word(lowercased: false) { !$0.isSpace && $0 != UInt8(ascii: ">") })
    }
    place += 1
    let text = word(lowercased: false) { $0 != quote }
    place += 1
    return decoded(text)
  }

  private mutating func word(lowercased: Bool = true, while isPart: (UInt8) -> Bool) -> String {
    let start = place
    while let byte, isPart(byte) { place += 1 }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    return lowercased ? text.lowercased() : text
  }

  /// The text with the references that could hide a scheme resolved.
  private func decoded(_ text: String) -> String {
    guard text.contains("&") else { return text }
    var result = text
    for (name, sign) in [
      ("colon", ":"), ("Tab", ""), ("NewLine", ""), ("amp", "&"), ("quot", "\""),
    ] {
      result = result.replacing("&\(name);", with: sign)
    }
    return result.replacing(/&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));?/) { match in
      let number = match.1.flatMap { UInt32($0, radix: 16) } ?? match.2.flatMap { UInt32($0) }
      return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
    }
  }

  private func starts(with text: String) -> Bool { bytes[place...].starts(with: text.utf8) }

  private mutating func skip(past text: String) {
    while place < bytes.count, !starts(with: text) { place += 1 }
    place = min(bytes.count, place + text.utf8.count)
  }

  /// Goes to where an element ends.
  mutating func skip(to text: String) {
    let wanted = Array(text.utf8)
    while place < bytes.count {
      let part = bytes[place...].prefix(wanted.count)
      if part.count == wanted.count, zip(part, wanted).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) {
        return
      }
      place += 1
    }
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }
  fileprivate var isSpace: Bool { [0x20, 0x09, 0x0A, 0x0C, 0x0D].contains(self) }
}
