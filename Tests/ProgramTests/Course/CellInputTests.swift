import Foundation
import TestSupport
import Testing

@Suite(
  "The input of cells", .enabled(if: Program.isBuilt, "the program is not beside the tests"),
  .serialized)
struct CellInputTests {
  @Test("a cell that reads standard input finds it ended, and the run goes on")
  func ended() throws {
    let desk = try Desk()
    _ = try Program.run(["check", "1", "peak-scale"], in: desk.folder)
    let page = desk.folder.appendingPathComponent("workspace/01-mother-wavelet.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let answer = "(readLine() == nil ? sqrt(5.0 / 2) * rate / (2 * .pi * frequency) : 0)"
    try text.replacing("let scale: Double = ___", with: "let scale: Double = \(answer)")
      .write(to: page, atomically: true, encoding: .utf8)
    let start = ContinuousClock.now
    let checked = try Program.run(["check", "1", "peak-scale"], in: desk.folder)
    #expect(checked.status == 0, "\(String(decoding: checked.output, as: UTF8.self))")
    #expect(ContinuousClock.now - start < .seconds(50), "a minute is the limit of an exercise")
  }
}
