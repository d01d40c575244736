import Literate
import SampleLessons
import Testing

@Suite("What a cell's work depends on")
struct LineageTests {
  private func lineages(_ cells: [String]) throws -> [String] {
    try lesson(cells.map { "```swift\n\($0)\n```\n" }.joined(separator: "\n")).lineages
  }

  private let cells = ["let a = 1", "let b = 2", "//| kind: skip\nshown()", "let c = 3"]

  @Test("an edited cell changes itself and the cells behind it, not those before")
  func edit() throws {
    let before = try lineages(cells)
    let after = try lineages(["let a = 1", "let b = 7", "//| kind: skip\nshown()", "let c = 3"])
    #expect(before[0] == after[0])
    #expect(before[1] != after[1] && before[3] != after[3])
    #expect(Set(before).count == 3, "a cell that is only shown changes nothing")
  }

  @Test("code at file scope is seen by all cells, wherever it stands")
  func fileScope() throws {
    let before = try lineages(cells + ["//| kind: file\nfunc f() {}"])
    let after = try lineages(cells + ["//| kind: file\nfunc g() {}"])
    #expect(zip(before, after).allSatisfy { $0 != $1 })
  }
}
