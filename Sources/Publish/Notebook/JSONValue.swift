/// A JSON value that is written as Jupyter writes it: keys sorted, one space for each level.
indirect enum JSONValue {
  case null
  case number(Int)
  case truth(Bool)
  case string(String)
  case list([JSONValue])
  case object([String: JSONValue])

  /// A text as the list of its lines, each with its line break.
  static func lines(of text: String) -> JSONValue {
    var lines: [JSONValue] = []
    var rest = text[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: "\n").map { rest.index(after: $0) } ?? rest.endIndex
      lines.append(.string(String(rest[..<end])))
      rest = rest[end...]
    }
    return .list(lines)
  }

  /// The value as text; `depth` is that of the line it begins on.
  func text(depth: Int = 0) -> String {
    switch self {
    case .null: "null"
    case .number(let number): "\(number)"
    case .truth(let isTrue): "\(isTrue)"
    case .string(let string): quoted(string)
    case .list(let values):
      enclosed("[", values.map { $0.text(depth: depth + 1) }, "]", depth: depth)
    case .object(let values):
      enclosed(
        "{",
        values.sorted { $0.key < $1.key }.map {
          quoted($0.key) + ": " + $0.value.text(depth: depth + 1)
        }, "}", depth: depth)
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .string(value) }

  init(arrayLiteral elements: JSONValue...) { self = .list(elements) }

  init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }
}

private func enclosed(_ open: String, _ parts: [String], _ close: String, depth: Int) -> String {
  guard !parts.isEmpty else { return open + close }
  let indent = "\n" + String(repeating: " ", count: depth)
  return open + parts.map { indent + " " + $0 }.joined(separator: ",") + indent + close
}

private func quoted(_ string: String) -> String {
  string.unicodeScalars.reduce(into: "\"") { result, scalar in
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case "\u{8}": result += "\\b"
    case "\u{C}": result += "\\f"
    case _ where scalar.value < 0x20:
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  } + "\""
}
