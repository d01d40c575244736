/// One node of a parsed Markdown text.
package struct MarkdownNode: Equatable, Sendable {
  /// The kind of a node, with the facts that only this kind has.
  package enum Kind: Equatable, Sendable {
    case document, paragraph, blockQuote, rule
    /// Raw HTML; its children are its text and the formulas and references in it.
    case htmlBlock, htmlInline
    case heading(level: Int)
    case list(MarkdownList)
    /// An item of a list; of a list of tasks, whether the task is done.
    case item(isDone: Bool?)
    /// A quote that begins with a mark such as `[!NOTE]`; its first child is that mark.
    case alert(MarkdownAlert)
    case alertMark(MarkdownAlert)
    case codeBlock(language: String)
    case table([MarkdownAlignment])
    case tableRow(isHeader: Bool)
    case tableCell
    case text, code, softBreak, lineBreak
    case emphasis, strong, strikethrough
    case link(url: String)
    case image(url: String)
    case formula(Formula)
    case reference(Reference)
    /// The mark in the text that refers to a note.
    case footnoteMark(Footnote)
    /// The note itself, which begins with such a mark and a colon.
    case footnote(Footnote)
  }

  package let kind: Kind
  /// The text of a leaf such as `text`, `code` or `codeBlock`; of a formula, a reference and the marks of
  /// notes and alerts their source; of a link and a picture their address as it is written, where that leads
  /// to a file; empty elsewhere.
  package let literal: String
  package let children: [MarkdownNode]
  /// The offset in the source, in UTF-8, of a formula, a reference, another mark, a lone dollar sign, the
  /// address of a link that leads to a file, or a block of the document; nil elsewhere.
  package let place: Int?

  init(kind: Kind, literal: String = "", children: [MarkdownNode] = [], place: Int? = nil) {
    self.kind = kind
    self.literal = literal
    self.children = children
    self.place = place
  }

  /// A node of plain text.
  package init(text: String) {
    self.init(kind: .text, literal: text)
  }

  /// The text of all leaves without any marks; formulas as they are written.
  package var plainText: String {
    switch kind {
    case .softBreak, .lineBreak: " "
    case .htmlInline, .htmlBlock, .footnoteMark, .alertMark: ""
    case .footnote: children.map(\.plainText).joined()
    case .reference(let reference): reference.words
    case .link, .image: children.map(\.plainText).joined()
    default: literal + children.map(\.plainText).joined()
    }
  }

  /// The formulas at or within the node, in reading order.
  package var formulas: [Formula] {
    if case .formula(let formula) = kind { [formula] } else { children.flatMap(\.formulas) }
  }

  /// The node with other kinds for some of its formulas and references.
  func replacing(_ replacement: (Kind) -> Kind?) -> MarkdownNode {
    MarkdownNode(
      kind: replacement(kind) ?? kind, literal: literal,
      children: children.map { $0.replacing(replacement) }, place: place)
  }

  /// The node for a source of which the first bytes are gone.
  func moved(by offset: Int) -> MarkdownNode {
    MarkdownNode(
      kind: kind, literal: literal, children: children.map { $0.moved(by: offset) },
      place: place.map { $0 + offset })
  }
}

/// A formula in LaTeX.
///
/// It stands between dollar signs as in Pandoc: the opening one is followed, and the closing one
/// preceded, by something other than white space, and no digit follows the closing one.
package struct Formula: Equatable, Sendable {
  package let latex: String
  /// Whether the formula stands on a line of its own, between `$$`.
  package let isDisplay: Bool
  /// The name in a label such as `{#eq-loss}` after a display formula: `eq-loss`.
  package let label: String?
  /// The number by which the page refers to a labelled formula, such as `3.1`.
  package var number: String?

  package init(latex: String, isDisplay: Bool, label: String?, number: String? = nil) {
    self.latex = latex
    self.isDisplay = isDisplay
    self.label = label
    self.number = number
  }
}

/// A reference such as `@fig-bands` to something that has a number.
package struct Reference: Equatable, Sendable {
  /// The kinds of things that have numbers; a raw value is the mark in references and anchors.
  package enum Kind: String, CaseIterable, Sendable {
    case figure = "fig"
    case table = "tbl"
    case equation = "eq"
    case exercise = "ex"

    /// The first word of a name such as `Figure 3.2`.
    package var word: String {
      switch self {
      case .figure: "Figure"
      case .table: "Table"
      case .equation: "Equation"
      case .exercise: "Exercise"
      }
    }
  }

  package let kind: Kind
  package let label: String
  /// The name of the target, such as `Figure 3.2`; nil where it has no number.
  package var name: String?

  package init(kind: Kind, label: String, name: String? = nil) {
    self.kind = kind
    self.label = label
    self.name = name
  }

  /// The anchor of the target, such as `fig-bands`.
  package var anchor: String { "\(kind.rawValue)-\(label)" }

  /// The name, or without a number the kind and the label.
  var words: String { name ?? "\(kind.word.lowercased()) \(label)" }
}

/// A note that a mark such as `[^words]` refers to, and that begins with `[^words]:`.
package struct Footnote: Equatable, Sendable {
  /// The label in lower case, which is how marks and notes find each other.
  package let label: String
  /// The number in order of the marks; nil of a mark without a note and of a note without a mark.
  package var number: Int?

  package init(label: String, number: Int? = nil) {
    self.label = label.lowercased()
    self.number = number
  }
}

/// The kinds of quotes that a code host sets apart; a raw value is the word between `[!` and `]`.
package enum MarkdownAlert: String, CaseIterable, Sendable {
  case note = "NOTE"
  case tip = "TIP"
  case important = "IMPORTANT"
  case warning = "WARNING"
  case caution = "CAUTION"

  /// The word for readers.
  package var title: String { rawValue.prefix(1) + rawValue.dropFirst().lowercased() }
}

/// How the items of a list are marked and set.
package struct MarkdownList: Equatable, Sendable {
  /// The first item's number; nil where the list has bullets.
  package let start: Int?
  /// Whether no blank lines stand between the items.
  package let isTight: Bool

  package init(start: Int?, isTight: Bool) {
    self.start = start
    self.isTight = isTight
  }
}

/// The side of a table's column at which its text stands.
package enum MarkdownAlignment: Equatable, Sendable {
  case none, left, center, right
}
