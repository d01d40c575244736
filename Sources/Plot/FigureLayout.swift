/// Where the panels of a figure go.
struct FigureLayout {
  let size: Size
  private let title: TextBlock
  private let frames: [Rect]
  private let theme: Theme
  private let margin: Double

  init(_ figure: Figure) {
    let columns = Double(figure.columns)
    let plainGap = figure.theme.sizes.gap * 4
    let width = columns * figure.panelWidth + (columns - 1) * plainGap
    let theme = figure.theme.fitted(toWidth: width)
    self.theme = theme
    margin = figure.theme.sizes.gap * 2
    let canvas = Canvas(size: Size(width: width, height: 1), target: .layout)
    title = TextBlock(
      figure.title ?? "", font: theme.figureTitleFont, fitting: width, on: canvas)

    let rowGap = theme.sizes.gap * 3.5
    var frames: [Rect] = []
    var top = margin + (title.height > 0 ? title.height + theme.sizes.gap * 2 : 0)
    for first in stride(from: 0, to: figure.panels.count, by: figure.columns) {
      let row = figure.panels[first..<min(first + figure.columns, figure.panels.count)]
      let heights = row.map { panel in
        panel.height(
          forWidth: figure.panelWidth, wanted: figure.panelHeight, on: canvas, theme: theme)
      }
      let height = heights.max() ?? 0
      for column in row.indices {
        let left = margin + Double(column - first) * (figure.panelWidth + plainGap)
        frames.append(Rect(x: left, y: top, width: figure.panelWidth, height: height))
      }
      top += height + rowGap
    }
    self.frames = frames
    size = Size(width: width + 2 * margin, height: (top - rowGap + margin).rounded(.up))
  }

  func draw(_ figure: Figure, on canvas: Canvas) {
    canvas.rectangle(
      Rect(x: 0, y: 0, width: size.width, height: size.height), fill: theme.colors.background)
    title.draw(on: canvas, at: Point(size.width / 2, margin), color: theme.colors.ink)
    for (panel, frame) in zip(figure.panels, frames) {
      panel.draw(on: canvas, in: frame, theme: theme)
    }
  }
}
