/// The shape of a data point, which differs from series to series like the colour.
enum Marker: Sendable, CaseIterable {
  case circle
  case square
  case triangle
  case diamond

  /// Draws the shape with a thin edge that separates neighbours.
  func draw(on canvas: Canvas, at center: Point, radius: Double, fill: Color, edge: Color) {
    let stroke = Stroke(edge, width: radius * 0.22)
    func polygon(_ corners: [(Double, Double)]) {
      canvas.polygon(
        corners.map { center.moved($0 * radius, $1 * radius) }, fill: fill, stroke: stroke)
    }
    switch self {
    case .circle: canvas.circle(at: center, radius: radius, fill: fill, stroke: stroke)
    case .square: polygon([(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)])
    case .triangle: polygon([(0, -1.2), (1.12, 0.8), (-1.12, 0.8)])
    case .diamond: polygon([(0, -1.3), (1.1, 0), (0, 1.3), (-1.1, 0)])
    }
  }
}

/// An error bar: a vertical line with a short bar at both ends.
struct Whisker {
  let bottom: Point
  let top: Point

  /// Draws the error bar.
  ///
  /// - Parameters:
  ///   - canvas: the canvas to draw on.
  ///   - reach: half the length of the bars at the ends.
  ///   - color: the colour of the lines.
  ///   - halo: the colour of an edge that keeps the lines visible on any ground; nil for none.
  ///   - theme: the theme, for the width of the lines.
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

/// The opacity of filled marks.
enum FillOpacity {
  static let area = 0.28
  static let histogram = 0.22
}
