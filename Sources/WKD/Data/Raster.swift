internal import Foundation

/// A colour, each part from 0 to 1.
struct Color: Sendable {
  var red: Float
  var green: Float
  var blue: Float

  static func * (color: Color, factor: Float) -> Color {
    Color(red: color.red * factor, green: color.green * factor, blue: color.blue * factor)
  }

  func mixed(with other: Color, _ share: Float) -> Color {
    Color(
      red: red + (other.red - red) * share, green: green + (other.green - green) * share,
      blue: blue + (other.blue - blue) * share)
  }
}

/// A point of an image; x to the right, y downwards, in pixels.
struct Point: Sendable {
  var x: Float
  var y: Float

  static func + (a: Point, b: Point) -> Point { Point(x: a.x + b.x, y: a.y + b.y) }
  static func - (a: Point, b: Point) -> Point { Point(x: a.x - b.x, y: a.y - b.y) }
  static func * (a: Point, factor: Float) -> Point { Point(x: a.x * factor, y: a.y * factor) }
  func dot(_ other: Point) -> Float { x * other.x + y * other.y }
  var length: Float { dot(self).squareRoot() }
}

/// A shape given by the distance from it: negative inside, in pixels.
enum Shape: Sendable {
  /// A thick line whose radius changes from one end to the other.
  case limb(from: Point, to: Point, startRadius: Float, endRadius: Float)
  /// An upright ellipse turned by `angle`.
  case ellipse(center: Point, radii: Point, angle: Float)

  func distance(from point: Point) -> Float {
    switch self {
    case .limb(let start, let end, let startRadius, let endRadius):
      let axis = end - start
      let along = (point - start).dot(axis) / max(axis.dot(axis), 1e-6)
      let share = min(max(along, 0), 1)
      let radius = startRadius + (endRadius - startRadius) * share
      return (point - start - axis * share).length - radius
    case .ellipse(let center, let radii, let angle):
      let offset = point - center
      let turned = Point(
        x: offset.x * cos(angle) + offset.y * sin(angle),
        y: offset.y * cos(angle) - offset.x * sin(angle))
      let scaled = Point(x: turned.x / radii.x, y: turned.y / radii.y)
      let length = scaled.length
      // First-order distance: exact on the border, which is all that an edge needs.
      let slope = Point(x: scaled.x / radii.x, y: scaled.y / radii.y).length
      return slope < 1e-6 ? -min(radii.x, radii.y) : length * (length - 1) / slope
    }
  }

  /// A box outside of which the distance is above 1.
  var bounds: (left: Float, top: Float, right: Float, bottom: Float) {
    switch self {
    case .limb(let start, let end, let startRadius, let endRadius):
      let radius = max(startRadius, endRadius) + 1
      return (
        min(start.x, end.x) - radius, min(start.y, end.y) - radius,
        max(start.x, end.x) + radius, max(start.y, end.y) + radius
      )
    case .ellipse(let center, let radii, _):
      let radius = max(radii.x, radii.y) + 1
      return (center.x - radius, center.y - radius, center.x + radius, center.y + radius)
    }
  }
}

/// A square image that shapes are painted on, with smooth edges.
struct Raster {
  let size: Int
  private var pixels: [Color]

  init(size: Int, background: (_ point: Point) -> Color) {
    self.size = size
    pixels = (0..<size * size).map {
      background(Point(x: Float($0 % size) + 0.5, y: Float($0 / size) + 0.5))
    }
  }

  /// Paints a shape; `color` gives the colour at every pixel that it covers.
  mutating func fill(_ shape: Shape, color: (_ point: Point) -> Color) {
    let box = shape.bounds
    let columns = max(0, Int(box.left))..<max(0, min(size, Int(box.right) + 1))
    let rows = max(0, Int(box.top))..<max(0, min(size, Int(box.bottom) + 1))
    guard columns.lowerBound < columns.upperBound else { return }
    for y in rows {
      for x in columns {
        let point = Point(x: Float(x) + 0.5, y: Float(y) + 0.5)
        let coverage = min(max(0.5 - shape.distance(from: point), 0), 1)
        guard coverage > 0 else { continue }
        pixels[y * size + x] = pixels[y * size + x].mixed(with: color(point), coverage)
      }
    }
  }

  /// The image as bytes, channel by channel: `[3, size, size]`.
  var planes: [UInt8] {
    let byte = { (value: Float) in UInt8(min(max(value * 255, 0), 255).rounded()) }
    return pixels.map { byte($0.red) } + pixels.map { byte($0.green) }
      + pixels.map { byte($0.blue) }
  }
}
