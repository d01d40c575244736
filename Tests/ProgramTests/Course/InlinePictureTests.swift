import Foundation
import TestSupport
import Testing

@Suite(
  "Figures between the lines", .enabled(if: Program.isBuilt, "the program is not beside the tests"),
  .serialized)
struct InlinePictureTests {
  private let desk: Desk

  init() throws {
    desk = try Desk()
  }

  private func output(_ images: String) throws -> String {
    let answer = try Program.run(
      ["chapter", "1", "--preset", "smoke", "--images", images], in: desk.folder)
    #expect(answer.status == 0)
    return String(decoding: answer.output, as: UTF8.self)
  }

  private func figure(_ name: String) throws -> Data {
    try Data(
      contentsOf: desk.folder.appendingPathComponent("reports/chapter-1/figures/\(name).png"))
  }

  @Test("kitty gets the file in pieces, with the rows that keep its proportions")
  func kitty() throws {
    let text = try output("kitty")
    let pieces = text.matches(of: /\u{1B}_G([^;]*);([A-Za-z0-9+\/=]*)\u{1B}\\/)
    let first = try #require(pieces.first)
    let end = try #require(pieces.firstIndex { $0.1.hasSuffix("m=0") })
    let code = pieces[...end].map { String($0.2) }
    #expect(code.allSatisfy { $0.count <= 4096 })
    #expect(Data(base64Encoded: code.joined()) == (try figure("fourier")))
    let size = try #require(first.1.firstMatch(of: /a=T,f=100,q=2,c=([0-9]+),r=([0-9]+)/))
    let png = try figure("fourier")
    let sides = [16, 20].map { offset in
      Double(png.dropFirst(offset).prefix(4).reduce(0) { $0 << 8 | Int($1) })
    }
    let (columns, rows) = (try #require(Double(size.1)), try #require(Double(size.2)))
    #expect(abs(rows - columns * sides[1] / sides[0] / 2) <= 0.5)
  }

  @Test("iTerm2 gets the file as it is")
  func iterm() throws {
    let text = try output("iterm")
    let match = try #require(
      text.firstMatch(of: /\u{1B}\]1337;File=inline=1;[^:]*:([^\u{07}]*)\u{07}/))
    #expect(Data(base64Encoded: String(match.1)) == (try figure("fourier")))
  }

  @Test(
    "sixel terminals get sixels, others blocks or the alternative text",
    arguments: [
      ("sixel", "\u{1B}P", true), ("symbols", "▁", true), ("none", "\u{1B}", false),
      ("auto", "\u{1B}", false),
    ])
  func others(images: String, mark: String, isThere: Bool) throws {
    let text = try output(images)
    #expect(text.contains(mark) == isThere)
    #expect(text.contains("Above, a slow wave that turns fast") != isThere)
  }

  #if os(Linux)
    @Test(
      "symbols have the colours that the terminal has",
      arguments: [
        ("linux", "", "[0-9]+"), ("xterm", "", "38;5"), ("xterm-256color", "truecolor", "38;2"),
      ])
    func colours(term: String, colorterm: String, kind: String) throws {
      let session = try TerminalSession(
        ["chapter", "1", "--preset", "smoke", "--no-step", "--images", "symbols"], in: desk.folder,
        columns: 80,
        environment: ["TERM": term, "COLORTERM": colorterm, "NO_COLOR": "", "TMUX": "", "STY": ""])
      #expect(session.status == 0)
      for other in ["38;5", "38;2", "48;5", "48;2"] where !other.hasSuffix(kind.suffix(1)) {
        #expect(!session.screen.contains("[\(other);"))
      }
      #expect(session.screen.contains(try Regex("\u{1B}\\[\(kind)")))
    }
  #endif
}
