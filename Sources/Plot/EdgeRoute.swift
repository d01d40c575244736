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
