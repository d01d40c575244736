import Plot
import Testing

@Suite("Legends")
struct LegendTests {
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
}
