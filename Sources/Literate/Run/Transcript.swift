/// Everything that a running chapter has said so far, sorted by cell.
package struct Transcript: Sendable {
  /// The results without what has been printed last.
  private var settled: [CellResult]
  /// The output of the current cell that came last, to which more may come.
  private var printing: PrintedExcerpt?
  /// The numbers that cells measured, by name.
  package private(set) var values: [String: Double] = [:]
  /// How the chapter runs, once it has said so.
  package private(set) var facts: RunFacts?
  /// A fingerprint of all that the chapter's numbers depend on, once it has said so.
  package private(set) var circumstances: String?
  /// Whether the chapter said that every cell has run.
  package private(set) var isFinished = false

  /// The cell that output belongs to: the one that began last.
  package private(set) var current: Int?
  /// The output before the first cell.
  private var early: PrintedExcerpt?

  /// Makes the transcript of a chapter that has not begun.
  package init(cellCount: Int) {
    settled = Array(repeating: CellResult(), count: cellCount)
  }

  /// One result for each cell of the lesson.
  package var results: [CellResult] {
    guard let printing, let current else { return settled }
    var results = settled
    results[current].items.append(.output(printing.text))
    return results
  }

  /// Whether an event can belong to the lesson: whatever a cell prints, it may name no cell that is not
  /// there.
  package func knows(_ item: EventReader.Item) -> Bool {
    guard case .event(let event) = item else { return true }
    switch event {
    case .cellWaits(let index), .cellBegan(let index), .failed(let index, _, _),
      .cellEnded(let index, _):
      return settled.indices.contains(index)
    default: return true
    }
  }

  /// Takes in one item of the stream.
  package mutating func add(_ item: EventReader.Item) {
    switch item {
    case .output(let text): addOutput(text)
    case .event(let event): add(event)
    case .truncated: break
    }
  }

  /// Marks the cell that is still running as failed.
  ///
  /// - Returns: the index of that cell, or nil where none is running.
  @discardableResult
  package mutating func stop(message: String, line: Int? = nil) -> Int? {
    guard let current, settled[current].state == .running else { return nil }
    settled[current].state = .failed(message: message, line: line)
    return current
  }

  private mutating func add(_ event: CellEvent) {
    switch event {
    case .started(let facts, let circumstances):
      self.facts = facts
      self.circumstances = circumstances
    case .cellWaits, .cached, .preview: break
    case .cellBegan(let index):
      guard settled.indices.contains(index) else { return }
      settlePrinting()
      current = index
      settled[index].state = .running
      printing = early
      early = nil
    case .check(let check):
      if let current { settled[current].checks.append(check) }
    case .figure(let figure):
      settlePrinting()
      if let current { settled[current].items.append(.figure(figure)) }
    case .table(let table):
      settlePrinting()
      if let current { settled[current].items.append(.table(table)) }
    case .markdown(let text):
      settlePrinting()
      if let current { settled[current].items.append(.markdown(text)) }
    case .value(let name, let number):
      values[name] = number
    case .failed(let index, let line, let message):
      guard settled.indices.contains(index) else { return }
      settled[index].state = .failed(message: message, line: line)
    case .cellEnded(let index, let seconds):
      guard settled.indices.contains(index) else { return }
      settled[index].seconds = seconds
      if settled[index].state == .running { settled[index].state = .done }
    case .finished:
      isFinished = true
    }
  }

  /// Adds text to the current cell; text printed before the first cell waits for it.
  private mutating func addOutput(_ text: String) {
    guard !text.isEmpty else { return }
    if current == nil {
      early = early ?? PrintedExcerpt()
      early?.append(text)
    } else {
      printing = printing ?? PrintedExcerpt()
      printing?.append(text)
    }
  }

  /// Puts what has been printed among the items of its cell, before something else follows it.
  private mutating func settlePrinting() {
    guard let current, let printing else { return }
    settled[current].items.append(.output(printing.text))
    self.printing = nil
  }
}
