import Foundation

/// A colour in sRGB, each component from 0 to 1.
public struct Color: Sendable, Hashable {
  /// The red component.
  public var red: Double
  /// The green component.
  public var green: Double
  /// The blue component.
  public var blue: Double
  /// The opacity, from 0 for invisible to 1 for opaque.
  public var alpha: Double

  /// Creates a colour from its components, each from 0 to 1.
  public init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
    self.red = red
    self.green = green
    self.blue = blue
    self.alpha = alpha
  }

  /// Creates an opaque colour from six hexadecimal digits, as in `0xE69F00`.
  public init(hex: UInt32) {
    self.init(
      red: Double(hex >> 16 & 0xFF) / 255, green: Double(hex >> 8 & 0xFF) / 255,
      blue: Double(hex & 0xFF) / 255)
  }

  /// The same colour with another opacity, from 0 to 1.
  public func opacity(_ alpha: Double) -> Color {
    var copy = self
    copy.alpha = alpha
    return copy
  }

  /// The colour at a fraction of the way to another one, from 0 for this one to 1 for the other.
  public func mixed(with other: Color, by part: Double) -> Color {
    Color(
      red: red + (other.red - red) * part, green: green + (other.green - green) * part,
      blue: blue + (other.blue - blue) * part, alpha: alpha + (other.alpha - alpha) * part)
  }

  /// The perceived brightness, from 0 to 1.
  ///
  /// - Source: the luma weights of ITU-R BT.709.
  public var luma: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

  /// Red, green and blue as bytes; components outside 0 to 1 are clamped.
  var bytes: [UInt8] {
    [red, green, blue].map { UInt8((min(max($0, 0), 1) * 255).rounded()) }
  }
}

extension Color {
  /// Black of the Okabe-Ito set.
  public static let black = Color(hex: 0x000000)
  /// White.
  public static let white = Color(hex: 0xFFFFFF)
  /// Blue of the Okabe-Ito set.
  public static let blue = Color(hex: 0x0072B2)
  /// Vermillion of the Okabe-Ito set.
  public static let vermillion = Color(hex: 0xD55E00)
  /// Bluish green of the Okabe-Ito set.
  public static let green = Color(hex: 0x009E73)
  /// Reddish purple of the Okabe-Ito set.
  public static let purple = Color(hex: 0xCC79A7)
  /// Orange of the Okabe-Ito set.
  public static let orange = Color(hex: 0xE69F00)
  /// Sky blue of the Okabe-Ito set.
  public static let sky = Color(hex: 0x56B4E9)
}

// MARK: - Contrast

extension Color {
  /// The contrast ratio of two opaque colours, in either order.
  ///
  /// - Range: from 1 for equal colours to 21 for black and white; text needs 4.5, thin lines 3.
  /// - Source: W3C, "Web Content Accessibility Guidelines 2.2", contrast ratio; success criteria
  ///   1.4.3 and 1.4.11.
  public func contrast(with other: Color) -> Double {
    let (low, high) = (min(luminance, other.luminance), max(luminance, other.luminance))
    return (high + Self.strayLight) / (low + Self.strayLight)
  }

  /// The flare that a screen in a lit room adds to every colour, as a fraction of its white.
  private static let strayLight = 0.05

  /// The relative luminance, from 0 to 1.
  ///
  /// - Source: WCAG 2.2, definition of relative luminance.
  private var luminance: Double {
    0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
  }

  /// A component of sRGB without its gamma, in proportion to its light.
  private static func linear(_ part: Double) -> Double {
    part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
  }
}

// MARK: - Lines

/// The pattern of a line: solid, dashed or dotted.
public enum LineStyle: Sendable, Hashable {
  /// An unbroken line.
  case solid
  /// Dashes.
  case dashed
  /// Dots.
  case dotted

  /// The lengths of dashes and gaps in line widths; empty for a solid line.
  var pattern: [Double] {
    switch self {
    case .solid: []
    case .dashed: [3.5, 2.2]
    case .dotted: [0.01, 2]
    }
  }
}

/// The colour, width and pattern of a line.
public struct Stroke: Sendable, Hashable {
  /// The colour of the line.
  public var color: Color
  /// The width in canvas units.
  public var width: Double
  /// The pattern of the line.
  public var style: LineStyle

  /// Creates a stroke; `width` is in canvas units.
  public init(_ color: Color, width: Double, style: LineStyle = .solid) {
    self.color = color
    self.width = width
    self.style = style
  }
}
