import Plot
import Testing

@Suite("Image grids")
struct ImageGridTests {
  @Test("labels of an image grid stand above their column and beside their row")
  func imageGrid() throws {
    let picture = Picture(width: 2, height: 2, gray: [0, 50, 100, 150])
    let figure = Figure(panels: [
      ImageGrid(
        "", rows: [[picture, picture], [picture]], columnLabels: ["left", "right"],
        rowLabels: ["upper", "lower"], captions: [["a", "b"], ["c"]])
    ])
    #expect(try figure.place(of: "left").x == figure.place(of: "a").x)
    #expect(try figure.place(of: "right").x == figure.place(of: "b").x)
    #expect(try figure.place(of: "left").y < figure.place(of: "a").y)
    #expect(try figure.place(of: "lower").y < figure.place(of: "c").y)
    #expect(try figure.place(of: "lower").y > figure.place(of: "a").y)
  }
}
