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
      guard let (key, value) = option(in: line) else {
        throw mistake(index + 1, "write front matter as `key: value`")
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
}

/// The two sides of `key: value`, without the quotes that may enclose the value.
func option(in line: some StringProtocol) -> (key: String, value: String)? {
  guard let colon = line.firstIndex(of: ":") else { return nil }
  let key = line[..<colon].trimmed
  var value = line[line.index(after: colon)...].trimmed
  if value.count > 1, value.first == "\"", value.last == "\"" {
    value = String(value.dropFirst().dropLast())
  }
  return key.isEmpty ? nil : (key, value)
}
