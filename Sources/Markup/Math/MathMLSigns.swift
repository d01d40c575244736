// Rows, and the elements without children.
extension MathMLWriter {
  /// The elements of a row, with TeX's spaces where MathML's operators bring none.
  func parts(of node: MathNode) -> String {
    guard case .row(let nodes) = node else { return element(node) }
    var markup = ""
    var width = 0.0
    var last: MathNode?
    for node in nodes {
      if case .space(let more) = node {
        width += more
        continue
      }
      width += last.map { space(between: $0, and: node) } ?? 0
      if width > 0.01 { markup += element(.space(width)) }
      markup += element(node)
      width = 0
      last = node
    }
    return width > 0.01 ? markup + element(.space(width)) : markup
  }

  private func space(between left: MathNode, and right: MathNode) -> Double {
    let isThin =
      switch (left.spacing, right.spacing) {
      case (.sign, _), (_, .sign), (.opening, _), (_, .closing): false
      case (.function, .opening): false
      case (.function, _), (_, .function): true
      case (.inner, _), (_, .inner): !isScript
      default: false
      }
    return isThin ? 3.0 / 18 : 0
  }

  func identifier(_ name: String, _ alphabet: MathAlphabet) -> String {
    let isPlainLetter = alphabet == .upright && name.count == 1 && name.allSatisfy(\.isLetter)
    let variant = isPlainLetter ? " mathvariant=\"normal\"" : ""
    return "<mi\(variant)>\(alphabet.letters(of: name).escapedForMarkup)</mi>"
  }

  func function(_ name: String, hasLimits: Bool) -> String {
    guard hasLimits else { return "<mi>\(fixed(name))</mi>" }
    return "<mo movablelimits=\"true\" lspace=\"0\" rspace=\"0\">\(fixed(name))</mo>"
  }

  func symbol(_ sign: String, _ role: MathClass) -> String {
    let attributes =
      switch role {
      case .ordinary: " stretchy=\"false\" lspace=\"0\" rspace=\"0\""
      case .open: " form=\"prefix\" stretchy=\"false\""
      case .close: " form=\"postfix\" stretchy=\"false\""
      case .prefix: " form=\"prefix\""
      case .relation where !isScript && ["∣", ":"].contains(sign):
        " lspace=\"0.2778em\" rspace=\"0.2778em\" stretchy=\"false\""
      case .binary where !isScript && sign == "mod": " lspace=\"0.2222em\" rspace=\"0.2222em\""
      case .punctuation where !isScript && sign == ":": " lspace=\"0\" rspace=\"0.1667em\""
      case .large(let limits): limits ? " movablelimits=\"true\"" : ""
      case .relation, .binary, .punctuation: isScript ? " lspace=\"0\" rspace=\"0\"" : ""
      }
    return "<mo\(attributes)>\(sign.escapedForMarkup)</mo>"
  }

  func delimiter(_ sign: String, _ role: MathClass, size: Double?) -> String {
    let form =
      switch role {
      case .open: "form=\"prefix\""
      case .close: "form=\"postfix\""
      case .relation: "lspace=\"0.2778em\" rspace=\"0.2778em\""
      default: "lspace=\"0\" rspace=\"0\""
      }
    let height = size.map { " minsize=\"\(em($0))\" maxsize=\"\(em($0))\"" } ?? ""
    return "<mo \(form) stretchy=\"true\" symmetric=\"true\"\(height)>\(sign.escapedForMarkup)</mo>"
  }

  func fence(_ sign: String, _ form: String) -> String {
    guard !sign.isEmpty else { return "" }
    return "<mo form=\"\(form)\" fence=\"true\" stretchy=\"true\">\(sign.escapedForMarkup)</mo>"
  }

  /// Words whose white space must not collapse.
  func fixed(_ words: String) -> String {
    words.replacing(" ", with: "\u{A0}").escapedForMarkup
  }

  /// A length, to four digits.
  func em(_ width: Double) -> String {
    let tenThousandths = Int((width * 10_000).rounded())
    var digits = String(tenThousandths % 10_000 + 10_000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    let decimals = digits.isEmpty ? "" : ".\(digits)"
    return "\(tenThousandths / 10_000)\(decimals)em"
  }
}

/// The traits that decide on the space between two neighbours that are no operators.
private enum Spacing {
  /// Operators bring their own space.
  case sign
  case opening, closing, function, inner, ordinary
}

extension MathNode {
  fileprivate var spacing: Spacing {
    switch core {
    case .symbol(_, let role), .delimiter(_, let role, _):
      switch role {
      case .ordinary: .ordinary
      case .open: .opening
      case .close: .closing
      default: .sign
      }
    case .function: .function
    case .fenced, .fraction: .inner
    case .text, .space, .tag: .sign
    default: .ordinary
    }
  }
}
