import Markup
import Testing

@Suite("MarkdownParser")
struct MarkdownParserTests {
  private func kinds(_ markdown: String) -> [MarkdownNode.Kind] {
    Prose(markdown).document.children.map(\.kind)
  }

  @Test("each block has its kind")
  func blocks() {
    #expect(
      kinds("## H\n\nP\n\n> Q\n\n---\n\n```swift x\nc\n```\n\n<p>\n\n- a\n- b\n\n3. c\n\n   d\n")
        == [
          .heading(level: 2), .paragraph, .blockQuote, .rule, .codeBlock(language: "swift"),
          .htmlBlock, .list(MarkdownList(start: nil, isTight: true)),
          .list(MarkdownList(start: 3, isTight: false)),
        ])
  }

  @Test("each inline mark has its kind, and its text stays in one piece")
  func inlines() throws {
    let markdown = "a*b*__c__~~d~~`e`[f](g)![h](i)<b>j  \nk\nhttp://l.org"
    let paragraph = try #require(Prose(markdown).document.children.first)
    #expect(
      paragraph.children.map(\.kind) == [
        .text, .emphasis, .text, .strikethrough, .code, .link(url: "g"), .image(url: "i"),
        .htmlInline, .text, .lineBreak, .text, .softBreak, .link(url: "http://l.org"),
      ])
    #expect(paragraph.plainText == "ab__c__defhj k http://l.org")
  }

  @Test("a table knows its alignments and its head")
  func table() throws {
    let table = try #require(
      Prose("|a|b|c|d|\n|---|:--|--:|:-:|\n|1|2|3|4|\n").document.children.first)
    #expect(table.kind == .table([.none, .left, .right, .center]))
    #expect(table.children.map(\.kind) == [.tableRow(isHeader: true), .tableRow(isHeader: false)])
    #expect(table.children.map(\.plainText) == ["abcd", "1234"])
  }

  @Test("an empty text is an empty document")
  func empty() {
    #expect(Prose("").document.children.isEmpty)
  }
}
