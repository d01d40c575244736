import Plot
import Testing

@Suite("Charts of awkward data")
struct ChartTests {
  @Test("a chart without a drawable number says so")
  func empty() {
    #expect(texts([]).contains("no data"))
    #expect(texts([.line(x: [1, 2], y: [.nan, .infinity])]).contains("no data"))
    #expect(
      texts([.line(x: [1, 2], y: [0, -1])], y: Axis("y", scale: .log10)).contains("no data"))
    #expect(texts([.histogram(values: [], bins: 4)]).contains("no data"))
    #expect(!texts([.line(x: [1], y: [1])]).contains("no data"))
  }

  @Test("a number that is not finite changes nothing about the axes")
  func gaps() {
    let clean = texts([.line(x: [0, 1, 3], y: [0, 5, 7])])
    let broken = texts([.line(x: [0, 1, 2, 3], y: [0, 5, .infinity, 7])])
    #expect(clean == broken)
  }

  @Test("a gap is a gap: the line is not drawn across it")
  func gapIsDrawn() throws {
    func png(_ y: Double) throws -> [UInt8] {
      let mark = Mark.line(x: [0, 1, 2], y: [0, y, 2])
      return [UInt8](
        try Figure(panels: [Chart("", x: Axis(""), y: Axis(""), marks: [mark])]).pngData())
    }
    #expect(try png(.nan) != png(1))
  }

  @Test("bars that are all negative hang from zero")
  func negativeBars() {
    let labels = texts([.bars(categories: ["a", "b"], values: [-4, -2])])
    #expect(labels.contains("0.0") || labels.contains("0"))
    #expect(!labels.contains { $0.hasPrefix("1") || $0.hasPrefix("0.5") })
  }

  @Test("long texts stretch a panel instead of squeezing its plot")
  func stretched() {
    func height(_ label: String) -> Double {
      let chart = Chart("", x: Axis(label), y: Axis("y"), marks: [.line(x: [0, 1], y: [0, 1])])
      return Figure(panels: [chart], panelWidth: 200, panelHeight: 150).size.height
    }
    #expect(height("x") < height(String(repeating: "many words ", count: 30)))
  }
}
