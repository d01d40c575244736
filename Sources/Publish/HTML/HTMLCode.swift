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
