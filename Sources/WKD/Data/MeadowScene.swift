internal import Foundation
internal import Torch

/// The scene of one meadow image, which can be drawn with a horse or a zebra.
struct MeadowScene {
  /// The animal's coat.
  enum Coat {
    case horse
    case zebra
  }

  // Lengths are shares of the image's side.
  private let horizon: Float
  private let hillPhase: Float
  private let sky: Color
  private let grass: Color
  private let noise: UInt64
  private let trees: [(x: Float, height: Float)]
  let center: Point
  let scale: Float
  let facing: Float  // 1 looks right, -1 left
  private let stride: Float
  let headLift: Float
  private let brown: Color
  private let stripePhase: Float
  private let stripeCount: Float

  init(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func draw(_ low: Double, _ high: Double) -> Float {
      Float(generator.nextUniform(in: low...high))
    }
    horizon = draw(0.34, 0.48)
    hillPhase = draw(0, 6.28)
    sky = Color(red: draw(0.50, 0.72), green: draw(0.68, 0.82), blue: draw(0.86, 0.98))
    grass = Color(red: draw(0.30, 0.52), green: draw(0.50, 0.66), blue: draw(0.16, 0.28))
    trees = (0..<3).map { _ in (draw(0, 1), draw(0.06, 0.16)) }
    center = Point(x: draw(0.40, 0.60), y: draw(0.54, 0.64))
    scale = draw(0.78, 1.12)
    facing = draw(0, 1) < 0.5 ? -1 : 1
    stride = draw(-0.06, 0.06)
    headLift = draw(-0.05, 0.07)
    let shade = draw(0.75, 1.15)
    brown =
      Color(red: draw(0.42, 0.58), green: draw(0.24, 0.32), blue: draw(0.10, 0.18)) * shade
    stripePhase = draw(0, 6.28)
    stripeCount = draw(7.5, 9.5)
    noise = generator.next()
  }

  /// The bytes of an image `[3, size, size]`.
  func draw(_ coat: Coat, size: Int) -> [UInt8] {
    let side = Float(size)
    var raster = Raster(size: size) { background($0 * (1 / side)) }
    for tree in trees {
      let foot = Point(x: tree.x, y: horizon + 0.01)
      let top = foot + Point(x: 0, y: -tree.height)
      raster.fill(limb(foot, top, 0.008, 0.006, side)) { _ in
        Color(red: 0.30, green: 0.22, blue: 0.15)
      }
      let crown = Shape.ellipse(
        center: top * side, radii: Point(x: 0.05, y: 0.06) * side, angle: 0)
      raster.fill(crown) { leaves($0 * (1 / side)) }
    }
    for part in animal(coat) {
      raster.fill(limb(part.from, part.to, part.startRadius, part.endRadius, side)) {
        part.color($0 * (1 / side))
      }
    }
    return raster.planes
  }

  private func background(_ point: Point) -> Color {
    let hill = horizon + 0.025 * sin(point.x * 7 + hillPhase)
    if point.y < hill {
      return sky.mixed(with: Color(red: 1, green: 1, blue: 1), 0.55 * point.y / hill)
    }
    let depth = (point.y - hill) / (1 - hill)
    // Blades of grass grow longer towards the viewer.
    let blades = texture(point.x * 64, point.y * (40 - 16 * depth)) - 0.5
    return grass * (0.80 + 0.25 * depth + 0.42 * blades * (0.4 + depth))
  }

  private func leaves(_ point: Point) -> Color {
    Color(red: 0.16, green: 0.36, blue: 0.15) * (0.75 + 0.5 * texture(point.x * 48, point.y * 48))
  }

  /// Repeatable noise from 0 to 1, one value for every unit square.
  private func texture(_ x: Float, _ y: Float) -> Float {
    var mixed = noise
    mixed ^= UInt64(bitPattern: Int64(x.rounded(.down))) &* 0x9e37_79b9_7f4a_7c15
    mixed = (mixed ^ (mixed >> 29)) &* 0xbf58_476d_1ce4_e5b9
    mixed ^= UInt64(bitPattern: Int64(y.rounded(.down))) &* 0x94d0_49bb_1331_11eb
    mixed = (mixed ^ (mixed >> 32)) &* 0x9e37_79b9_7f4a_7c15
    return Float(mixed >> 40) / Float(1 << 24)
  }
}

/// One thick line of the animal.
private struct BodyPart {
  let from: Point
  let to: Point
  let startRadius: Float
  let endRadius: Float
  let color: (Point) -> Color
}

private func limb(
  _ from: Point, _ to: Point, _ startRadius: Float, _ endRadius: Float, _ side: Float
) -> Shape {
  .limb(
    from: from * side, to: to * side, startRadius: startRadius * side, endRadius: endRadius * side)
}

extension MeadowScene {
  /// The animal from back to front: far legs, tail, body, neck, head, mane, near legs.
  private func animal(_ coat: Coat) -> [BodyPart] {
    var parts: [BodyPart] = []
    func add(
      _ from: (Float, Float), _ to: (Float, Float), _ radii: (Float, Float),
      _ color: @escaping (Point) -> Color
    ) {
      parts.append(
        BodyPart(
          from: place(from), to: place(to), startRadius: radii.0 * scale,
          endRadius: radii.1 * scale, color: color))
    }
    let near = { self.skin(coat, at: $0, shade: 1, across: false) }
    let nearLeg = { self.skin(coat, at: $0, shade: 1, across: true) }
    let far = { self.skin(coat, at: $0, shade: 0.72, across: true) }
    let hair = { (point: Point) in
      coat == .zebra ? self.skin(coat, at: point, shade: 0.8, across: false) : self.brown * 0.35
    }
    let dark = { (_: Point) in Color(red: 0.08, green: 0.07, blue: 0.07) }

    add((-0.14, 0.06), (-0.17 - stride, 0.27), (0.035, 0.014), far)
    add((0.15, 0.06), (0.17 + stride, 0.27), (0.032, 0.014), far)
    add((-0.23, -0.06), (-0.29, 0.12), (0.016, 0.008), hair)
    add((-0.16, 0), (0.15, 0.01), (0.098, 0.092), near)
    add((0.17, -0.03), (0.27, -0.18 - headLift), (0.068, 0.042), near)
    add((0.26, -0.19 - headLift), (0.38, -0.13 - headLift), (0.044, 0.026), near)
    add((0.37, -0.135 - headLift), (0.385, -0.125 - headLift), (0.024, 0.022), dark)
    add((0.25, -0.23 - headLift), (0.245, -0.27 - headLift), (0.014, 0.006), near)
    add((0.14, -0.11), (0.24, -0.225 - headLift), (0.018, 0.016), hair)
    add((-0.17, 0.06), (-0.16 + stride, 0.28), (0.042, 0.016), nearLeg)
    add((0.13, 0.07), (0.13 - stride, 0.28), (0.036, 0.016), nearLeg)
    add((0.30, -0.185 - headLift), (0.30, -0.185 - headLift), (0.008, 0.008), dark)
    for foot in [-0.16 + stride, 0.13 - stride, -0.17 - stride, 0.17 + stride] {
      add((foot, 0.275), (foot, 0.285), (0.017, 0.018), dark)
    }
    return parts
  }

  private func place(_ local: (Float, Float)) -> Point {
    Point(x: center.x + facing * scale * local.0, y: center.y + scale * local.1)
  }

  /// The colour of the coat at a point of the image.
  private func skin(_ coat: Coat, at point: Point, shade: Float, across: Bool) -> Color {
    let local = Point(
      x: facing * (point.x - center.x) / scale, y: (point.y - center.y) / scale)
    let light =
      shade * (1.02 - 0.9 * max(local.y, 0) + 0.10 * (texture(point.x * 96, point.y * 96) - 0.5))
    guard coat == .zebra else { return brown * light }
    // Upright bands on the body that lean with the neck; level ones on the legs.
    let along = across ? local.y * 1.25 : local.x + 0.35 * max(local.x - 0.1, 0) - 0.25 * local.y
    let wave = sin(2 * .pi * stripeCount * along / 0.6 + stripePhase + 2.2 * local.y)
    let ink = min(max(0.5 + 2.5 * wave, 0), 1)
    let white = Color(red: 0.95, green: 0.94, blue: 0.90) * light
    return white.mixed(with: Color(red: 0.07, green: 0.06, blue: 0.07), ink)
  }
}
