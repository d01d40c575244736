import Markup

/// The numbers of a chapter's figures, tables, equations and exercises, and the links that lead to them.
package struct References: Sendable {
  enum Kind: String {
    case figure = "Figure"
    case table = "Table"
    case equation = "Equation"
    case exercise = "Exercise"

    /// The kind that the short form in `@fig-label` and in anchors stands for.
    init?(mark: Substring) {
      let marks: [Substring: Kind] = [
        "fig": .figure, "tbl": .table, "eq": .equation, "ex": .exercise,
      ]
      guard let kind = marks[mark] else { return nil }
      self = kind
    }
  }

  /// A reference that leads nowhere; `line` counts from 0 within the text.
  struct Unknown {
    let message: String
    let line: Int
  }

  /// Labels of formulas that are taken twice.
  private(set) var problems: [LessonError] = []

  private let chapter: Int
  private var numbers: [Kind: [String: Int]] = [:]

  /// Numbers each kind apart: what cells made, in that order, and what the text labels.
  init(_ lesson: Lesson, results: [CellResult]) {
    self.init(labelsIn: lesson)
    for item in results.flatMap(\.items) {
      switch item {
      case .figure(let figure): add(.figure, figure.label)
      case .table(let table): add(.table, table.label)
      case .output, .markdown: break
      }
    }
  }

  /// Numbers what is not there yet, in the order in which the cells' code makes it.
  package init(foreseeing lesson: Lesson) {
    self.init(labelsIn: lesson)
    for cell in lesson.cells where cell.kind == .run {
      for match in cell.code.matches(of: /page\.(figure|table)\(\s*"([^"]+)"/) {
        add(match.1 == "figure" ? .figure : .table, String(match.2))
      }
    }
  }

  private init(labelsIn lesson: Lesson) {
    chapter = lesson.number
    for block in lesson.blocks {
      switch block {
      case .prose(let text, let line):
        for label in MathMask(text).formulas.compactMap(\.label) where label.hasPrefix("eq-") {
          let name = String(label.dropFirst(3))
          if numbers[.equation]?[name] != nil {
            problems.append(
              LessonError(
                file: lesson.file, line: line + Self.line(of: "{#\(label)}", in: text),
                message: "the label `\(label)` is taken by another formula; choose another"))
          } else {
            add(.equation, name)
          }
        }
      case .cell(let cell): if cell.kind == .exercise { add(.exercise, cell.name) }
      }
    }
  }

  /// The last line, from 0, that holds a mark.
  private static func line(of mark: String, in text: String) -> Int {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .lastIndex { $0.contains(mark) } ?? 0
  }

  private mutating func add(_ kind: Kind, _ label: String) {
    numbers[kind, default: [:]][label] = (numbers[kind]?.count ?? 0) + 1
  }

  /// What the page calls a figure or a table, such as `Figure 3.2`.
  private func name(of kind: Kind, _ label: String) -> String? {
    numbers[kind]?[label].map { "\(kind.rawValue) \(chapter).\($0)" }
  }

  /// Turns every `@fig-label`, `@tbl-label`, `@eq-label` and `@ex-label` outside code into a link.
  func resolve(_ markdown: String) -> (text: String, unknown: [Unknown]) {
    var unknown: [Unknown] = []
    let lines = markdown.markdownLines.enumerated().map { number, line in
      guard !line.isCode else { return line.text }
      let (text, messages) = resolve(line: line.text)
      unknown += messages.map { Unknown(message: $0, line: number) }
      return text
    }
    return (lines.joined(separator: "\n"), unknown)
  }

  /// The number of a formula, such as `3.1` for `eq-sum`.
  func number(ofEquation label: String) -> String? {
    guard label.hasPrefix("eq-") else { return nil }
    return numbers[.equation]?[String(label.dropFirst(3))].map { "\(chapter).\($0)" }
  }

  /// Prose with plain names in place of the references, where links cannot be followed.
  ///
  /// A labelled formula has its number behind it.
  package func named(_ prose: String) -> String {
    let numbered = MathMask(prose).replacingLabelled { formula, label in
      number(ofEquation: label).map { "$$\(formula.latex) \\qquad \\text{(\($0))}$$" }
    }
    return resolve(numbered).text.replacing(
      /\[([A-Z][a-z]+ [0-9]+\.[0-9]+)\]\(#(fig|tbl|eq|ex)-[^)]*\)/
    ) {
      "\($0.1)"
    }
  }

  /// The caption of a figure behind its name.
  package func caption(of figure: FigureRecord) -> String {
    "**\(title(of: figure)).** \(figure.caption)"
  }

  /// The caption of a table behind its name.
  package func caption(of table: TableRecord) -> String {
    "**\(title(of: table)).** \(table.caption)"
  }

  /// What the page calls an exercise, such as `Exercise 3.1`.
  package func title(of exercise: Cell) -> String { title(of: .exercise, exercise.name) }

  /// What the page calls a figure, such as `Figure 3.2`.
  func title(of figure: FigureRecord) -> String { title(of: .figure, figure.label) }

  /// What the page calls a table, such as `Table 3.1`.
  func title(of table: TableRecord) -> String { title(of: .table, table.label) }

  private func title(of kind: Kind, _ label: String) -> String {
    name(of: kind, label) ?? kind.rawValue
  }

  /// Every second stretch between back quotes is code and stays as it is.
  private func resolve(line: String) -> (text: String, messages: [String]) {
    var messages: [String] = []
    var stretches = line.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    for index in stretches.indices where index.isMultiple(of: 2) {
      stretches[index].replace(/(^|[^A-Za-z0-9@])@(fig|tbl|eq|ex)-([A-Za-z0-9_-]*[A-Za-z0-9])/) {
        match in
        guard let kind = Kind(mark: match.2) else { return String(match.0) }
        let label = String(match.3)
        if let name = name(of: kind, label) {
          return "\(match.1)[\(name)](#\(match.2)-\(label))"
        }
        let word = kind.rawValue.lowercased()
        let maker = kind == .equation ? "no formula is" : "no cell made"
        let article = kind == .equation || kind == .exercise ? "an" : "a"
        messages.append(
          "\(maker) \(article) \(word) labelled `\(label)`; correct the reference")
        return "\(match.1)\(word) *\(label)*"
      }
    }
    return (stretches.joined(separator: "`"), messages)
  }
}
