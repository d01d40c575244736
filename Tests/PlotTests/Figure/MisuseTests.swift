import Plot
import Testing

@Suite("Misuse stops the program and says what was found and what was wanted")
struct MisuseTests {
  @Test("x and y of different length")
  func unequalArrays() async throws {
    let result = try #require(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Mark.line(x: [1, 2, 3], y: [1])
      })
    let message = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(message.contains("found 3 values in x and 1 in y, wanted equally many in both"))
  }

  @Test("categories and values of different length")
  func unequalBars() async {
    await #expect(processExitsWith: .failure) {
      _ = Mark.bars(categories: ["a"], values: [1, 2])
    }
  }

  @Test("a band without an upper number")
  func unequalBand() async {
    await #expect(processExitsWith: .failure) {
      _ = Mark.range(x: [1, 2], low: [0, 0], high: [1])
    }
  }

  @Test("whiskers for some of the bars or points only")
  func unequalWhiskers() async {
    await #expect(processExitsWith: .failure) {
      _ = Mark.bars(categories: ["a", "b"], values: [1, 2], errors: [1])
    }
    await #expect(processExitsWith: .failure) {
      _ = Mark.errorBars(x: [1, 2], low: [0, 0], high: [1])
    }
  }

  @Test("a grid with too few values")
  func shortGrid() async throws {
    let result = try #require(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Grid(rows: 2, columns: 3, values: [1, 2, 3])
      })
    let message = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(message.contains("found 3 values, wanted 2 rows * 3 columns = 6"))
  }

  @Test("a picture with too many bytes")
  func longPicture() async {
    await #expect(processExitsWith: .failure) {
      _ = Picture(width: 1, height: 1, rgb: [1, 2, 3, 4])
    }
  }

  @Test("a band that the transform does not have")
  func unknownBand() async {
    await #expect(processExitsWith: .failure) {
      let band = Grid(rows: 1, columns: 1, values: [0])
      _ = BandMosaic("", bands: ["LL1": band], levels: 2)
    }
  }

  @Test("an edge to a node that does not exist")
  func unknownNode() async {
    await #expect(processExitsWith: .failure) {
      _ = Diagram(
        "", nodes: [.init("a", at: (0, 0), kind: .data)], edges: [.init(from: "a", to: "b")])
    }
  }

  @Test("a logarithmic axis that begins at zero")
  func logZero() async {
    await #expect(processExitsWith: .failure) {
      _ = Axis("", range: 0...1, scale: .log10)
    }
  }

  @Test("labels for some of the columns only")
  func fewLabels() async {
    await #expect(processExitsWith: .failure) {
      let picture = Picture(width: 1, height: 1, gray: [1])
      _ = ImageGrid("", rows: [[picture, picture]], columnLabels: ["one"])
    }
  }

  @Test("a figure without panels")
  func noPanels() async {
    await #expect(processExitsWith: .failure) { _ = Figure(panels: []) }
  }
}
