/// The boxes of a diagram on the canvas, all of the same size, in the order of its nodes.
///
/// A layout knows texts and places only; kinds and styles concern the drawing.
struct DiagramLayout {
  private(set) var boxes: [Rect] = []
  private(set) var texts: [TextBlock] = []

  /// Places all boxes, as large as the texts need and the grid allows.
  init(
    _ names: [String], at places: [Point], in area: Rect, on canvas: Canvas, theme: Theme
  ) {
    guard let first = places.first else { return }
    let low = places.reduce(first) { Point(min($0.x, $1.x), min($0.y, $1.y)) }
    let high = places.reduce(first) { Point(max($0.x, $1.x), max($0.y, $1.y)) }
    let padding = theme.sizes.gap
    let enlargement = theme.sizes.label / ThemeSizes().label
    let room = Size(
      width: Self.share(0.58, of: area.width, among: high.x - low.x) - 2 * padding,
      height: Self.share(0.62, of: area.height, among: high.y - low.y) - 1.8 * padding)
    let (blocks, font) = Self.fitted(
      names, width: room.width, height: room.height, on: canvas, theme: theme)
    // Round ends need more room beside the text than corners do.
    let size = Size(
      width: (blocks.map(\.width).max() ?? 0) + font.size * 0.9 + 2 * padding,
      height: max((blocks.map(\.height).max() ?? 0) + 1.8 * padding, font.size * 2.2))
    // The outermost boxes touch the border to leave room for the arrows, but a step of the grid has
    // a greatest length.
    let step = Size(
      width: Self.step(over: area.width - size.width, high.x - low.x, longest: 250 * enlargement),
      height: Self.step(
        over: area.height - size.height, high.y - low.y, longest: 120 * enlargement))
    let middle = Point((low.x + high.x) / 2, (low.y + high.y) / 2)
    texts = blocks
    boxes = places.map { place in
      let center = area.center.moved(
        (place.x - middle.x) * step.width, (place.y - middle.y) * step.height)
      return Rect(center: center, size: size)
    }
  }

  /// The side of boxes that take a fraction of each step if the outermost ones touch the border.
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

// MARK: - Arrows

/// The path of an arrow from the border of one box to the border of another.
struct EdgeRoute {
  /// The ends of an arrow as numbers of boxes, and its bend where one was asked for.
  struct Request {
    let from: Int
    let to: Int
    let bend: Double?
  }

  /// Points along the path, close together.
  let points: [Point]

  /// A bow between two boxes; `bend` is its height to the right as a fraction of its length.
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

  /// The tip of the arrow and the two corners at its foot; empty if there is no path.
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

  /// Chooses for each arrow the straightest path that meets no other box and few other arrows.
  static func all(_ requests: [Request], among boxes: [Rect], frame: Rect) -> [EdgeRoute] {
    var routes: [EdgeRoute] = []
    for request in requests {
      let (from, to) = (request.from, request.to)
      let others = boxes.indices.filter { $0 != from && $0 != to }.map { boxes[$0] }
      let isPaired = requests.contains { $0.from == to && $0.to == from }
      let bends = request.bend.map { [$0] } ?? (isPaired ? bendsOfPair : bendsToTry)
      let ways = bends.map { bend in
        let route = EdgeRoute(from: boxes[from], to: boxes[to], bend: bend)
        let cost = route.cost(among: others, and: routes, frame: frame)
        return (route: route, cost: cost + abs(bend) * 10)
      }
      if let best = ways.min(by: { $0.cost < $1.cost }) { routes.append(best.route) }
    }
    return routes
  }

  private static let bendsToTry = [
    0, 0.07, -0.07, 0.12, -0.12, 0.2, -0.2, 0.3, -0.3, 0.5, -0.5, 0.75, -0.75,
  ]
  /// The bends of two opposite arrows; both bow to their right, and so away from each other.
  private static let bendsOfPair = [0.1, 0.2, 0.3]

  /// The cost of a path, which is highest if it runs through a box.
  private func cost(among boxes: [Rect], and routes: [EdgeRoute], frame: Rect) -> Double {
    let blocked = boxes.count { box in points.contains(where: box.grown(by: 6).contains) }
    let outside = points.count { !frame.contains($0) }
    let shared = routes.map(closeness).reduce(0, +)
    return Double(blocked) * 100 + Double(min(outside, 30)) * 3 + shared * 0.4
  }

  /// The number of points of this path that lie beside points of another one.
  private func closeness(to other: EdgeRoute) -> Double {
    Double(points.count { point in other.points.contains { $0.distance(to: point) < 7 } })
  }
}

/// Places for the texts of arrows that cover neither boxes nor each other.
struct EdgeLabels {
  struct Placed {
    let text: TextBlock
    let box: Rect
  }

  private(set) var placed: [Placed] = []

  /// Places a text at each route; nil and empty ones need no place.
  init(
    _ labels: [String?], routes: [EdgeRoute], boxes: [Rect], in frame: Rect,
    on canvas: Canvas, theme: Theme
  ) {
    for (label, route) in zip(labels, routes) {
      guard let label, !label.isEmpty, !route.points.isEmpty else { continue }
      let others = routes.flatMap { $0.points == route.points ? [] : $0.points }
      var best: (label: Placed, cost: Double)?
      // A text on one line is best; a narrower one may fit between two boxes.
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
