/// The title of a panel, broken into as many lines as it needs.
struct PanelTitle {
  private let block: TextBlock
  private let theme: Theme

  init(_ text: String, width: Double, on canvas: Canvas, theme: Theme) {
    block = TextBlock(text, font: theme.titleFont, fitting: width, on: canvas)
    self.theme = theme
  }

  /// The height with the distance to what follows; 0 without a title.
  var height: Double { block.lines.isEmpty ? 0 : block.height + theme.sizes.gap * 1.2 }

  /// Draws the title at the top of the panel, above `middle` where there is room.
  func draw(on canvas: Canvas, in panel: Rect, over middle: Double) {
    let x = max(panel.minX + block.width / 2, min(middle, panel.maxX - block.width / 2))
    block.draw(on: canvas, at: Point(x, panel.minY), color: theme.colors.ink)
  }
}
