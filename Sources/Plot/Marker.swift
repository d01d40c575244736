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
