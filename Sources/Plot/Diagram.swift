/// Boxes and arrows: what flows from where to where.
public struct Diagram: Panel {
  /// What stands above the drawing.
  public let title: String
  let nodes: [Node]
  let edges: [Edge]

  /// Creates a diagram.
  ///
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

  /// Enough height for the rows of the grid.
  public func height(
    forWidth width: Double, wanted: Double?, on canvas: Canvas, theme: Theme
  ) -> Double {
    let ys = nodes.map(\.place.y)
    let span = (ys.max() ?? 0) - (ys.min() ?? 0)
    let title = PanelTitle(title, width: width, on: canvas, theme: theme)
    return wanted ?? title.height + (span + 1) * theme.sizes.label * 7 + theme.sizes.label * 2.5
  }

  /// Draws boxes, arrows and the key to the kinds of boxes.
  public func draw(on canvas: Canvas, in frame: Rect, theme: Theme) {
    DiagramDrawing(self, canvas: canvas, frame: frame, theme: theme).draw()
  }
}

extension Diagram {
  /// One box.
  public struct Node: Sendable, Hashable {
    /// What a box stands for; it decides about shape and colour.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      /// A network or another function: a box with round corners.
      case model
      /// An image, a band or another value: a box with sharp corners.
      case data
      /// A number that training makes small: a box with round ends.
      case loss
    }

    /// The text in the box, by which edges name it.
    public let name: String
    /// The place on the unit grid: x to the right, y downwards.
    public let place: Point
    /// What the box stands for.
    public let kind: Kind

    /// Creates a box at a column and a row of the unit grid; fractions lie between.
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
    /// The name of the box that it points to.
    public let to: String
    /// The text beside the arrow.
    public let label: String?
    /// How the line is broken up.
    public let style: LineStyle
    /// How far the arrow bows to its right, as a part of its length; nil finds a free way.
    public let bend: Double?

    /// Creates an arrow.
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
