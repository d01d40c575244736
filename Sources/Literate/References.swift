/// The numbers of a chapter's figures and tables, and the links that lead to them.
struct References {
  enum Kind: String {
    case figure = "Figure"
    case table = "Table"
  }

  /// A reference that leads nowhere; `line` counts from 0 within the text.
  struct Unknown {
    let message: String
    let line: Int
  }

  private let chapter: Int
  private var numbers: [Kind: [String: Int]] = [.figure: [:], .table: [:]]

  /// Numbers figures and tables, apart, in the order in which cells made them.
  init(chapter: Int, results: [CellResult]) {
    self.chapter = chapter
    for item in results.flatMap(\.items) {
      switch item {
      case .figure(let figure): add(.figure, figure.label)
      case .table(let table): add(.table, table.label)
      case .output, .markdown: break
      }
    }
  }

  private mutating func add(_ kind: Kind, _ label: String) {
    numbers[kind, default: [:]][label] = (numbers[kind]?.count ?? 0) + 1
  }

  /// What the page calls a figure or a table, such as `Figure 3.2`.
  func name(of kind: Kind, _ label: String) -> String? {
    numbers[kind]?[label].map { "\(kind.rawValue) \(chapter).\($0)" }
  }

  /// Turns every `@fig-label` and `@tbl-label` outside code into a link.
  func resolve(_ markdown: String) -> (text: String, unknown: [Unknown]) {
    var lines: [String] = []
    var unknown: [Unknown] = []
    var openFence: Fence?
    for (number, line) in markdown.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      let line = String(line)
      if let fence = openFence {
        if fence.isClosed(by: line) { openFence = nil }
        lines.append(line)
      } else if let fence = Fence(opening: line) {
        openFence = fence
        lines.append(line)
      } else {
        let (text, messages) = resolve(line: line)
        lines.append(text)
        unknown += messages.map { Unknown(message: $0, line: number) }
      }
    }
    return (lines.joined(separator: "\n"), unknown)
  }

  /// Every second stretch between back quotes is code and stays as it is.
  private func resolve(line: String) -> (text: String, messages: [String]) {
    var messages: [String] = []
    var stretches = line.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    for index in stretches.indices where index.isMultiple(of: 2) {
      stretches[index].replace(/(^|[^A-Za-z0-9@])@(fig|tbl)-([A-Za-z0-9_-]*[A-Za-z0-9])/) { match in
        let kind: Kind = match.2 == "fig" ? .figure : .table
        let label = String(match.3)
        if let name = name(of: kind, label) {
          return "\(match.1)[\(name)](#\(match.2)-\(label))"
        }
        let word = kind.rawValue.lowercased()
        messages.append("no cell made a \(word) labelled `\(label)`; correct the reference")
        return "\(match.1)\(word) *\(label)*"
      }
    }
    return (stretches.joined(separator: "`"), messages)
  }
}
