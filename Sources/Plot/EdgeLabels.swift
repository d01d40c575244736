/// Finds places for the texts of arrows that cover neither boxes nor each other.
struct EdgeLabels {
  struct Placed {
    let text: TextBlock
    let box: Rect
  }

  private(set) var placed: [Placed] = []

  init(
    _ edges: [Diagram.Edge], routes: [EdgeRoute], boxes: [Rect], in frame: Rect,
    on canvas: Canvas, theme: Theme
  ) {
    for (edge, route) in zip(edges, routes) {
      guard let label = edge.label, !label.isEmpty, !route.points.isEmpty else { continue }
      let others = routes.flatMap { $0.points == route.points ? [] : $0.points }
      var best: (label: Placed, cost: Double)?
      // A text in one line is best; a narrower one may fit between two boxes.
      for (rank, width) in [1000, 110, 70].enumerated() {
        let text = TextBlock(label, font: theme.tickFont, fitting: Double(width), on: canvas)
        let size = Size(width: text.width + 6, height: text.height + 4)
        for (box, distance) in Self.candidates(along: route, size: size) {
          var cost = distance + Double(rank) * 6
          cost += Double(boxes.count { $0.grown(by: 2).overlaps(box) }) * 1000
          cost += Double(placed.count { $0.box.overlaps(box) }) * 1000
          cost += Double(others.count { box.contains($0) }) * 8
          // An arrow that its own text hides cannot be seen.
          let hidden = Double(route.points.count { box.contains($0) }) / Double(route.points.count)
          if hidden > 0.45 { cost += 200 * hidden }
          if !frame.contains(box) { cost += 500 }
          if cost < best?.cost ?? .infinity { best = (Placed(text: text, box: box), cost) }
        }
      }
      if let best { placed.append(best.label) }
    }
  }

  /// Boxes on the arrow and beside it, with the cost of lying far from its middle.
  private static func candidates(along route: EdgeRoute, size: Size) -> [(Rect, Double)] {
    let count = route.points.count
    return [0.5, 0.42, 0.58, 0.34, 0.66, 0.25, 0.75].flatMap { part in
      let center = route.points[min(Int(Double(count) * part), count - 1)]
      let drift = abs(part - 0.5) * 30
      return [0.0, 1, -1, 1.7, -1.7, 2.6, -2.6].flatMap { step in
        let up = step * (size.height / 2 + 3)
        let aside = step * (size.width / 2 + 3)
        return [
          (Rect(center: center.moved(0, up), size: size), drift + abs(step) * 5),
          (Rect(center: center.moved(aside, 0), size: size), drift + abs(step) * 5),
        ]
      }
    }
  }
}
