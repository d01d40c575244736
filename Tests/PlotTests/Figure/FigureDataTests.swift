import Plot
import Testing

@Suite("The table of a figure's numbers")
struct FigureDataTests {
  private func csv(_ marks: [Mark], title: String = "Loss") -> String {
    Figure(panels: [Chart(title, x: Axis("step"), y: Axis("loss"), marks: marks)]).csv
  }

  @Test("each number drawn has a row of panel, mark, x and y")
  func line() {
    #expect(
      csv([.line(x: [0, 1], y: [2.5, -1], label: "teacher")])
        == "panel,mark,x,y\nLoss,teacher,0.0,2.5\nLoss,teacher,1.0,-1.0\n")
  }

  @Test("names with commas and quotes are quoted")
  func quoting() {
    #expect(
      csv([.points(x: [1], y: [2], label: "a \"b\"")], title: "x, y")
        == "panel,mark,x,y\n\"x, y\",\"a \"\"b\"\"\",1.0,2.0\n")
  }

  @Test("bars are listed by category, and a panel without a title by its number")
  func bars() {
    #expect(
      csv([.bars(categories: ["LL3", "HH1"], values: [4, 0])], title: "")
        == "panel,mark,x,y\npanel 1,bars,LL3,4.0\npanel 1,bars,HH1,0.0\n")
  }

  @Test("a band has a low and a high series, and open coordinates stay empty")
  func bandsAndLines() {
    #expect(
      csv([
        .range(x: [1], low: [2], high: [3], label: "seeds"), .verticalLine(0.5, label: "peak"),
        .horizontalLine(7), .note(x: 1, y: 2, text: "here"),
      ])
        == """
        panel,mark,x,y
        Loss,seeds low,1.0,2.0
        Loss,seeds high,1.0,3.0
        Loss,peak,0.5,
        Loss,horizontal line,,7.0
        Loss,here,1.0,2.0

        """)
  }

  @Test("whiskers are listed too: ends for points, one number for a bar")
  func whiskers() {
    #expect(
      csv([.errorBars(x: [1], low: [2], high: [3], label: "T")])
        == "panel,mark,x,y\nLoss,T low,1.0,2.0\nLoss,T high,1.0,3.0\n")
    #expect(
      csv([.bars(categories: ["HH1"], values: [4], errors: [0.5], label: "a")])
        == "panel,mark,x,y\nLoss,a,HH1,4.0\nLoss,a +-,HH1,0.5\n")
  }

  @Test("a histogram counts every finite value once, the last edge included")
  func histogram() {
    #expect(
      csv([.histogram(values: [0, 1, 2, 3, 4, .nan, .infinity], bins: 2, label: "w")])
        == "panel,mark,x,y\nLoss,w,1.0,2.0\nLoss,w,3.0,3.0\n")
  }

  @Test("histograms of one chart share their edges")
  func sharedEdges() {
    let table = csv([
      .histogram(values: [0, 10], bins: 2, label: "a"),
      .histogram(values: [4], bins: 2, label: "b"),
    ])
    #expect(table.hasSuffix("Loss,b,2.5,1.0\nLoss,b,7.5,0.0\n"))
  }

  @Test("counted numbers make the histogram that their values make")
  func countedHistogram() {
    let values: [Double] = [0, 0.5, 1, 1, 2, 3.75, 4]
    let axis = Axis("x", range: 0...4)
    let table = { (mark: Mark) in
      Figure(panels: [Chart("Loss", x: axis, y: Axis("n"), marks: [mark])]).csv
    }
    #expect(
      table(.histogram(counts: [2, 2, 1, 2], over: 0...4, label: "a"))
        == table(.histogram(values: values, bins: 4, label: "a")))
    let open = csv([
      .histogram(counts: [1, 3], over: 0...10, label: "a"),
      .histogram(values: [2], bins: 2, label: "b"),
    ])
    #expect(open.hasSuffix("Loss,a,2.5,1.0\nLoss,a,7.5,3.0\nLoss,b,2.5,1.0\nLoss,b,7.5,0.0\n"))
  }

  @Test("a heat map lists the middle of each cell with its value in a fifth column")
  func heatMap() {
    let map = HeatMap(
      "W", grid: Grid(rows: 2, columns: 2, values: [1, 2, 3, 4]), x: Axis("t", range: 0...2),
      y: Axis("scale", range: 1...100, scale: .log10), colorBar: "|W|")
    let lines = Figure(panels: [map]).csv.split(separator: "\n")
    #expect(lines.first == "panel,mark,x,y,value")
    #expect(lines.count == 5)
    let cells = lines[1].split(separator: ",")
    #expect(cells[2] == "0.5" && cells[4] == "1.0")
    // The middle of the lower half of 1...100 on a logarithmic axis is 10^0.5.
    #expect(abs((Double(cells[3]) ?? 0) - 10.0.squareRoot()) < 1e-12)
  }

  @Test("pictures and diagrams add no rows")
  func pictures() {
    let picture = Picture(width: 1, height: 1, gray: [7])
    let figure = Figure(panels: [
      ImageGrid("a", rows: [[picture]]), Diagram("b", nodes: [], edges: []),
    ])
    #expect(figure.csv == "panel,mark,x,y\n")
  }
}
