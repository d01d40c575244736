/// An upright line with a short bar at both ends: how far a number may be off.
struct Whisker {
  let bottom: Point
  let top: Point

  /// - Parameters:
  ///   - reach: half the length of the bars at the ends.
  ///   - halo: the colour of an edge that keeps the whisker visible on any ground.
  func draw(on canvas: Canvas, reach: Double, color: Color, halo: Color? = nil, theme: Theme) {
    let width = theme.sizes.line * 0.65
    if let halo { draw(on: canvas, reach: reach, stroke: Stroke(halo, width: width * 2.4)) }
    draw(on: canvas, reach: reach, stroke: Stroke(color, width: width))
  }

  private func draw(on canvas: Canvas, reach: Double, stroke: Stroke) {
    canvas.line(from: bottom, to: top, stroke: stroke)
    for end in [bottom, top] {
      canvas.line(from: end.moved(-reach, 0), to: end.moved(reach, 0), stroke: stroke)
    }
  }
}
