import Literate
import Markup

/// Sets code in colours under a head line.
enum HTMLCode {
  /// A block of code; its head says where it comes from or what language it is in.
  static func block(_ code: String, language: String = "swift", head: String) -> String {
    let code = code.trimmingBlankLines
    let text = language == "swift" ? highlighted(code) : code.escapedForMarkup
    return """
      <div class="code"><div class="head"><span>\(head.escapedForMarkup)</span>\
      <button type="button" class="copy">copy</button></div>
      <pre><code>\(text)</code></pre></div>
      """
  }

  /// The output of a program under a label.
  static func output(_ text: String) -> String {
    let text = text.trimmingBlankLines.escapedForMarkup
    return
      "<div class=\"output\"><p class=\"label\">output</p>\n<pre><samp>\(text)</samp></pre></div>"
  }

  private static func highlighted(_ code: String) -> String {
    SwiftHighlighter.tokens(of: code).map { token in
      let text = token.text.escapedForMarkup
      return token.kind == .plain ? text : "<span class=\"\(token.kind.rawValue)\">\(text)</span>"
    }.joined()
  }
}

/// A table that scrolls by itself where it is wider than the page; its cells are HTML.
struct HTMLTable {
  let head: [String]
  let rows: [[String]]
  let alignments: [MarkdownAlignment]

  init(head: [String], rows: [[String]], alignments: [MarkdownAlignment]) {
    self.head = head
    self.rows = rows
    self.alignments = alignments
  }

  /// The element.
  var text: String {
    let head = self.head.enumerated().map { "<th scope=\"col\"\(style($0))>\($1)</th>" }.joined()
    let body = rows.map { row in
      "<tr>\(row.enumerated().map { "<td\(style($0))>\($1)</td>" }.joined())</tr>"
    }
    return """
      <div class="scroll"><table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(body.joined(separator: "\n"))
      </tbody></table></div>
      """
  }

  private func style(_ column: Int) -> String {
    guard alignments.indices.contains(column) else { return "" }
    switch alignments[column] {
    case .none, .left: return ""
    case .center: return " class=\"center\""
    case .right: return " class=\"right\""
    }
  }
}
