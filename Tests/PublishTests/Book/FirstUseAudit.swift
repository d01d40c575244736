import Literate
import Markup
import Publish

/// Looks for words of the glossary and names of works that stand on a page before a link or bold print says what
/// they are.
///
/// It goes by the pages alone and by its own reading of the entries, so that it does not share the mistakes of
/// what sets the links.
struct FirstUseAudit {
  /// A hand-written entry and the words by which the chapters speak of it.
  struct Entry {
    let name: String
    let phrases: [Words]

    static func all(in text: String) -> [Entry] {
      text.matches(of: /(?m)^\*\*([^*]+)\*\*[^\n]*/).map { match in
        let find = match.0.firstMatch(of: /\{find:([^}]*)\}\s*$/)?.1.split(separator: ";")
        return Entry(
          name: String(match.1), phrases: (find ?? [match.1]).map { Words(String($0)) })
      }
    }
  }

  /// The uses that come too early, each with the sentence around it.
  static func earlyUses(of entries: [Entry], on page: WovenPage) -> [String] {
    let lines = page.chunks.flatMap { chunk -> [MarkdownNode] in
      switch chunk {
      case .prose(let prose): prose.document.children
      case .figure(let figure): figure.caption.document.children
      case .table(let table): table.caption.document.children
      case .exercise(let exercise): exercise.task.document.children
      default: []
      }
    }.flatMap(ReadLine.all)
    return entries.compactMap { entry in
      for line in lines {
        let uses = entry.phrases.flatMap { Words(line.text).places(of: $0) }.compactMap { places in
          places.first.map { $0.lowerBound..<(places.last ?? $0).upperBound }
        }
        guard let first = uses.min(by: { $0.lowerBound < $1.lowerBound }) else { continue }
        return line.explained.contains { $0.overlaps(first) }
          ? nil : "\(entry.name): \(line.text.trimmed)"
      }
      return nil
    }
  }
}

/// A text between two ends of blocks, without code and formulas, and the places of its links and bold words.
private struct ReadLine {
  private(set) var text = ""
  private(set) var explained: [Range<Int>] = []

  /// The lines at or within a block; headings name what comes and are none.
  static func all(in block: MarkdownNode) -> [ReadLine] {
    switch block.kind {
    case .heading, .codeBlock, .rule, .footnote: return []
    case .paragraph, .tableCell, .htmlBlock:
      var line = ReadLine()
      block.children.forEach { line.read($0) }
      return [line]
    default: return block.children.flatMap(all)
    }
  }

  private mutating func read(_ node: MarkdownNode) {
    let start = text.utf8.count
    switch node.kind {
    case .code, .formula, .reference: text += Words.boundary
    case .image, .footnoteMark, .alertMark: break
    case .softBreak, .lineBreak: text += " "
    case .text: text += node.literal.replacing(/<[^>]*>/, with: " ")
    default: node.children.forEach { read($0) }
    }
    switch node.kind {
    case .link, .strong: explained.append(start..<text.utf8.count)
    default: break
    }
  }
}
