import CCMark

/// A block of code between two fences, as Markdown finds it.
package struct FencedBlock: Equatable, Sendable {
  /// The lines of the block, both fences included, counted from 0.
  package let lines: Range<Int>
  /// The text after the opening marks, such as `swift`.
  package let info: String
  /// Whether the block stands in no list and no quote.
  package let isOutermost: Bool
  /// Whether the block stands in HTML, where it only looks like one.
  package let isInHTML: Bool

  /// The fences of a text in reading order; those in comments and in other code are none.
  ///
  /// Its lines end with a line feed alone.
  package static func all(in text: String) -> [FencedBlock] {
    withTree(of: text) { root in
      guard let walk = cmark_iter_new(root) else { return [] }
      defer { cmark_iter_free(walk) }
      var blocks: [FencedBlock] = []
      while true {
        let event = cmark_iter_next(walk)
        guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(walk) else { return blocks }
        guard event == CMARK_EVENT_ENTER else { continue }
        blocks += found(at: node, root)
      }
    } ?? []
  }

  private static func found(at node: CNode, _ root: CNode) -> [FencedBlock] {
    let start = Int(cmark_node_get_start_line(node)) - 1
    let isOutermost = cmark_node_parent(node) == root
    switch string(cmark_node_get_type_string(node)) {
    case "code_block":
      var (length, offset, character): (Int32, Int32, CChar) = (0, 0, 0)
      guard cmark_node_get_fenced(node, &length, &offset, &character) != 0 else { return [] }
      return [
        FencedBlock(
          lines: start..<max(start + 1, Int(cmark_node_get_end_line(node))),
          info: string(cmark_node_get_fence_info(node)), isOutermost: isOutermost, isInHTML: false)
      ]
    case "html_block":
      let lines = string(cmark_node_get_literal(node)).split(
        separator: "\n", omittingEmptySubsequences: false)
      // What these tags open is closed by their partners alone, and may hold anything.
      let first = lines.first?.drop { $0 == " " } ?? ""
      let isRaw = /<(?:[!?]|(?i:pre|script|style|textarea)\b)/
      guard first.prefixMatch(of: isRaw) == nil else { return [] }
      return lines.enumerated().compactMap { number, line in
        guard let fence = Fence(opening: line), !fence.info.isEmpty else { return nil }
        return FencedBlock(
          lines: (start + number)..<(start + number + 1), info: fence.info,
          isOutermost: isOutermost,
          isInHTML: true)
      }
    default: return []
    }
  }
}
