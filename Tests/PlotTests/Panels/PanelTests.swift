import Foundation
import Plot
import Testing

@Suite("A panel of one's own")
struct PanelTests {
  /// A square with a text and one number.
  private struct Stamp: Panel {
    let title = "stamp"
    let color: Color

    var data: [DataRow] { [DataRow(mark: "side", x: nil, y: 3)] }

    func height(
      forWidth width: Double, wanted: Double?, on canvas: Canvas, theme: Theme
    ) -> Double { wanted ?? width / 2 }

    func draw(on canvas: Canvas, in frame: Rect, theme: Theme) {
      canvas.rectangle(frame, fill: color)
      canvas.text(
        title, at: frame.center, font: Font(family: theme.fontFamily, size: theme.sizes.label),
        color: theme.colors.ink)
    }
  }

  private let chart = Chart(
    "line", x: Axis("x"), y: Axis("y"), marks: [.line(x: [0, 1], y: [0, 1])])

  @Test("stands beside a chart in a frame of the panel's width and of the row's height")
  func frame() throws {
    let figure = Figure(columns: 2, panels: [Stamp(color: .sky), chart], panelWidth: 200)
    let picture = figure.picture(scale: 1)
    // The chart asks for more height than half the width, and a row has one height.
    #expect(picture.count(of: .sky) > 200 * 100)
    let place = try figure.place(of: "stamp")
    #expect(try place.x < figure.place(of: "line").x)
  }

  @Test("has its own height where it stands alone, and the wanted one where there is one")
  func height() {
    let stamp = Stamp(color: .sky)
    let free = Figure(panels: [stamp], panelWidth: 200).picture(scale: 1)
    let wanted = Figure(panels: [stamp], panelWidth: 200, panelHeight: 50).picture(scale: 1)
    #expect(free.height - wanted.height == 50)
  }

  @Test("lists its numbers below its title")
  func rows() {
    #expect(
      Figure(panels: [Stamp(color: .sky)]).csv == "panel,mark,x,y\nstamp,side,,3.0\n")
  }

  @Test("draws with the theme that it is given")
  func theme() {
    let figure = Figure(panels: [Stamp(color: .sky)]).recolored(.dark)
    let picture = figure.picture()
    #expect(picture.color(0, 0) == ThemeColors.dark.background)
    #expect(picture.count(of: ThemeColors.dark.ink) > 10)
  }
}
