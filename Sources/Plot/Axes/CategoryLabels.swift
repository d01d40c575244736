/// The categories below the bars of a chart: level, broken, turned or thinned out until they fit.
struct CategoryLabels {
  private let blocks: [TextBlock]
  private let angle: Angle
  /// The distance from one written name to the next: 1 for all names, 2 for every second one.
  private let every: Int
  /// The height of the names below the axis.
  let height: Double
  /// The extent of the first name to the left of the first slot's middle.
  let reach: Double

  /// Finds the first arrangement in which no two names touch.
  init(
    _ names: [String], slot: Double, maximumHeight: Double, font: Font, on canvas: Canvas
  ) {
    let room = max(slot - font.size * 0.5, font.size)
    let level = names.map { TextBlock($0, font: font, fitting: .infinity, on: canvas) }
    let widest = level.map(\.width).max() ?? 0
    let words = names.flatMap { $0.split(separator: " ") }.map(String.init)
    let widestWord = words.map { canvas.width(of: $0, font: font) }.max() ?? 0
    let broken = names.map { TextBlock($0, font: font, fitting: room, on: canvas) }

    if widest <= room {
      self.init(blocks: level, angle: .zero, every: 1)
    } else if names.allSatisfy({ Double($0) != nil }) {
      // Readers can interpolate numbers; turned ones would only be harder to read.
      self.init(blocks: level, angle: .zero, every: Int((widest / room).rounded(.up)))
    } else if widestWord <= room, broken.allSatisfy({ $0.lines.count <= 3 }) {
      self.init(blocks: broken, angle: .zero, every: 1)
    } else {
      self.init(turned: names, slot: slot, maximumLength: maximumHeight, font: font, on: canvas)
    }
  }

  /// Tries slanted names, vertical ones, smaller vertical ones, and finally only some of them.
  private init(
    turned names: [String], slot: Double, maximumLength: Double, font: Font, on canvas: Canvas
  ) {
    func blocks(_ font: Font, _ length: Double) -> (blocks: [TextBlock], thickness: Double) {
      let blocks = names.map { TextBlock($0, font: font, fitting: length, on: canvas) }
      return (blocks, (blocks.map(\.height).max() ?? 0) + font.size * 0.1)
    }
    let slanted = Angle.degrees(-45)
    let (slantedBlocks, thickness) = blocks(font, maximumLength * 1.2)
    if slot * slanted.cosine >= thickness {
      self.init(blocks: slantedBlocks, angle: slanted, every: 1)
      return
    }
    var small = font
    small.size *= 0.85
    let (full, fullThickness) = blocks(font, maximumLength)
    let (reduced, reducedThickness) = blocks(small, maximumLength)
    if fullThickness <= slot {
      self.init(blocks: full, angle: .upwards, every: 1)
    } else {
      self.init(
        blocks: reduced, angle: .upwards,
        every: max(1, Int((reducedThickness / slot).rounded(.up))))
    }
  }

  private init(blocks: [TextBlock], angle: Angle, every: Int) {
    self.blocks = blocks
    self.angle = angle
    self.every = every
    let (sine, cosine) = (abs(angle.sine), abs(angle.cosine))
    height =
      angle == .zero
      ? blocks.map(\.height).max() ?? 0
      : blocks.map { $0.width * sine + $0.height * cosine }.max() ?? 0
    let first = blocks.first.map { $0.width * cosine + $0.height * sine / 2 }
    reach = angle == .zero ? 0 : first ?? 0
  }

  /// Whether the name with this number is written.
  func shows(_ index: Int) -> Bool { index % every == 0 }

  /// Draws the names below the middles of their slots.
  func draw(on canvas: Canvas, at middles: [Double], below top: Double, color: Color) {
    for (index, (block, middle)) in zip(blocks, middles).enumerated() where shows(index) {
      if angle == .zero {
        block.draw(on: canvas, at: Point(middle, top), color: color)
      } else {
        let drop = block.height / 2 * abs(angle.cosine)
        block.draw(
          on: canvas, at: Point(middle, top + drop), color: color, horizontal: .trailing,
          vertical: .center, angle: angle)
      }
    }
  }
}
