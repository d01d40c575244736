/// Notes: short texts, each at a free place beside the point that it explains.
struct NoteDrawing {
  let area: PlotArea
  let canvas: Canvas
  let theme: Theme

  private struct Candidate {
    let text: TextBlock
    let box: Rect
    let isFar: Bool
    let cost: Double
  }

  private var plot: Rect { area.plot }

  /// Draws all notes of a chart, each clear of the data and of the others.
  func draw(_ series: [Series]) {
    let obstacles = series.flatMap(obstacles)
    var taken: [Rect] = []
    for one in series {
      guard case .note(let xValue, let yValue, let text) = one.mark.kind,
        let point = area.point(xValue, yValue), plot.contains(point)
      else { continue }
      // A narrower text may fit where a long line does not.
      let candidates = [0.45, 0.25].flatMap { part in
        let block = TextBlock(
          text, font: theme.labelFont, fitting: plot.width * part, on: canvas)
        return places(for: block, around: point, obstacles: obstacles, taken: taken)
      }
      guard let best = candidates.min(by: { $0.cost < $1.cost }) else { continue }
      draw(best, at: point)
      taken.append(best.box)
    }
  }

  private func draw(_ note: Candidate, at point: Point) {
    if note.isFar {
      let near = Point(
        min(max(point.x, note.box.minX), note.box.maxX),
        min(max(point.y, note.box.minY), note.box.maxY))
      canvas.polyline(
        [point, near], stroke: Stroke(theme.colors.faintInk, width: theme.sizes.axis))
    }
    canvas.circle(
      at: point, radius: theme.sizes.marker * 0.7, fill: theme.colors.ink,
      stroke: Stroke(theme.colors.background, width: theme.sizes.axis))
    canvas.rectangle(note.box, corner: 3, fill: theme.colors.background.opacity(0.82))
    let top = note.box.center.moved(0, -note.text.height / 2)
    note.text.draw(on: canvas, at: top, color: theme.colors.ink)
  }

  /// Places beside the point, and all over the plot for a point among many others.
  private func places(
    for text: TextBlock, around point: Point, obstacles: [Point], taken: [Rect]
  ) -> [Candidate] {
    let size = Size(width: text.width + 6, height: text.height + 4)
    let beside = [(0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1)].map {
      point.moved(Double($0) * (9 + size.width / 2), Double($1) * (9 + size.height / 2))
    }
    let anywhere = stride(from: plot.minX, to: plot.maxX, by: 14).flatMap { x in
      stride(from: plot.minY, to: plot.maxY, by: 10).map { y in Point(x, y) }
    }
    return (beside + anywhere).enumerated().map { index, center in
      let box = Rect(center: center, size: size)
      let distance =
        max(abs(center.x - point.x) - size.width / 2, 0)
        + max(abs(center.y - point.y) - size.height / 2, 0)
      let isFar = index >= beside.count
      let hits = obstacles.count(where: box.grown(by: 2).contains)
      let cost =
        distance / 8 + Double(hits) * 5 + (isFar ? 3 : 0) + (plot.contains(box) ? 0 : 1000)
        + Double(taken.count { $0.overlaps(box) }) * 500
      return Candidate(text: text, box: box, isFar: isFar, cost: cost)
    }
  }

  /// Points along everything that a note should not cover.
  private func obstacles(of series: Series) -> [Point] {
    switch series.mark.kind {
    case .line(let xs, let ys, _): area.runs(xs, ys).flatMap(dense)
    case .area(let xs, let ys): area.runs(xs, ys).flatMap(dense)
    case .points(let xs, let ys), .stem(let xs, let ys): area.visiblePoints(xs, ys)
    case .range(let xs, let low, let high):
      area.runs(xs, low).flatMap(dense) + area.runs(xs, high).flatMap(dense)
    case .note(let xValue, let yValue, _): area.point(xValue, yValue).map { [$0] } ?? []
    default: []
    }
  }

  /// The line with extra points every few units.
  private func dense(_ line: [Point]) -> [Point] {
    line
      + zip(line, line.dropFirst()).flatMap { start, end in
        let pieces = min(Int(start.distance(to: end) / 5), 200)
        return (0..<pieces).map { piece in
          let part = Double(piece) / Double(pieces)
          return Point(start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part)
        }
      }
  }
}
