import Plot
import Testing

@Suite struct AlignedPanelsTests {
  /// Where the tick labels of a text stand from left to right, once for each plot.
  private func places(of text: String, in figure: Figure) -> [Double] {
    figure.textBoxes.filter { $0.text == text }.map { $0.center.x }
  }

  @Test("equal times stand above each other, whichever plot has the wider labels")
  func aligned() {
    let time = Axis("time (s)", range: 0...30)
    let grid = Grid(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6])
    for height in [1.0, 123_456_000] {
      let chart = Chart(
        "", x: time, y: Axis("signal", range: 0...height),
        marks: [.line(x: [0, 30], y: [0, height])])
      let heatMap = HeatMap(
        "", grid: grid, x: time, y: Axis("frequency (Hz)", range: 1...1000, scale: .log10),
        right: Axis("scale", range: 1...1000, scale: .log10), colorBar: "height")
      let pair = AlignedPanels(chart, above: heatMap)
      let places = places(of: "30", in: Figure(panels: [pair], panelWidth: 700))
      #expect(places.count == 2)
      #expect(abs((places.first ?? 0) - (places.last ?? 1)) < 0.5)
      // As two plain panels they do not.
      let apart = self.places(
        of: "30", in: Figure(columns: 1, panels: [chart, heatMap], panelWidth: 700))
      #expect(abs((apart.first ?? 0) - (apart.last ?? 0)) > 5)
      #expect(pair.data.count == chart.data.count + heatMap.data.count)
    }
  }
}
