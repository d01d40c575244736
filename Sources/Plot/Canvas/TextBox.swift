/// The typeface, size and weight of a text.
public struct Font: Sendable, Hashable {
  /// The family name that fontconfig looks up.
  public var family: String
  /// The em size in canvas units.
  public var size: Double
  /// Whether the letters are bold.
  public var isBold: Bool

  /// Creates a font; `size` is in canvas units.
  public init(family: String, size: Double, isBold: Bool = false) {
    self.family = family
    self.size = size
    self.isBold = isBold
  }

  /// The distance from one line of text to the next.
  var lineHeight: Double { size * 1.25 }
}

/// The part of a text's width that lies at its anchor.
public enum HorizontalAlignment: Sendable, Hashable {
  /// The text starts at the anchor.
  case leading
  /// The text is centred on the anchor.
  case center
  /// The text ends at the anchor.
  case trailing

  /// The start of a text of some width, relative to its anchor.
  func start(ofWidth width: Double) -> Double {
    switch self {
    case .leading: 0
    case .center: -width / 2
    case .trailing: -width
    }
  }
}

/// The part of a text's height that lies at its anchor.
public enum VerticalAlignment: Sendable, Hashable {
  /// The text hangs below the anchor.
  case top
  /// Capital letters and digits are centred on the anchor.
  case center
  /// The text stands above the anchor.
  case bottom

  /// The baseline of letters of some size, relative to the anchor.
  func baseLine(ofSize size: Double) -> Double {
    switch self {
    case .top: LetterHeight.ascent * size
    case .center: LetterHeight.capital / 2 * size
    case .bottom: -LetterHeight.descent * size
    }
  }
}

/// The place of one line of text on a canvas: a rectangle that may be turned.
public struct TextBox: Sendable, Hashable {
  /// The text itself.
  public let text: String
  /// The centre of the rectangle.
  public let center: Point
  /// The size before the rotation.
  public let size: Size
  /// The rotation about the centre.
  public let angle: Angle

  /// The box of a text whose baseline starts `left` and `base` from the anchor before the rotation.
  init(
    _ text: String, at anchor: Point, left: Double, base: Double, width: Double, font: Font,
    angle: Angle
  ) {
    let height = LetterHeight.line * font.size
    let top = base - LetterHeight.ascent * font.size
    let middle = Point(left + width / 2, top + height / 2).turned(by: angle)
    self.text = text
    center = middle.moved(anchor.x, anchor.y)
    size = Size(width: width, height: height)
    self.angle = angle
  }

  /// The four corners, clockwise from the top left one before the rotation.
  public var corners: [Point] {
    [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map { across, down in
      Point(across * size.width, down * size.height).turned(by: angle).moved(center.x, center.y)
    }
  }

  /// The smallest upright rectangle that contains the text.
  public var bounds: Rect {
    let xs = corners.map(\.x)
    let ys = corners.map(\.y)
    let (left, right) = (xs.min() ?? 0, xs.max() ?? 0)
    let (top, bottom) = (ys.min() ?? 0, ys.max() ?? 0)
    return Rect(x: left, y: top, width: right - left, height: bottom - top)
  }

  /// Whether the two texts share some area.
  ///
  /// Two turned rectangles are disjoint if a line along one of their sides separates them.
  public func overlaps(_ other: TextBox) -> Bool {
    let directions = [angle, other.angle].flatMap { angle in
      [Point(1, 0).turned(by: angle), Point(0, 1).turned(by: angle)]
    }
    return directions.allSatisfy { direction in
      let mine = corners.map { $0.x * direction.x + $0.y * direction.y }
      let theirs = other.corners.map { $0.x * direction.x + $0.y * direction.y }
      guard let low = mine.min(), let high = mine.max(), let otherLow = theirs.min(),
        let otherHigh = theirs.max()
      else { return false }
      return low < otherHigh && otherLow < high
    }
  }
}

/// The vertical extent of letters, in em.
enum LetterHeight {
  /// From the baseline to the top of the tallest letters.
  static let ascent = 0.78
  /// From the baseline down to the descenders of g and y.
  static let descent = 0.24
  /// From the baseline to the top of capitals and digits.
  static let capital = 0.73
  /// The height of a line.
  static let line = ascent + descent
}
