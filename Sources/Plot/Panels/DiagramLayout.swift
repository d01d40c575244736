/// The boxes of a diagram on the canvas.
struct DiagramLayout {
  struct Box {
    let node: Diagram.Node
    let rect: Rect
    let text: TextBlock
  }

  private(set) var boxes: [Box] = []

  /// Gives all boxes the same size, as large as the texts need and the grid allows.
  init(_ nodes: [Diagram.Node], in area: Rect, on canvas: Canvas, theme: Theme) {
    guard let first = nodes.first else { return }
    let low = nodes.reduce(first.place) {
      Point(min($0.x, $1.place.x), min($0.y, $1.place.y))
    }
    let high = nodes.reduce(first.place) {
      Point(max($0.x, $1.place.x), max($0.y, $1.place.y))
    }
    let padding = theme.sizes.gap
    let enlargement = theme.sizes.label / ThemeSizes().label
    let room = Size(
      width: Self.share(0.58, of: area.width, among: high.x - low.x) - 2 * padding,
      height: Self.share(0.62, of: area.height, among: high.y - low.y) - 1.8 * padding)
    let (blocks, font) = Self.fitted(
      nodes.map(\.name), width: room.width, height: room.height, on: canvas, theme: theme)
    // Round ends need more room beside the text than corners do.
    let size = Size(
      width: (blocks.map(\.width).max() ?? 0) + font.size * 0.9 + 2 * padding,
      height: max((blocks.map(\.height).max() ?? 0) + 1.8 * padding, font.size * 2.2))
    // The outermost boxes touch the border, so that arrows get the room between; a step of the grid
    // is not stretched without need, though.
    let step = Size(
      width: Self.step(over: area.width - size.width, high.x - low.x, longest: 250 * enlargement),
      height: Self.step(
        over: area.height - size.height, high.y - low.y, longest: 120 * enlargement))
    let middle = Point((low.x + high.x) / 2, (low.y + high.y) / 2)
    for (node, block) in zip(nodes, blocks) {
      let center = area.center.moved(
        (node.place.x - middle.x) * step.width, (node.place.y - middle.y) * step.height)
      boxes.append(Box(node: node, rect: Rect(center: center, size: size), text: block))
    }
  }

  /// The rectangle of the node with a name.
  func rect(of name: String) -> Rect? { boxes.first { $0.node.name == name }?.rect }

  /// The side of boxes that take a part of each step when the outermost ones touch the border.
  private static func share(_ part: Double, of side: Double, among steps: Double) -> Double {
    part * side / (steps + part)
  }

  /// The length of one step of the grid.
  private static func step(over room: Double, _ span: Double, longest: Double) -> Double {
    span > 0 ? min(max(room, 0) / span, longest) : 0
  }

  /// Makes the letters smaller until no word must be cut and all lines fit.
  private static func fitted(
    _ names: [String], width: Double, height: Double, on canvas: Canvas, theme: Theme
  ) -> ([TextBlock], Font) {
    let words = names.flatMap { $0.split(separator: " ") }.map(String.init)
    var font = theme.labelFont
    while true {
      let blocks = names.map { TextBlock($0, font: font, fitting: width, on: canvas) }
      let widestWord = words.map { canvas.width(of: $0, font: font) }.max() ?? 0
      let tallest = blocks.map(\.height).max() ?? 0
      if (widestWord <= width && tallest <= height) || font.size < 9 { return (blocks, font) }
      font.size *= 0.95
    }
  }
}

/// The way of an arrow from the border of one box to the border of another.
struct EdgeRoute {
  /// Points along the way, close together.
  let points: [Point]

  /// A bow between two boxes; `bend` is its height to the right as a part of its length.
  init(from start: Rect, to end: Rect, bend: Double) {
    let (first, last) = (start.center, end.center)
    let middle = Point((first.x + last.x) / 2, (first.y + last.y) / 2)
    let control = middle.moved(
      -(last.y - first.y) * bend * 2, (last.x - first.x) * bend * 2)
    let steps = 120
    let whole = (0...steps).map { step in
      let t = Double(step) / Double(steps)
      let (a, b, c) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t)
      return Point(
        a * first.x + b * control.x + c * last.x, a * first.y + b * control.y + c * last.y)
    }
    points = whole.filter { !start.grown(by: 3).contains($0) && !end.grown(by: 3).contains($0) }
  }

  /// The two corners behind the tip of the arrow.
  func arrowHead(length: Double) -> [Point] {
    guard let tip = points.last,
      let back = points.last(where: { $0.distance(to: tip) >= length }) ?? points.first
    else { return [] }
    let distance = max(back.distance(to: tip), 1e-9)
    let (ux, uy) = ((tip.x - back.x) / distance, (tip.y - back.y) / distance)
    let foot = tip.moved(-ux * length, -uy * length)
    let half = length * 0.42
    return [tip, foot.moved(-uy * half, ux * half), foot.moved(uy * half, -ux * half)]
  }

  /// Chooses for each edge the straightest way that meets no other box and few other arrows.
  static func all(_ edges: [Diagram.Edge], in layout: DiagramLayout, frame: Rect) -> [EdgeRoute] {
    var routes: [EdgeRoute] = []
    for edge in edges {
      guard let start = layout.rect(of: edge.from), let end = layout.rect(of: edge.to) else {
        routes.append(EdgeRoute(points: []))
        continue
      }
      let others = layout.boxes.filter { $0.node.name != edge.from && $0.node.name != edge.to }
      let isPaired = edges.contains { $0.from == edge.to && $0.to == edge.from }
      let bends: [Double] = edge.bend.map { [$0] } ?? (isPaired ? bendsOfPair : bendsToTry)
      let ways = bends.map { bend in
        let route = EdgeRoute(from: start, to: end, bend: bend)
        let cost = route.cost(among: others.map(\.rect), and: routes, frame: frame)
        return (route: route, cost: cost + abs(bend) * 10)
      }
      if let best = ways.min(by: { $0.cost < $1.cost }) { routes.append(best.route) }
    }
    return routes
  }

  private static let bendsToTry = [
    0, 0.07, -0.07, 0.12, -0.12, 0.2, -0.2, 0.3, -0.3, 0.5, -0.5, 0.75, -0.75,
  ]
  /// Both arrows of a pair bow to their right, and so away from each other.
  private static let bendsOfPair = [0.1, 0.2, 0.3]

  /// How bad a way is: worst where it runs through a box.
  private func cost(among boxes: [Rect], and routes: [EdgeRoute], frame: Rect) -> Double {
    let blocked = boxes.count { box in points.contains(where: box.grown(by: 6).contains) }
    let outside = points.count { !frame.contains($0) }
    let shared = routes.map(closeness).reduce(0, +)
    return Double(blocked) * 100 + Double(min(outside, 30)) * 3 + shared * 0.4
  }

  private init(points: [Point]) { self.points = points }

  /// How many points of this way lie beside points of another one.
  private func closeness(to other: EdgeRoute) -> Double {
    Double(points.count { point in other.points.contains { $0.distance(to: point) < 7 } })
  }
}

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
