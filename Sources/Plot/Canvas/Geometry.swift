import Foundation

/// A point on a canvas, in units from its top left corner; y grows downwards.
public struct Point: Sendable, Hashable {
  /// The distance from the left edge.
  public var x: Double
  /// The distance from the top edge.
  public var y: Double

  /// Creates a point from its two coordinates.
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  /// The Euclidean distance to another point.
  func distance(to other: Point) -> Double {
    ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
  }

  /// The point translated along both axes.
  func moved(_ dx: Double, _ dy: Double) -> Point { Point(x + dx, y + dy) }

  /// The point turned about the origin, clockwise on the canvas.
  func turned(by angle: Angle) -> Point {
    Point(x * angle.cosine - y * angle.sine, x * angle.sine + y * angle.cosine)
  }
}

/// A width and a height in canvas units.
public struct Size: Sendable, Hashable {
  /// The extent along x.
  public var width: Double
  /// The extent along y.
  public var height: Double

  /// Creates a size.
  public init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }
}

/// An upright rectangle on a canvas.
public struct Rect: Sendable, Hashable {
  /// The left edge.
  public var minX: Double
  /// The top edge.
  public var minY: Double
  /// The extent along x.
  public var width: Double
  /// The extent along y.
  public var height: Double

  /// Creates a rectangle from its top left corner and its size.
  public init(x: Double, y: Double, width: Double, height: Double) {
    minX = x
    minY = y
    self.width = width
    self.height = height
  }

  /// Creates a rectangle about its centre.
  init(center: Point, size: Size) {
    self.init(
      x: center.x - size.width / 2, y: center.y - size.height / 2, width: size.width,
      height: size.height)
  }

  /// The right edge.
  public var maxX: Double { minX + width }
  /// The bottom edge.
  public var maxY: Double { minY + height }
  /// The centre.
  public var center: Point { Point(minX + width / 2, minY + height / 2) }

  /// The rectangle grown by `margin` on every side, or shrunk by a negative one.
  func grown(by margin: Double) -> Rect {
    Rect(
      x: minX - margin, y: minY - margin, width: width + 2 * margin, height: height + 2 * margin)
  }

  /// Whether the point lies inside or on the border.
  public func contains(_ point: Point) -> Bool {
    point.x >= minX && point.x <= maxX && point.y >= minY && point.y <= maxY
  }

  /// Whether the other rectangle lies inside or on the border.
  public func contains(_ other: Rect) -> Bool {
    other.minX >= minX && other.maxX <= maxX && other.minY >= minY && other.maxY <= maxY
  }

  /// Whether the two rectangles share some area.
  func overlaps(_ other: Rect) -> Bool {
    minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
  }
}

/// A rotation, clockwise as seen on a canvas.
public struct Angle: Sendable, Hashable {
  /// The rotation in radians.
  public var radians: Double

  /// Creates a rotation from degrees.
  public static func degrees(_ degrees: Double) -> Angle {
    Angle(radians: degrees * .pi / 180)
  }

  /// No rotation.
  public static let zero = Angle(radians: 0)

  /// The rotation of text that reads upwards, as beside a y axis.
  public static let upwards = Angle.degrees(-90)

  var sine: Double { sin(radians) }
  var cosine: Double { cos(radians) }
}
