import Plot
import Testing

@Suite("Heat maps")
struct HeatMapTests {
  @Test("cells without a range are counted by whole numbers from 0")
  func cellNumbers() {
    let map = HeatMap(
      "", grid: Grid(rows: 1, columns: 3, values: [1, 2, 3]), x: Axis(""), y: Axis(""))
    #expect(Set(Figure(panels: [map]).textBoxes.map(\.text)) == ["0", "1", "2"])
  }

  @Test("row 0 lies at the bottom, or at the top if so wanted")
  func origin() throws {
    for isAtTop in [false, true] {
      let map = HeatMap(
        "", grid: Grid(rows: 3, columns: 1, values: [1, 2, 3]), x: Axis("", range: 10...20),
        y: Axis(""), originAtTop: isAtTop)
      let figure = Figure(panels: [map])
      let isHigher = try figure.place(of: "0").y < figure.place(of: "2").y
      #expect(isHigher == isAtTop)
    }
  }

  @Test("turning the rows and the axis around gives the same picture")
  func turnedRows() throws {
    func png(_ values: [Double], _ y: Axis, _ isAtTop: Bool) throws -> [UInt8] {
      let map = HeatMap(
        "", grid: Grid(rows: 3, columns: 1, values: values), x: Axis(""), y: y,
        originAtTop: isAtTop)
      return [UInt8](try Figure(panels: [map]).pngData())
    }
    let upright = try png([1, 2, 5], Axis("", from: 0, to: 9), false)
    #expect(try png([5, 2, 1], Axis("", from: 9, to: 0), true) == upright)
    #expect(try png([5, 2, 1], Axis("", from: 0, to: 9), false) != upright)
  }

  @Test("the right axis may decrease upwards")
  func rightAxis() throws {
    let map = HeatMap(
      "", grid: Grid(rows: 2, columns: 1, values: [1, 2]), x: Axis("x", range: 300...301),
      y: Axis("y", range: 1...4), right: Axis("Hz", from: 90, to: 10))
    let figure = Figure(panels: [map])
    #expect(try figure.place(of: "80").y > figure.place(of: "20").y)
    #expect(try figure.place(of: "80").x > figure.place(of: "2.0").x)
  }

  @Test("a heat map of missing or equal numbers still has a colour bar")
  func degenerate() {
    for value in [Double.nan, 0, 7, .infinity] {
      let map = HeatMap(
        "", grid: Grid(rows: 1, columns: 2, values: [value, value]), x: Axis(""), y: Axis(""),
        palette: .diverging, colorBar: "W")
      #expect(Figure(panels: [map]).textBoxes.count > 5)
    }
  }
}
