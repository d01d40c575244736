import Foundation
import Markup

extension Target {
  /// Readers of text that stand alone.
  static let texts: [Target] = [
    Target(
      name: "math", weight: 60, longest: 2048, grows: true, seeds: { try mathSeeds($0) }
    ) { data in
      let text = String(decoding: data, as: UTF8.self).printable
      let line = MathText.line(of: text)
      claimPrintable(line, "a formula as text")
      let markup = try MathML.markup(of: text, display: data.count % 2 == 0)
      claimBalanced(markup)
      for tag in HTMLTag.all(in: Array(markup.utf8)) {
        claim(mathElements.contains(tag.name), "an element <\(tag.name)> in a formula")
        claim(!tag.attributes.contains { $0.name.hasPrefix("on") }, "a handler in a formula")
        claim(!tag.attributes.contains { $0.name.contains("href") }, "a link in a formula")
      }
    },
    Target(name: "printable", weight: 60, longest: 1024, grows: true, seeds: { printedSeeds($0) }) {
      data in
      let text = String(decoding: data, as: UTF8.self)
      claimPrintable(text.printable, "a printable text")
      claimPrintableLines(text.printableLines, "printable lines")
      claim(text.printable.printable == text.printable, "printable twice is another")
      claimPrintableLines(PrintedText.settled(text), "a settled text")
      claimColoursOnly(PrintedText.marked(text, keepsColours: true), "a marked text")
      claimPrintableLines(PrintedText.marked(text, keepsColours: false), "a plain text")
      let settled = PrintedText.settled(text)
      claim(PrintedText.settled(PrintedText.compacted(text)) == settled, "compacted is another")
    },
    Target(name: "swift", weight: 30, longest: 2048, grows: true, seeds: { try swiftSeeds($0) }) {
      data in
      let code = String(decoding: data, as: UTF8.self)
      let tokens = SwiftHighlighter.tokens(of: code)
      claim(tokens.map(\.text).joined() == code, "a highlighter that changes code")
      for blank in SwiftHighlighter.blanks(in: code) { claim(code[blank] == "___", "no blank") }
      _ = SwiftBalance.mistake(in: code)
      _ = FoldedCode(code)
    },
    Target(name: "page-text", weight: 30, longest: 1024, grows: true, seeds: { printedSeeds($0) }) {
      data in
      let text = String(decoding: data, as: UTF8.self)
      let page = PageText(text)
      claim(page.content.utf8.elementsEqual(text.utf8), "a page that is not kept to the byte")
      claim(!page.text.unicodeScalars.contains("\r"), "a carriage return among lines")
      let escaped = text.escapedForMarkup
      claim(HTMLTag.all(in: Array(escaped.utf8)).isEmpty, "a tag in an escaped text")
    },
  ]

  private static let mathElements: Set = [
    "math", "semantics", "annotation", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac",
    "msqrt",
    "mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd",
    "mstyle",
    "mpadded", "mphantom",
  ]

  /// The formulas of the lessons, and what once was a fault.
  private static func mathSeeds(_ root: URL) throws -> [Data] {
    let lessons = try lessonTexts(root)
    let found = lessons.flatMap { text in
      text.matches(of: /\$\$?([^$]{4,200})\$\$?/).prefix(25).map { Data($0.1.utf8) }
    }
    return found
      + [
        #"\text{50\% of a\_b}"#, #"\begin{cases} a & b \\ c & d \end{cases}"#,
        #"\left( \frac{a}{\sqrt[3]{b}} \right]"#, #"\operatorname*{arg\,min}_{x}"#, #"\tag{3}"#,
        #"\substack{a \\ b} \pmod{n} \boxed{x} \underbrace{a+b}_{c}"#, #"\mathrm{"><script>}"#,
      ].map { Data($0.utf8) }
  }

  private static func printedSeeds(_ root: URL) -> [Data] {
    [
      "\u{1B}[31mred\u{1B}[0m\n", "1/3\r2/3\r3/3\n", "abc\u{8}\u{8}\u{1B}[K", "\u{FEFF}a\r\nb\rc\n",
      "\u{1B}]52;c;aGk=\u{7}", "e\u{301}\u{200D}\u{202E}\u{2028}", "a<b>\"&\u{338}<\u{338}i>",
    ].map { Data($0.utf8) }
  }

  private static func swiftSeeds(_ root: URL) throws -> [Data] {
    try lessonTexts(root).flatMap { text in
      text.components(separatedBy: "```").filter { $0.hasPrefix("swift") }.prefix(6)
        .map { Data($0.dropFirst(6).utf8) }
    } + ["#\"\"\"\n\\#(a)\n\"\"\"#", "/* /* */", "let x = ___ // ___"].map { Data($0.utf8) }
  }

  /// The texts of the course's lessons.
  static func lessonTexts(_ root: URL) throws -> [String] {
    let folder = root.appendingPathComponent("lessons")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".md") }
      .map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
  }
}
