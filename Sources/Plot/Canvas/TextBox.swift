/// The typeface, size and weight of a text.
public struct Font: Sendable, Hashable {
  /// The family name that fontconfig looks up.
  public var family: String
  /// The size of the letters in canvas units.
  public var size: Double
  /// Whether the letters are bold.
  public var isBold: Bool

  /// Creates a font.
  public init(family: String, size: Double, isBold: Bool = false) {
    self.family = family
    self.size = size
    self.isBold = isBold
  }

  /// The distance from one line of text to the next.
  var lineHeight: Double { size * 1.25 }
}

/// Which side of a text stands at the place it is drawn at.
public enum HorizontalAlignment: Sendable, Hashable {
  /// The text starts there.
  case leading
  /// The middle of the text is there.
  case center
  /// The text ends there.
  case trailing

  /// Where a text of some width begins, seen from its place.
  func start(ofWidth width: Double) -> Double {
    switch self {
    case .leading: 0
    case .center: -width / 2
    case .trailing: -width
    }
  }
}

/// Which height of a text stands at the place it is drawn at.
public enum VerticalAlignment: Sendable, Hashable {
  /// The text hangs below.
  case top
  /// Capital letters and digits are centred there.
  case center
  /// The text stands above.
  case bottom

  /// Where the base line of letters of some size lies, seen from the place of the text.
  func baseLine(ofSize size: Double) -> Double {
    switch self {
    case .top: LetterHeight.ascent * size
    case .center: LetterHeight.capital / 2 * size
    case .bottom: -LetterHeight.descent * size
    }
  }
}

/// Where one line of text landed on a canvas: a rectangle that may be turned.
public struct TextBox: Sendable, Hashable {
  /// The text itself.
  public let text: String
  /// The middle of the rectangle.
  public let center: Point
  /// The size before the turn.
  public let size: Size
  /// The turn about the middle.
  public let angle: Angle

  /// The box of a text whose base line starts `left` and `base` from the anchor, before the turn.
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

  /// The four corners in order.
  public var corners: [Point] {
    [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map { across, down in
      Point(across * size.width, down * size.height).turned(by: angle).moved(center.x, center.y)
    }
  }

  /// The smallest upright rectangle about the text.
  public var bounds: Rect {
    let xs = corners.map(\.x)
    let ys = corners.map(\.y)
    let (left, right) = (xs.min() ?? 0, xs.max() ?? 0)
    let (top, bottom) = (ys.min() ?? 0, ys.max() ?? 0)
    return Rect(x: left, y: top, width: right - left, height: bottom - top)
  }

  /// Whether the two texts share some area.
  ///
  /// Two turned rectangles are apart where a line along one of their sides separates them.
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

/// How high letters reach, in parts of the font size.
enum LetterHeight {
  /// From the base line to the top of the tallest letters.
  static let ascent = 0.78
  /// From the base line down to the tails of g and y.
  static let descent = 0.24
  /// From the base line to the top of capitals and digits.
  static let capital = 0.73
  /// The whole height of a line.
  static let line = ascent + descent
}
