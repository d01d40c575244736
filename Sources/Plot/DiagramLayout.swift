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
