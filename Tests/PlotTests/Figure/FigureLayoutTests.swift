import Foundation
import Plot
import Testing

@Suite("Layout laws")
struct FigureLayoutTests {
  /// Figures that are hard to lay out, by name.
  static let figures: [(name: String, figure: Figure)] = [
    ("long words", figure(of: bars((1...12).map { "a rather long category \($0)" }))),
    ("30 categories", figure(of: bars((1...30).map { "category \($0)" }))),
    ("100 categories", figure(of: bars((1...100).map { "category \($0)" }))),
    ("30 numbers", figure(of: bars((1...30).map(String.init)))),
    ("huge numbers", figure(of: line([-3e300, 1e15, 2e299]))),
    ("tiny numbers", figure(of: line([1e-300, 2e-12, 7e-12]))),
    ("large offset", figure(of: line([1e9, 1e9 + 1, 1e9 + 2]))),
    ("constant", figure(of: line([5, 5, 5]))),
    ("wide logarithm", figure(of: line([1e-30, 1, 1e30], scale: .log10))),
    ("long labels", figure(of: longLabels)),
    ("notes", figure(of: notes)),
    ("heat map", figure(of: heatMap)),
    ("images", figure(of: images)),
    ("mosaic", figure(of: mosaic)),
    ("diagram", figure(of: diagram)),
  ]

  @Test("no two texts of a figure overlap", arguments: figures.map(\.name))
  func apart(name: String) throws {
    let texts = try texts(name)
    for (index, text) in texts.enumerated() {
      for other in texts[(index + 1)...] {
        #expect(!text.overlaps(other), "\(text.text) overlaps \(other.text)")
      }
    }
  }

  @Test("no text of a figure is cut by its border", arguments: figures.map(\.name))
  func inside(name: String) throws {
    let figure = try #require(Self.figures.first { $0.name == name }).figure
    let page = Rect(x: 0, y: 0, width: figure.size.width, height: figure.size.height)
    for text in try texts(name) {
      #expect(page.contains(text.bounds), "\(text.text) at \(text.bounds)")
    }
  }

  @Test("every word of a long label is still there")
  func nothingLost() throws {
    let words = Set(try texts("long labels").flatMap { $0.text.split(separator: " ") })
    for word in ["quantity", "unreasonably", "abscissa", "ordinate", "series"] {
      #expect(words.contains(Substring(word)))
    }
  }

  private func texts(_ name: String) throws -> [TextBox] {
    let texts = try #require(Self.figures.first { $0.name == name }).figure.textBoxes
    try #require(!texts.isEmpty)
    return texts
  }

  private static func figure(of panel: any Panel) -> Figure {
    Figure(panels: [panel], panelHeight: 300, title: "A figure")
  }

  private static func bars(_ names: [String]) -> Chart {
    let values = names.indices.map { Double($0 % 7) - 3 }
    return Chart(
      "Bars", x: Axis("category"), y: Axis("value (J)"),
      marks: [
        .bars(categories: names, values: values, label: "teacher"),
        .bars(categories: names, values: values.reversed(), label: "student"),
      ])
  }

  private static func line(_ y: [Double], scale: AxisScale = .linear) -> Chart {
    let x = y.indices.map { 1e6 + Double($0) * 0.001 }
    return Chart(
      "Line", x: Axis("x (s)"), y: Axis("y", scale: scale),
      marks: [.line(x: x, y: y, label: "line"), .points(x: x, y: y, label: "points")])
  }
}

extension FigureLayoutTests {
  private static let longLabels = Chart(
    "An unreasonably long title about a quantity that nobody would ever want to read in full",
    x: Axis("a long text about the abscissa that does not fit into one line of the figure"),
    y: Axis("a long text about the ordinate that does not fit either (kg m² s⁻²)"),
    marks: (0..<8).map {
      .line(x: [0, 1], y: [0, Double($0)], label: "a long series number \($0)")
    })

  private static let notes: Chart = {
    let x = (0..<60).map { Double($0) / 5 }
    return Chart(
      "Notes", x: Axis("x"), y: Axis("y"),
      marks: [.line(x: x, y: x.map(sin))]
        + [0.1, 0.2, 1.57, 1.6, 11.7].map { .note(x: $0, y: sin($0), text: "at x = \($0)") })
  }()

  private static let heatMap = HeatMap(
    "Scalogram", grid: Grid(rows: 3, columns: 4, values: (0..<12).map { Double($0) * 1e-7 }),
    x: Axis("time (s)", range: 0...1e-5), y: Axis("scale", range: 1...64, scale: .log10),
    right: Axis("frequency (Hz)", from: 64e3, to: 1e3, scale: .log10), colorBar: "|W| (V)",
    overlay: [.note(x: 5e-6, y: 8, text: "ridge"), .verticalLine(2e-6, label: "onset")])

  private static let images: ImageGrid = {
    let picture = Picture(width: 8, height: 8, gray: Array(repeating: 90, count: 64))
    return ImageGrid(
      "Samples", rows: Array(repeating: Array(repeating: picture, count: 5), count: 4),
      columnLabels: ["input", "teacher", "student", "distilled student", "ground truth"],
      rowLabels: ["horse 1", "horse 2", "horse 3", "horse 4"],
      captions: Array(repeating: Array(repeating: "31.2 dB", count: 5), count: 4))
  }()

  private static let mosaic = BandMosaic(
    "Pyramid", bands: ["LL6": Grid(rows: 1, columns: 1, values: [0])], levels: 6)

  private static let diagram = Diagram(
    "Distillation",
    nodes: [
      .init("teacher generator", at: (0, 0), kind: .model),
      .init("student generator", at: (0, 1), kind: .model),
      .init("image", at: (1, 0.5), kind: .data), .init("loss", at: (2, 0.5), kind: .loss),
    ],
    edges: [
      .init(from: "teacher generator", to: "image", label: "forward"),
      .init(from: "student generator", to: "image", label: "forward"),
      .init(from: "image", to: "loss", label: "high bands"),
      .init(from: "loss", to: "image", label: "gradient", style: .dashed),
    ])
}
