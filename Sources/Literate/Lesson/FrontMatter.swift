import Markup

/// The `key: value` lines between two `---` lines that open a lesson.
struct FrontMatter {
  let title: String
  let summary: String
  let minutes: Int
  /// The names of options that this lesson alone has, such as `steps`.
  let options: [String]
  /// How many lines of the file the front matter takes, both `---` lines included.
  let lineCount: Int

  init(lines: [String], file: String) throws {
    func mistake(_ line: Int, _ message: String) -> LessonError {
      LessonError(file: file, line: line, message: message)
    }

    guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
      throw mistake(
        1, "the lesson must open with title, summary and minutes between two lines of `---`")
    }

    var values: [String: String] = [:]
    for index in 1..<end {
      let line = lines[index]
      if line.allSatisfy(\.isWhitespace) { continue }
      guard let (key, text) = pair(in: line) else {
        throw mistake(index + 1, "write front matter as `key: value`")
      }
      guard let value = Self.value(text) else {
        throw mistake(
          index + 1, "nothing but a comment may follow the closing quote; write `\\\"` for a quote")
      }
      guard ["title", "summary", "minutes", "options"].contains(key) else {
        throw mistake(
          index + 1, "unknown key `\(key)`; known are title, summary, minutes and options")
      }
      guard values.updateValue(value, forKey: key) == nil else {
        throw mistake(index + 1, "`\(key)` is given twice; keep one")
      }
    }

    func required(_ key: String) throws -> String {
      guard let value = values[key], !value.isEmpty else {
        throw mistake(1, "`\(key)` is missing; add a line `\(key): ...` to the front matter")
      }
      return value
    }
    title = try required("title")
    summary = try required("summary")
    guard let minutes = Int(try required("minutes")), minutes > 0 else {
      throw mistake(1, "`minutes` must be a whole number above 0, such as `minutes: 25`")
    }
    self.minutes = minutes
    options = (values["options"] ?? "").split(separator: ",").map { $0.trimmed }
    lineCount = end + 1
  }

  /// The lines that the front matter takes where it cannot be read; none where it has no end.
  static func lineCount(of lines: [String]) -> Int {
    guard lines.first == "---" else { return 0 }
    return lines.dropFirst().firstIndex(of: "---").map { $0 + 1 } ?? 0
  }

  /// A value as YAML reads it on one line: quotes of either kind enclose it, and a comment ends it; nil where
  /// something else stands after the closing quote.
  private static func value(_ text: String) -> String? {
    guard let quote = text.first, quote == "\"" || quote == "'" else {
      return text.firstRange(of: /(?:^|\s)#/).map { text[..<$0.lowerBound].trimmed } ?? text
    }
    guard let (value, rest) = quoted(text, by: quote) else { return nil }
    let behind = rest.trimmed
    return behind.isEmpty || behind.first == "#" && rest.first?.isWhitespace == true ? value : nil
  }
}

/// The text between quotes, its escapes undone, and what stands after them; nil where no quote closes it.
private func quoted(
  _ text: String, by quote: Character
) -> (value: String, rest: Substring)? {
  var value = ""
  var rest = text.dropFirst()
  while let character = rest.popFirst() {
    if quote == "'", character == quote {
      guard rest.first == quote else { return (value, rest) }
      rest.removeFirst()
      value.append(quote)
    } else if character == quote {
      return (value, rest)
    } else if quote == "\"", character == "\\", let next = rest.first, next == quote || next == "\\"
    {
      rest.removeFirst()
      value.append(next)
    } else {
      value.append(character)
    }
  }
  return nil
}

/// The two sides of `key: value`; double quotes that enclose all of the value are taken away, with the
/// escapes between them.
func option(in line: some StringProtocol) -> (key: String, value: String)? {
  guard let (key, text) = pair(in: line) else { return nil }
  if text.first == "\"", let (value, rest) = quoted(text, by: "\""), rest.isEmpty {
    return (key, value)
  }
  return (key, text)
}

/// The two sides of `key: value` as they are written.
private func pair(in line: some StringProtocol) -> (key: String, value: String)? {
  guard let colon = line.firstIndex(of: ":") else { return nil }
  let key = line[..<colon].trimmed
  return key.isEmpty ? nil : (key, line[line.index(after: colon)...].trimmed)
}
