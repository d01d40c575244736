package import Foundation
import Markup

extension Lesson {
  /// Links and pictures whose files are not there, and links to anchors that no heading and no label makes.
  ///
  /// - Parameters:
  ///   - results: what the cells made, once they have run.
  ///   - folder: the folder of the lesson's file, from which its links lead.
  /// - Returns: every mistake at its line.
  package func linkMistakes(in results: [CellResult] = [], beside folder: URL) -> [LessonError] {
    var checker = LinkChecker(file: file, anchors: anchors, folder: folder)
    for block in blocks {
      switch block {
      case .prose(let prose, let line): checker.check(prose) { line + $0 }
      case .cell(let cell):
        let texts = [cell.exercise?.task].compactMap(\.self) + (cell.exercise?.hints ?? [])
        for text in texts { checker.check(Prose(text)) { _ in cell.line } }
        guard results.indices.contains(cell.index) else { continue }
        for case .markdown(let text) in results[cell.index].items {
          checker.check(Prose(text)) { _ in cell.line }
        }
      }
    }
    return checker.mistakes
  }

  /// The anchors of the page as far as the text makes them; nil where cells may make more.
  fileprivate var anchors: Set<String>? {
    if cells.contains(where: { $0.code.contains(".markdown(") }) { return nil }
    var slugs = HeadingSlug()
    var anchors: Set<String> = ["how-this-page-was-made"]
    for case .prose(let prose, _) in blocks { anchors.formUnion(prose.anchors(&slugs)) }
    return anchors
  }
}

extension Prose {
  /// The links of a page that is no lesson and pictures whose files are not there, and its links to anchors
  /// that are not there, each at its line.
  func linkMistakes(in file: String, beside folder: URL) -> [LessonError] {
    var checker = LinkChecker(file: file, anchors: pageAnchors, folder: folder)
    checker.check(self) { $0 + 1 }
    return checker.mistakes
  }

  /// The anchors of a page that is no lesson; those of its entries, which begin with a name in bold, too.
  fileprivate var pageAnchors: Set<String> {
    var slugs = HeadingSlug()
    let entries = document.children.compactMap { block -> String? in
      guard block.kind == .paragraph, let first = block.children.first, first.kind == .strong else {
        return nil
      }
      return HeadingSlug.of(first.plainText)
    }
    return anchors(&slugs).union(entries)
  }

  fileprivate func anchors(_ slugs: inout HeadingSlug) -> Set<String> {
    var anchors: Set<String> = []
    for heading in document.headings {
      anchors.insert(slugs.next(for: HeadingTitle(of: heading).source))
    }
    anchors.formUnion(formulas.compactMap(\.label))
    anchors.formUnion(source.matches(of: /\bid="([^"]+)"/).map { String($0.1) })
    return anchors
  }
}

/// Looks for the targets of links.
private struct LinkChecker {
  private(set) var mistakes: [LessonError] = []

  private let file: String
  private let anchors: Set<String>?
  private let folder: URL

  init(file: String, anchors: Set<String>?, folder: URL) {
    self.file = file
    self.anchors = anchors
    self.folder = folder
  }

  mutating func check(_ prose: Prose, line: (Int) -> Int) {
    for (node, number) in prose.links {
      guard let message = mistake(in: node) else { continue }
      mistakes.append(LessonError(file: file, line: line(number), message: message))
    }
  }

  private func mistake(in node: MarkdownNode) -> String? {
    switch node.kind {
    case .link(let url) where url.hasPrefix("#"): return mistake(inAnchor: url.dropFirst(), anchors)
    case .link(let url), .image(let url):
      guard node.place != nil else { return nil }
      let link = FileLink(url)
      let target = folder.appendingPathComponent(link.path)
      guard FileManager.default.fileExists(atPath: target.path) else {
        return "`\(url)` leads to no file; correct the link"
      }
      guard link.path.hasSuffix(".md"), !link.anchor.isEmpty,
        let text = try? String(contentsOf: target, encoding: .utf8)
      else { return nil }
      if LessonLint.isLesson(text, named: link.path) {
        let other = try? Lesson(text: text, file: link.path)
        return other.flatMap { mistake(inAnchor: link.anchor, $0.anchors) }
      }
      return mistake(inAnchor: link.anchor, Prose(PageText(text).text).pageAnchors)
    default: return nil
    }
  }

  /// Figures, tables and exercises have anchors that are made as the page is.
  private func mistake(inAnchor anchor: Substring, _ anchors: Set<String>?) -> String? {
    let name = anchor.removingPercentEncoding ?? String(anchor)
    let isMade = Reference.Kind.allCases.contains { name.hasPrefix("\($0.rawValue)-") }
    guard let anchors, !isMade || name.hasPrefix("eq-"), !anchors.contains(name), !name.isEmpty
    else {
      return nil
    }
    return "`#\(name)` is the anchor of no heading; correct the link"
  }
}

extension MarkdownNode {
  /// The headings at or within the node.
  fileprivate var headings: [MarkdownNode] {
    isHeading ? [self] : children.flatMap(\.headings)
  }
}

/// The two parts of an address that leads to a file.
package struct FileLink {
  /// The path as a file system knows it.
  package let path: String
  /// The rest after the path: an anchor with its `#`, a query with its `?`.
  package let suffix: Substring

  /// Takes an address as it is written.
  package init(_ address: String) {
    let written = address.prefix { $0 != "#" && $0 != "?" }
    path = written.removingPercentEncoding ?? String(written)
    suffix = address[written.endIndex...]
  }

  var anchor: Substring { suffix.first == "#" ? suffix.dropFirst() : "" }
}
