import Foundation
import Plot
import Testing

@Suite("Figures in other colours")
struct RecoloredFigureTests {
  @Test(
    "a dark figure has the size and the texts of the light one",
    arguments: FigureLayoutTests.figures.map(\.name))
  func sameLayout(name: String) throws {
    let figure = try #require(FigureLayoutTests.figures.first { $0.name == name }).figure
    let dark = figure.recolored(.dark)
    #expect(dark.size == figure.size)
    #expect(dark.textBoxes == figure.textBoxes)
  }

  @Test("the sizes and the letters of the figure's own theme stay")
  func ownSizes() {
    var theme = Theme(fontFamily: "DejaVu Serif")
    theme.sizes.line = 5
    let panel = Chart("", x: Axis(""), y: Axis(""), marks: [])
    let dark = Figure(panels: [panel], theme: theme).recolored(.dark)
    #expect(dark.theme.colors == .dark)
    #expect(dark.theme.sizes == theme.sizes && dark.theme.fontFamily == theme.fontFamily)
  }

  @Test("light colours change nothing about a light figure, also on the way back from dark ones")
  func light() throws {
    for (name, figure) in FigureLayoutTests.figures {
      let bytes = try figure.pngData(scale: 1)
      #expect(try figure.recolored(.light).pngData(scale: 1) == bytes, "\(name)")
      #expect(
        try figure.recolored(.dark).recolored(.light).pngData(scale: 1) == bytes, "\(name)")
    }
  }

  @Test("all four corners have the colour of the paper", arguments: [1, 2])
  func corners(scale: Double) {
    for colors in [ThemeColors.light, .dark] {
      let picture = blackLine.recolored(colors).picture(scale: scale)
      for x in [0, picture.width - 1] {
        for y in [0, picture.height - 1] {
          #expect(picture.color(x, y) == colors.background)
        }
      }
    }
  }

  @Test("a written dark figure holds the dark bytes")
  func written() throws {
    let dark = blackLine.recolored(.dark)
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("plot-\(UUID().uuidString).png")
    try dark.writePNG(to: url)
    #expect(try Data(contentsOf: url) == dark.pngData())
    #expect(try dark.pngData() != blackLine.pngData())
    try FileManager.default.removeItem(at: url)
  }

  @Test("photographs keep every colour")
  func pictures() {
    // The inks and the series of the light theme, all of which have a dark counterpart.
    let colors = ThemeColors.light.series + [ThemeColors.light.ink, ThemeColors.light.background]
    let rgb = colors.flatMap { [$0.red, $0.green, $0.blue].map { UInt8(($0 * 255).rounded()) } }
    let photograph = Picture(width: colors.count, height: 1, rgb: rgb)
    let figure = Figure(panels: [ImageGrid("", rows: [[photograph]])])
    let (light, dark) = (figure.picture(), figure.recolored(.dark).picture())
    for color in colors where color != .white {
      #expect(light.count(of: color) > 0)
      #expect(dark.count(of: color) >= light.count(of: color) / 2)
    }
  }

  @Test("bands of zeros are kept apart on either paper", arguments: [ThemeColors.light, .dark])
  func mosaic(colors: ThemeColors) {
    let zeros = Grid(rows: 2, columns: 2, values: [0, 0, 0, 0])
    let mosaic = BandMosaic(
      "", bands: ["LL1": zeros, "LH1": zeros, "HL1": zeros, "HH1": zeros], levels: 1,
      palette: .diverging)
    let picture = Figure(panels: [mosaic]).recolored(colors).picture()
    // The middle of the mosaic is the middle of the figure, and a frame is two or three pixels wide.
    let lumas = (-8...8).map { step in
      picture.color(picture.width / 2 + step, picture.height * 3 / 4).luma
    }
    #expect(lumas.prefix(4).allSatisfy { $0 > 0.9 } && lumas.suffix(4).allSatisfy { $0 > 0.9 })
    #expect(lumas.contains { $0 < 0.2 })
  }

  private let blackLine = Figure(panels: [
    Chart(
      "A line", x: Axis("x"), y: Axis("y"), marks: [.line(x: [0, 1], y: [1, 0], color: .black)])
  ])
}
