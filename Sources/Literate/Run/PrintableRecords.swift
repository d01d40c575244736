import Markup

// What a cell hands over is the text of a stranger to every page and to the terminal: names, values and
// messages are cleaned in one place, before anything shows them. What it printed is cleaned where it is
// shown, since colours have a meaning there.

extension CellEvent {
  /// The event as it may be shown.
  package var printable: CellEvent {
    switch self {
    case .check(let check): .check(check.printable)
    case .figure(let figure): .figure(figure.printable)
    case .table(let table): .table(table.printable)
    case .markdown(let text): .markdown(text.printableLines)
    case .cached(let name, let seconds): .cached(name: name.printable, seconds: seconds)
    case .preview(let path, let caption): .preview(path: path, caption: caption.printableLines)
    case .failed(let index, let line, let message):
      .failed(index: index, line: line, message: message.printableLines)
    case .started, .cellWaits, .cellBegan, .value, .cellEnded, .finished: self
    }
  }
}

extension CellResult {
  /// The result as it may be shown; what the cell printed as a terminal would leave it.
  package var printable: CellResult {
    var result = self
    result.items = items.map { item in
      switch item {
      case .output(let text): .output(PrintedText.settled(text))
      case .figure(let figure): .figure(figure.printable)
      case .table(let table): .table(table.printable)
      case .markdown(let text): .markdown(text.printableLines)
      }
    }
    result.checks = checks.map(\.printable)
    if case .failed(let message, let line) = state {
      result.state = .failed(message: message.printableLines, line: line)
    }
    return result
  }
}

extension CheckRecord {
  fileprivate var printable: CheckRecord {
    CheckRecord(
      name: name.printableLines, found: found.printableLines, expected: expected.printableLines,
      tolerance: tolerance.printableLines, passed: passed)
  }
}

extension FigureRecord {
  fileprivate var printable: FigureRecord {
    FigureRecord(label: label, caption: caption.printableLines, alt: alt.printableLines)
  }
}

extension TableRecord {
  fileprivate var printable: TableRecord {
    TableRecord(
      label: label, columns: columns.map(\.printableLines),
      rows: rows.map { $0.map(\.printableLines) }, caption: caption.printableLines)
  }
}
