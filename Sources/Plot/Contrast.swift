import Foundation

/// How well one colour stands out from another.
extension Color {
  /// The ratio of the brighter to the darker of two opaque colours, as it bears on legibility.
  ///
  /// - Range: from 1 for equal colours to 21 for black and white; letters need 4.5, thin lines 3.
  /// - Source: W3C, "Web Content Accessibility Guidelines 2.2", contrast ratio; success criteria
  ///   1.4.3 and 1.4.11.
  public func contrast(with other: Color) -> Double {
    let (low, high) = (min(luminance, other.luminance), max(luminance, other.luminance))
    return (high + Self.strayLight) / (low + Self.strayLight)
  }

  /// What a screen in a lit room adds to every colour, in parts of its white.
  private static let strayLight = 0.05

  /// The light that the colour gives off, from 0 to 1.
  ///
  /// - Source: WCAG 2.2, relative luminance.
  private var luminance: Double {
    0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
  }

  /// A part of an sRGB colour in proportion to its light.
  private static func linear(_ part: Double) -> Double {
    part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
  }
}
