package import Markup

/// The entry of a term or of a work, to which a page links where it first speaks of it.
package struct MentionedEntry: Sendable {
  /// Words by which a page speaks of the entry.
  package struct Phrase: Sendable {
    /// All of them.
    package let words: Words
    /// Which of them are linked.
    fileprivate let linked: Range<Int>

    /// Reads a phrase; where square brackets stand in it, the words between them alone are linked.
    package init(_ text: String) {
      words = Words(text)
      let parts = text.split(maxSplits: 2, omittingEmptySubsequences: false) { "[]".contains($0) }
      let counts = parts.map { Words(String($0)).count }
      linked = parts.count == 3 ? counts[0]..<counts[0] + counts[1] : 0..<words.count
    }
  }

  /// The term, or how the work is listed.
  package let name: String
  /// The phrases by which a page speaks of the entry.
  package let phrases: [Phrase]
  /// The address of the entry, seen from the folder of the lesson.
  package let address: String

  /// Describes an entry.
  package init(name: String, phrases: [Phrase], address: String) {
    self.name = name
    self.phrases = phrases
    self.address = address
  }
}

/// Links the first use of each entry, text after text.
///
/// Of phrases that overlap, the one that begins first counts, and of several the longest: "prime number" is no
/// use of "number". A phrase of two entries belongs at its first use to the one that has it for a name, else to
/// the first, and at the next use to the other.
package struct FirstUses {
  private let entries: [MentionedEntry]
  /// The numbers of the entries that have not been linked.
  private var open: Set<Int>

  /// Begins a page.
  package init(of entries: [MentionedEntry]) {
    self.entries = entries
    open = Set(entries.indices)
  }

  /// The text with links at those first uses that it holds.
  package mutating func linked(_ prose: Prose) -> Prose {
    // What the author has linked needs no other link.
    let written = Set(prose.links.map(\.node.literal))
    open = open.filter { !written.contains(entries[$0].address) }
    var result = prose
    for use in uses(in: Words(prose.source)) {
      guard let entry = use.entries.first(where: open.contains) else { continue }
      let shift = result.source.utf8.count - prose.source.utf8.count
      let place = use.place.lowerBound + shift..<use.place.upperBound + shift
      guard let linked = result.linking(place, to: entries[entry].address) else { continue }
      result = linked
      open.remove(entry)
    }
    return result
  }

  /// The same for a text that stands within a line; what Markdown takes for more is meant as it stands.
  fileprivate mutating func linkedLine(_ prose: Prose) -> Prose {
    prose.line == nil ? prose : linked(prose)
  }

  /// The uses of all entries in reading order, without those that others cover.
  private func uses(in words: Words) -> [(place: Range<Int>, entries: [Int])] {
    var found: [Range<Int>: [Int]] = [:]
    for (number, entry) in entries.enumerated() {
      let name = Words(entry.name)
      for phrase in entry.phrases {
        for places in words.places(of: phrase.words) {
          let places = places[phrase.linked]
          guard let first = places.first, let last = places.last else { continue }
          let place = first.lowerBound..<last.upperBound
          let index = phrase.words.equal(name) ? 0 : found[place]?.endIndex ?? 0
          found[place, default: []].insert(number, at: index)
        }
      }
    }
    let sorted = found.sorted {
      ($0.key.lowerBound, -$0.key.upperBound) < ($1.key.lowerBound, -$1.key.upperBound)
    }
    var end = 0
    return sorted.compactMap { place, entries in
      guard place.lowerBound >= end else { return nil }
      end = place.upperBound
      return (place, entries)
    }
  }
}

extension WovenPage {
  /// The page with links where its prose, its captions and its tasks first speak of each entry.
  package func linkingFirstUses(of entries: [MentionedEntry]) -> WovenPage {
    var uses = FirstUses(of: entries)
    return replacing { chunk in
      switch chunk {
      case .prose(let prose): .prose(uses.linked(prose))
      case .figure(let figure):
        .figure(
          WovenFigure(
            record: figure.record, name: figure.name, caption: uses.linkedLine(figure.caption)))
      case .table(let table):
        .table(
          WovenTable(
            label: table.label, name: table.name, caption: uses.linkedLine(table.caption),
            columns: table.columns, rows: table.rows))
      case .exercise(let exercise):
        .exercise(
          WovenExercise(
            cell: exercise.cell, name: exercise.name, task: uses.linkedLine(exercise.task),
            hints: exercise.hints))
      default: chunk
      }
    }
  }
}
