import Plot
import Testing

@Suite("Charts of awkward data")
struct ChartTests {
  private func texts(_ marks: [Mark], x: Axis = Axis("x"), y: Axis = Axis("y")) -> [String] {
    Figure(panels: [Chart("t", x: x, y: y, marks: marks)]).textBoxes.map(\.text)
  }

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

  @Test("zero is left out of a logarithmic axis")
  func logZero() {
    let y = Axis("y", scale: .log10)
    #expect(
      texts([.points(x: [1, 2, 3], y: [0, 10, 1000])], y: y)
        .filter { $0.hasPrefix("10") } == ["10¹", "10²", "10³"])
  }

  @Test("bars that are all negative hang from zero")
  func negativeBars() {
    let labels = texts([.bars(categories: ["a", "b"], values: [-4, -2])])
    #expect(labels.contains("0.0") || labels.contains("0"))
    #expect(!labels.contains { $0.hasPrefix("1") || $0.hasPrefix("0.5") })
  }

  @Test("an axis reaches to the ends of whiskers, and not to those that are not finite")
  func whiskers() {
    func labels(_ errors: [Double]) -> [String] {
      texts([.bars(categories: ["a", "b"], values: [1, 2], errors: errors)])
    }
    #expect(labels([0, 3]).contains { $0.hasPrefix("-") || $0.hasPrefix("\u{2212}") })
    #expect(labels([0, .infinity]) == labels([]))
    #expect(labels([0, 8]) != labels([]))
    #expect(
      texts([.errorBars(x: [1, 2], low: [-40, 0], high: [1, 1])])
        != texts([
          .errorBars(x: [1, 2], low: [0, 0], high: [1, 1])
        ]))
  }

  @Test("constant data stand in the middle of an axis with different ticks")
  func constant() {
    let labels = texts([.line(x: [0, 1], y: [3.25, 3.25])]).filter { $0.hasPrefix("3.") }
    #expect(labels.count >= 2)
    #expect(Set(labels).count == labels.count)
  }

  @Test("marks with one label share one entry of the legend")
  func sharedLegend() {
    let labels = texts([
      .line(x: [0, 1], y: [0, 1], label: "ψ"), .points(x: [0, 1], y: [0, 1], label: "ψ"),
    ])
    #expect(labels.count { $0 == "ψ" } == 1)
  }

  @Test("a chart without labels has no legend")
  func noLegend() {
    let labels = texts([.line(x: [0, 1], y: [0, 1])], x: Axis(""), y: Axis(""))
    #expect(labels.allSatisfy { $0 == "t" || Double($0) != nil })
  }

  @Test("an axis from a larger to a smaller number runs backwards")
  func reversed() throws {
    let chart = Chart(
      "", x: Axis("", from: 3, to: 1), y: Axis("", range: 10...20),
      marks: [.line(x: [1, 3], y: [10, 20])])
    let boxes = Figure(panels: [chart]).textBoxes
    let one = try #require(boxes.first { Double($0.text) == 1 })
    let three = try #require(boxes.first { Double($0.text) == 3 })
    #expect(three.center.x < one.center.x)
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
