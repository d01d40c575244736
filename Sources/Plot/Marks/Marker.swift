/// The shape of a data point; it differs from series to series, as the colour does.
enum Marker: Sendable, CaseIterable {
  case circle
  case square
  case triangle
  case diamond

  /// Draws the shape with a thin edge that keeps neighbours apart.
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

/// How much filled marks cover what lies below them.
enum FillOpacity {
  static let area = 0.28
  static let histogram = 0.22
}
