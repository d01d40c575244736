import Foundation

/// A ```` ```swift ```` fence of a doc comment or of an article.
struct CodeExample {
  /// The path from the root, and the line of its first line of code.
  let path: String
  let line: Int
  let code: [String]
  /// The outermost public type whose own comment it stands in.
  let type: String?

  /// Every example in the doc comments of a Swift file.
  static func inComments(of text: String, path: String) -> [CodeExample] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var found: [CodeExample] = []
    var (block, start): ([Substring], Int) = ([], 0)
    for (index, line) in lines.enumerated() {
      let bare = line.drop { $0 == " " }
      if bare.hasPrefix("///") {
        if block.isEmpty { start = index + 1 }
        let content = bare.dropFirst(3)
        block.append(content.hasPrefix(" ") ? content.dropFirst() : content)
      } else if bare.hasPrefix("@") {
        continue  // attributes stand between a comment and its declaration
      } else if !block.isEmpty {
        found += fences(in: block, from: start, path: path, type: publicType(declaredBy: line))
        block = []
      }
    }
    return found
  }

  /// Every example in a Markdown file.
  static func inArticle(_ text: String, path: String) -> [CodeExample] {
    fences(
      in: text.split(separator: "\n", omittingEmptySubsequences: false), from: 1, path: path,
      type: nil, codeIndent: 4)
  }

  /// The fences of some lines; one indented by `codeIndent` spaces or more is code, no fence.
  private static func fences(
    in lines: [Substring], from first: Int, path: String, type: String?, codeIndent: Int = .max
  ) -> [CodeExample] {
    var found: [CodeExample] = []
    var open: (ticks: Substring, indent: Int, isSwift: Bool, line: Int, code: [String])?
    for (index, line) in lines.enumerated() {
      let indent = line.prefix { $0 == " " }.count
      let bare = line.dropFirst(indent)
      let ticks = bare.prefix { $0 == "`" }
      if let fence = open {
        if ticks.count >= fence.ticks.count, bare.dropFirst(ticks.count).allSatisfy(\.isWhitespace)
        {
          if fence.isSwift {
            found.append(
              CodeExample(path: path, line: fence.line, code: fence.code, type: type))
          }
          open = nil
        } else {
          // Within a list the code is indented as the fence is.
          open?.code.append(String(line.dropFirst(min(indent, fence.indent))))
        }
      } else if ticks.count >= 3, indent < codeIndent {
        let words = bare.dropFirst(ticks.count).split(separator: " ")
        open = (ticks, indent, words.first == "swift", first + index + 1, [])
      }
    }
    return found
  }

  private static func publicType(declaredBy line: Substring) -> String? {
    let pattern =
      /^(public|open)( final| indirect)? (struct|class|enum|actor|protocol) (?<name>\w+)/
    return line.firstMatch(of: pattern).map { String($0.name) }
  }

  /// Whether it is compiled alone: it begins with a comment that names something no test has at hand.
  var isCompiledOnly: Bool {
    code.first { !$0.isEmpty && !Self.isImport($0) }?.hasPrefix("// Needs ") ?? false
  }

  private static func isImport(_ line: String) -> Bool {
    line.wholeMatch(of: /(public |internal |package |private )?import [\w.]+\s*/) != nil
  }

  /// The code as a function that throws, with `modules` imported beside its own; the compiler reports
  /// the lines of the comment or article.
  func function(_ name: String, importing modules: [String]) -> String {
    let own = code.filter(Self.isImport).map {
      $0.replacing(#/^(public|internal|package|private) /#, with: "")
        .trimmingCharacters(in: .whitespaces)
    }
    let imports = Set(own + modules.map { "import \($0)" }).sorted()
    let body = code.map { Self.isImport($0) ? "" : $0 }
    let place = Repository.root.appendingPathComponent(path).path
    return """
      \(imports.joined(separator: "\n"))
      func \(name)() throws {
      #sourceLocation(file: "\(place)", line: \(line))
      \(body.joined(separator: "\n"))
      #sourceLocation()
      }
      """
  }
}
