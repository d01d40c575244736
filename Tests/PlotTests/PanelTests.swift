import Plot
import Testing

@Suite("Heat maps, mosaics, image grids and diagrams")
struct PanelTests {
  private func place(_ text: String, in figure: Figure) throws -> Point {
    try #require(figure.textBoxes.first { $0.text == text }).center
  }

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
      let isHigher = try place("0", in: figure).y < place("2", in: figure).y
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
    #expect(try place("80", in: figure).y > place("20", in: figure).y)
    #expect(try place("80", in: figure).x > place("2.0", in: figure).x)
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

  @Test("LH lies below LL, HL at its right and HH across")
  func mosaic() throws {
    let bands = Dictionary(
      uniqueKeysWithValues: ["LL2", "LH2", "HL2", "HH2", "LH1", "HL1", "HH1"].map {
        ($0, Grid(rows: 1, columns: 1, values: [1]))
      })
    let figure = Figure(panels: [BandMosaic("", bands: bands, levels: 2)])
    for level in [1, 2] {
      let coarse = try place("LL2", in: figure)
      let lh = try place("LH\(level)", in: figure)
      let hl = try place("HL\(level)", in: figure)
      let hh = try place("HH\(level)", in: figure)
      #expect(lh.y > coarse.y + 20 && abs(lh.x - coarse.x) < 5)
      #expect(hl.x > coarse.x + 20 && abs(hl.y - coarse.y) < 5)
      #expect(abs(hh.x - hl.x) < 5 && abs(hh.y - lh.y) < 5)
    }
    #expect(try place("HL1", in: figure).x > place("HL2", in: figure).x + 20)
  }

  @Test("each band is brightened apart, so that its scale does not matter")
  func normalised() throws {
    func png(_ factor: Double) throws -> [UInt8] {
      let band = Grid(rows: 1, columns: 3, values: [-1 * factor, 0, 2 * factor])
      let mosaic = BandMosaic("", bands: ["LL1": band, "HH1": band], levels: 1)
      return [UInt8](try Figure(panels: [mosaic]).pngData())
    }
    #expect(try png(1) == png(1024))
    #expect(try png(1) != png(-1))
  }

  @Test("labels of an image grid stand above their column and beside their row")
  func imageGrid() throws {
    let picture = Picture(width: 2, height: 2, gray: [0, 50, 100, 150])
    let figure = Figure(panels: [
      ImageGrid(
        "", rows: [[picture, picture], [picture]], columnLabels: ["left", "right"],
        rowLabels: ["upper", "lower"], captions: [["a", "b"], ["c"]])
    ])
    #expect(try place("left", in: figure).x == place("a", in: figure).x)
    #expect(try place("right", in: figure).x == place("b", in: figure).x)
    #expect(try place("left", in: figure).y < place("a", in: figure).y)
    #expect(try place("lower", in: figure).y < place("c", in: figure).y)
    #expect(try place("lower", in: figure).y > place("a", in: figure).y)
  }

  @Test("boxes keep the order of the unit grid, and the key names the kinds that occur")
  func diagram() throws {
    let figure = Figure(panels: [
      Diagram(
        "",
        nodes: [
          .init("A", at: (0, 0), kind: .data), .init("B", at: (1, 0), kind: .data),
          .init("C", at: (0, 1), kind: .loss),
        ], edges: [.init(from: "A", to: "B", label: "to B"), .init(from: "B", to: "A")])
    ])
    #expect(try place("A", in: figure).x < place("B", in: figure).x)
    #expect(try place("A", in: figure).y < place("C", in: figure).y)
    #expect(try place("A", in: figure).x == place("C", in: figure).x)
    let texts = figure.textBoxes.map(\.text)
    #expect(texts.contains("loss") && texts.contains("data") && !texts.contains("model"))
  }
}
