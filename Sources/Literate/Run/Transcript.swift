/// Everything that a running chapter has said so far, sorted by cell.
package struct Transcript: Sendable {
  /// One result for each cell of the lesson.
  package private(set) var results: [CellResult]
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
  private var early = ""

  /// Makes the transcript of a chapter that has not begun.
  package init(cellCount: Int) {
    results = Array(repeating: CellResult(), count: cellCount)
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
    guard let current, results[current].state == .running else { return nil }
    results[current].state = .failed(message: message, line: line)
    return current
  }

  private mutating func add(_ event: CellEvent) {
    switch event {
    case .started(let facts, let circumstances):
      self.facts = facts
      self.circumstances = circumstances
    case .cellWaits, .cached, .preview: break
    case .cellBegan(let index):
      guard results.indices.contains(index) else { return }
      current = index
      results[index].state = .running
      addOutput(early)
      early = ""
    case .check(let check):
      if let current { results[current].checks.append(check) }
    case .figure(let figure):
      if let current { results[current].items.append(.figure(figure)) }
    case .table(let table):
      if let current { results[current].items.append(.table(table)) }
    case .markdown(let text):
      if let current { results[current].items.append(.markdown(text)) }
    case .value(let name, let number):
      values[name] = number
    case .failed(let index, let line, let message):
      guard results.indices.contains(index) else { return }
      results[index].state = .failed(message: message, line: line)
    case .cellEnded(let index, let seconds):
      guard results.indices.contains(index) else { return }
      results[index].seconds = seconds
      if results[index].state == .running { results[index].state = .done }
    case .finished:
      isFinished = true
    }
  }

  /// Adds text to the current cell; text printed before the first cell waits for it.
  private mutating func addOutput(_ text: String) {
    guard !text.isEmpty else { return }
    guard let current else {
      early += text
      return
    }
    if case .output(let earlier) = results[current].items.last {
      results[current].items.removeLast()
      results[current].items.append(.output(earlier + text))
    } else {
      results[current].items.append(.output(text))
    }
  }
}
