/// Code in which long calls of `page.figure`, and all of `page.check`, are cut to one line.
///
/// The first say how a figure is drawn, which matters little beside the figure; the second tell the
/// answer before the reader has predicted it.
package struct FoldedCode: Equatable, Sendable {
  /// The code with one line in place of each call that is cut.
  package let code: String
  /// Whether anything has been cut.
  package let isFolded: Bool

  /// Folds calls that begin a line at the margin; those of `page.figure` when they take more lines
  /// than these.
  package init(_ code: String, longerThan limit: Int = 4) {
    let lines = code.lines.map(String.init)
    var kept: [String] = []
    var next = 0
    while next < lines.count {
      let call = ["page.figure(", "page.check("].first { lines[next].hasPrefix($0) }
      let length = call == nil ? 1 : callLength(lines[next...])
      if let call, call == "page.check(" || length > limit {
        let label = lines[next...].joined(separator: "\n").firstMatch(of: /"([^"]*)"/)
        kept.append(
          "\(call)\"\(label?.1 ?? "")\", ...)" + (length > 1 ? "  // \(length) lines" : ""))
      } else {
        kept += lines[next..<next + length]
      }
      next += length
    }
    self.code = kept.joined(separator: "\n")
    isFolded = kept != lines
  }
}

/// How many lines a call takes, from its name to the parenthesis that closes it.
private func callLength(_ lines: ArraySlice<String>) -> Int {
  var depth = 0
  var count = 1
  for token in SwiftHighlighter.tokens(of: lines.joined(separator: "\n")) {
    for character in token.text {
      if character.endsLine { count += 1 }
      guard token.kind != .string, token.kind != .comment else { continue }
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ")", depth == 0 { return count }
    }
  }
  return lines.count
}
