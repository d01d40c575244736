/// A flow chart of boxes and arrows.
public struct Diagram: Panel {
  /// The title above the drawing.
  public let title: String
  let nodes: [Node]
  let edges: [Edge]

  /// Creates a diagram.
  ///
  /// - Parameters:
  ///   - title: the title above the drawing; empty for none.
  ///   - nodes: the boxes; the legend names the kinds that occur.
  ///   - edges: the arrows, each between two boxes that it names.
  /// - Precondition: node names differ, and every edge joins two different nodes that exist.
  public init(_ title: String, nodes: [Node], edges: [Edge]) {
    var names: Set<String> = []
    for node in nodes where !names.insert(node.name).inserted {
      misuse("Diagram", found: "two nodes called \(node.name)", wanted: "different names")
    }
    for edge in edges {
      for end in [edge.from, edge.to] where !names.contains(end) {
        misuse(
          "Diagram", found: "an edge at \(end)", wanted: names.sorted().joined(separator: ", "))
      }
      guard edge.from != edge.to else {
        misuse("Diagram", found: "an edge from \(edge.from) to itself", wanted: "two nodes")
      }
    }
    self.title = title
    self.nodes = nodes
    self.edges = edges
  }

  /// A diagram has no numbers to list.
  public var data: [DataRow] { [] }

  /// The wanted height, or else one that suits the rows of the grid.
  public func height(
    forWidth width: Double, wanted: Double?, on canvas: Canvas, theme: Theme
  ) -> Double {
    let ys = nodes.map(\.place.y)
    let span = (ys.max() ?? 0) - (ys.min() ?? 0)
    let title = PanelTitle(title, width: width, on: canvas, theme: theme)
    return wanted ?? title.height + (span + 1) * theme.sizes.label * 7 + theme.sizes.label * 2.5
  }

  /// Draws boxes, arrows and a legend of the kinds of boxes.
  public func draw(on canvas: Canvas, in frame: Rect, theme: Theme) {
    DiagramDrawing(self, canvas: canvas, frame: frame, theme: theme).draw()
  }
}

extension Diagram {
  /// One box.
  public struct Node: Sendable, Hashable {
    /// The kind of thing that a box stands for, which decides about shape and colour.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      /// A network or another function: a box with round corners.
      case model
      /// An image, a band or another value: a box with sharp corners.
      case data
      /// A number that training minimizes: a box with round ends.
      case loss
    }

    /// The text in the box, by which edges name it.
    public let name: String
    /// The place on the grid, in columns to the right and rows downwards.
    public let place: Point
    /// The kind of thing that the box stands for.
    public let kind: Kind

    /// Creates a box at a column and a row of the grid; fractions lie between.
    public init(_ name: String, at place: (Double, Double), kind: Kind) {
      self.name = name
      self.place = Point(place.0, place.1)
      self.kind = kind
    }
  }

  /// One arrow.
  public struct Edge: Sendable, Hashable {
    /// The name of the box where the arrow starts.
    public let from: String
    /// The name of the box that the arrow points to.
    public let to: String
    /// The text beside the arrow.
    public let label: String?
    /// The pattern of the line.
    public let style: LineStyle
    /// The bow of the arrow to its right, as a fraction of its length; nil finds a free way.
    public let bend: Double?

    /// Creates an arrow between two boxes.
    ///
    /// - Parameters:
    ///   - from: the name of the box where the arrow starts.
    ///   - to: the name of the box that it points to.
    ///   - label: the text beside the arrow; nil for none.
    ///   - style: the pattern of the line.
    ///   - bend: the bow to the right, as a fraction of the length; nil finds a free way.
    public init(
      from: String, to: String, label: String? = nil, style: LineStyle = .solid,
      bend: Double? = nil
    ) {
      self.from = from
      self.to = to
      self.label = label
      self.style = style
      self.bend = bend
    }
  }
}

/// The drawing of a diagram inside a frame.
private struct DiagramDrawing {
  private let diagram: Diagram
  private let canvas: Canvas
  private let frame: Rect
  private let theme: Theme
  private let title: PanelTitle
  private let layout: DiagramLayout
  private let area: Rect

  init(_ diagram: Diagram, canvas: Canvas, frame: Rect, theme: Theme) {
    self.diagram = diagram
    self.canvas = canvas
    self.frame = frame
    self.theme = theme
    title = PanelTitle(diagram.title, width: frame.width, on: canvas, theme: theme)
    let keyHeight = theme.sizes.label * 2
    area = Rect(
      x: frame.minX, y: frame.minY + title.height, width: frame.width,
      height: max(frame.height - title.height - keyHeight, 20))
    layout = DiagramLayout(
      diagram.nodes.map(\.name), at: diagram.nodes.map(\.place), in: area, on: canvas, theme: theme)
  }

  func draw() {
    title.draw(on: canvas, in: frame, over: frame.center.x)
    let routes = EdgeRoute.all(requests, among: layout.boxes, frame: area)
    for (edge, route) in zip(diagram.edges, routes) { draw(edge, along: route) }
    for (node, (box, text)) in zip(diagram.nodes, zip(layout.boxes, layout.texts)) {
      drawBox(box, kind: node.kind)
      text.draw(on: canvas, at: box.center.moved(0, -text.height / 2), color: theme.colors.ink)
    }
    let labels = EdgeLabels(
      diagram.edges.map(\.label), routes: routes, boxes: layout.boxes, in: area, on: canvas,
      theme: theme)
    for label in labels.placed {
      canvas.rectangle(label.box, corner: 3, fill: theme.colors.background.opacity(0.9))
      label.text.draw(
        on: canvas, at: label.box.center.moved(0, -label.text.height / 2),
        color: theme.colors.ink)
    }
    drawKey()
  }

  /// The edges by the numbers of their nodes; a diagram has no edge to a node that it lacks.
  private var requests: [EdgeRoute.Request] {
    let numbers = Dictionary(
      uniqueKeysWithValues: diagram.nodes.enumerated().map { ($0.element.name, $0.offset) })
    return diagram.edges.compactMap { edge in
      guard let from = numbers[edge.from], let to = numbers[edge.to] else { return nil }
      return EdgeRoute.Request(from: from, to: to, bend: edge.bend)
    }
  }

  private func draw(_ edge: Diagram.Edge, along route: EdgeRoute) {
    let head = route.arrowHead(length: theme.sizes.label * 0.75)
    guard let tip = route.points.last, !head.isEmpty else { return }
    let ink = theme.colors.faintInk
    // The line ends inside the head, so its thick end does not blunt the tip.
    let line = route.points.filter { $0.distance(to: tip) > theme.sizes.label * 0.45 }
    canvas.polyline(
      line, stroke: Stroke(ink, width: theme.sizes.line * 0.75, style: edge.style))
    canvas.polygon(head, fill: ink)
  }

  private func drawBox(_ rect: Rect, kind: Diagram.Node.Kind) {
    let color = color(of: kind)
    let corner =
      switch kind {
      case .model: rect.height * 0.22
      case .data: 0.0
      case .loss: rect.height / 2
      }
    canvas.rectangle(
      rect, corner: corner, fill: theme.colors.background.mixed(with: color, by: 0.16),
      stroke: Stroke(color, width: theme.sizes.axis * 1.3))
  }

  private func color(of kind: Diagram.Node.Kind) -> Color {
    switch kind {
    case .model: theme.series(0)
    case .data: theme.series(2)
    case .loss: theme.series(1)
    }
  }

  /// Draws the legend of the kinds that occur.
  private func drawKey() {
    let font = theme.tickFont
    let kinds = Diagram.Node.Kind.allCases.filter { kind in
      diagram.nodes.contains { $0.kind == kind }
    }
    let sample = Size(width: font.size * 2, height: font.size)
    let gap = theme.sizes.gap
    let widths = kinds.map { sample.width + gap + canvas.width(of: $0.rawValue, font: font) }
    let total = widths.reduce(0, +) + gap * 3 * Double(max(kinds.count - 1, 0))
    var x = frame.center.x - total / 2
    let middle = frame.maxY - sample.height / 2 - 1
    for (kind, width) in zip(kinds, widths) {
      let rect = Rect(
        x: x, y: middle - sample.height / 2, width: sample.width, height: sample.height)
      drawBox(rect, kind: kind)
      canvas.text(
        kind.rawValue, at: Point(rect.maxX + gap, middle), font: font, color: theme.colors.ink,
        horizontal: .leading)
      x += width + gap * 3
    }
  }
}
