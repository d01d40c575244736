/// The key to the colours of a heat map.
struct ColorBar {
  /// The name of the quantity and its limits.
  let axis: Axis
  let palette: Palette
  /// Whether some numbers lie below or above the limits, which a pointed end tells.
  let isOpenBelow: Bool
  let isOpenAbove: Bool

  /// Draws the colours from the low end at the bottom to the high end at the top.
  func draw(on canvas: Canvas, in rect: Rect, stroke: Stroke) {
    let steps = 256
    let column = Grid(
      rows: steps, columns: 1, values: (0..<steps).map { Double(steps - 1 - $0) })
    let picture = column.picture(
      limits: 0...Double(steps - 1), palette: palette, missing: stroke.color)
    canvas.image(picture, in: rect)
    let point = rect.width * 0.45
    if isOpenAbove {
      canvas.polygon(
        [
          Point(rect.minX, rect.minY), Point(rect.center.x, rect.minY - point),
          Point(rect.maxX, rect.minY),
        ], fill: palette.color(at: 1), stroke: stroke)
    }
    if isOpenBelow {
      canvas.polygon(
        [
          Point(rect.minX, rect.maxY), Point(rect.center.x, rect.maxY + point),
          Point(rect.maxX, rect.maxY),
        ], fill: palette.color(at: 0), stroke: stroke)
    }
    canvas.rectangle(rect, fill: nil, stroke: stroke)
  }
}
