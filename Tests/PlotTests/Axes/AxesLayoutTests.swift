import Plot
import Testing

@Suite("Axes")
struct AxesLayoutTests {
  @Test("zero is left out of a logarithmic axis")
  func logZero() {
    let y = Axis("y", scale: .log10)
    #expect(
      texts([.points(x: [1, 2, 3], y: [0, 10, 1000])], y: y)
        .filter { $0.hasPrefix("10") } == ["10¹", "10²", "10³"])
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
}
