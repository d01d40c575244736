/// An upright line with a short bar at both ends: how far a number may be off.
struct Whisker {
  let bottom: Point
  let top: Point

  /// - Parameter reach: half the length of the bars at the ends.
  func draw(on canvas: Canvas, reach: Double, color: Color, theme: Theme) {
    let stroke = Stroke(color, width: theme.sizes.line * 0.65)
    canvas.line(from: bottom, to: top, stroke: stroke)
    for end in [bottom, top] {
      canvas.line(from: end.moved(-reach, 0), to: end.moved(reach, 0), stroke: stroke)
    }
  }
}
