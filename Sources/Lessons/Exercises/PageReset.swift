import Literate
import Markup

/// Puts exercises of a reader's page back as the lesson has them, in whatever shape the page is.
struct PageReset {
  /// The page, with the exercises put back so far.
  private(set) var page: PageText
  private let lesson: PageText

  /// Begins with a reader's page, and with the lesson as a reader gets it.
  init(_ page: PageText, from lesson: PageText) {
    self.page = page
    self.lesson = lesson
  }

  /// Puts the block of an exercise back, from fence to fence; where the page has none left, it comes to
  /// the place that it has in the lesson.
  mutating func restore(_ name: String) {
    guard let original = lesson.block(of: name) else { return }
    let lines = Array(lesson.lines[original])
    if let found = block(of: name, like: original) {
      page.replace(found, with: lines)
    } else {
      let place = place(of: original)
      page.replace(place..<place, with: [""] + lines + [""])
    }
  }

  /// The block of an exercise in the page, or of one that has its check under another name.
  private func block(of name: String, like original: Range<Int>) -> Range<Int>? {
    let after = lesson.lines[original.upperBound...].first { !$0.trimmed.isEmpty }
    let last = lesson.lines[original].dropLast().last
    if let block = page.block(of: name, endingWith: last, before: after) { return block }
    let check = lesson.lines[original].drop { !Exercise.isCheckMark($0) }
    guard check.count > 2,
      let mark = page.lines.indices.first(where: { page.lines[$0...].starts(with: check) })
    else { return nil }
    guard let start = page.lines[..<mark].lastIndex(where: { Fence(opening: $0) != nil }),
      Fence(opening: page.lines[start])?.opensCell == true
    else { return nil }
    return start..<mark + check.count
  }

  /// The place of a block that is no longer there: after the last line before it that the page still has,
  /// and has once.
  private func place(of original: Range<Int>) -> Int {
    func line(_ number: Int) -> Int? {
      let text = lesson.lines[number]
      guard text.trimmed.count > 3, let first = page.lines.firstIndex(of: text),
        page.lines.lastIndex(of: text) == first
      else { return nil }
      return first
    }
    for number in (0..<original.lowerBound).reversed() {
      guard var place = line(number).map({ $0 + 1 }) else { continue }
      let all = page.text.markdownLines
      while place < all.count, all[place].isCode { place += 1 }
      return place
    }
    return page.lines.count
  }
}

extension PageText {
  /// The lines of an exercise's block, with both fences; nil where no line gives its label.
  ///
  /// A fence may be missing, or too many: the block ends with the fence after the line `last`, else with
  /// the first one, in any case before what can be no code of it, such as the next cell, a heading, or the
  /// line `next`.
  fileprivate func block(
    of name: String, endingWith last: String? = nil, before next: String? = nil
  ) -> Range<Int>? {
    guard let label = lines.firstIndex(where: { label($0) == name }) else { return nil }
    var start = label
    while start > 0, isOption(lines[start - 1]) { start -= 1 }
    if start > 0, isFenceOrItsRest(lines[start - 1]) { start -= 1 }
    var end = label + 1
    var firstFence: Int?
    while end < lines.count, lines[end] != next, lines[end].prefixMatch(of: #/\#{1,6} /#) == nil {
      if let fence = Fence(opening: lines[end]) {
        guard fence.info.isEmpty else { break }
        if last == nil || lines[end - 1] == last { return start..<end + 1 }
        firstFence = firstFence ?? end
      }
      end += 1
    }
    if let firstFence { return start..<firstFence + 1 }
    while end > label + 1, lines[end - 1].trimmed.isEmpty { end -= 1 }
    return start..<end
  }

  /// The label in the block to which a line belongs, counted from 1; nil where there is none above.
  func label(near line: Int) -> String? {
    let place = min(max(line - 1, 0), lines.count - 1)
    // An error of a whole block stands at its fence.
    let below = lines[place...].prefix { isOption($0) || Fence(opening: $0) != nil }
    return below.lazy.compactMap(label).first
      ?? lines[...place].reversed().lazy.compactMap(label).first
  }

  private func isFenceOrItsRest(_ line: String) -> Bool {
    Fence(opening: line) != nil || line.wholeMatch(of: /\s*[`~]{0,2}\s*swift\s*/) != nil
  }

  private func isOption(_ line: String) -> Bool { line.trimmed.hasPrefix("//|") }

  /// The label that a line gives; some write it in quotes.
  private func label(_ line: String) -> String? {
    line.wholeMatch(of: #/\s*//\|\s*label\s*:\s*"?(.*?)"?\s*/#).map { String($0.1) }
  }
}
