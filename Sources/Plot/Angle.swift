import Foundation

/// A turn, clockwise as seen on a canvas.
public struct Angle: Sendable, Hashable {
  /// The turn in radians.
  public var radians: Double

  /// Creates a turn from degrees.
  public static func degrees(_ degrees: Double) -> Angle {
    Angle(radians: degrees * .pi / 180)
  }

  /// No turn at all.
  public static let zero = Angle(radians: 0)

  /// The turn of text that reads upwards, as beside a y axis.
  public static let upwards = Angle.degrees(-90)

  var sine: Double { sin(radians) }
  var cosine: Double { cos(radians) }
}
