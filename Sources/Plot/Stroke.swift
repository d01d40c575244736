/// How a line is broken up.
public enum LineStyle: Sendable, Hashable {
  /// One unbroken line.
  case solid
  /// Long pieces.
  case dashed
  /// Dots.
  case dotted

  /// Lengths of drawn and skipped pieces in line widths; empty for a solid line.
  var pattern: [Double] {
    switch self {
    case .solid: []
    case .dashed: [3.5, 2.2]
    case .dotted: [0.01, 2]
    }
  }
}

/// What a line looks like.
public struct Stroke: Sendable, Hashable {
  /// The colour of the line.
  public var color: Color
  /// The thickness in canvas units.
  public var width: Double
  /// How the line is broken up.
  public var style: LineStyle

  /// Creates a stroke.
  public init(_ color: Color, width: Double, style: LineStyle = .solid) {
    self.color = color
    self.width = width
    self.style = style
  }
}

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
