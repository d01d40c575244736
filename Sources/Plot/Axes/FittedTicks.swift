/// The ticks of one axis, as many as fit without touching labels.
struct FittedTicks {
  /// The side of the plot on which an axis stands.
  enum Side {
    case bottom
    case left
    case right
  }

  let ticks: Ticks
  let map: AxisMap
  /// The width of the widest label.
  let width: Double

  static let none = FittedTicks(
    ticks: Ticks(values: [], labels: [], minorValues: []),
    map: AxisMap(axis: Axis("", range: 0...1), start: 0, end: 1), width: 0)

  private init(ticks: Ticks, map: AxisMap, width: Double) {
    self.ticks = ticks
    self.map = map
    self.width = width
  }

  /// Tries fewer and fewer ticks until there is some room between neighbours.
  init(_ map: AxisMap, side: Side, font: Font, on canvas: Canvas) {
    self.map = map
    let length = abs(map.end - map.start)
    let least = font.size * (side == .bottom ? 3.5 : 1.9)
    var count = max(1, min(Int(length / least), side == .bottom ? 12 : 10))
    if map.axis.countsCells {
      count = max(1, min(count, Int(map.range.upperBound - map.range.lowerBound)))
    }
    while true {
      let ticks =
        map.axis.scale == .log10
        ? Ticks.log10(over: map.range, count: count) : Ticks.linear(over: map.range, count: count)
      let widths = ticks.labels.map { canvas.width(of: $0, font: font) }
      let sizes =
        side == .bottom ? widths : widths.map { _ in font.size * LetterHeight.line }
      let room = side == .bottom ? font.size * 0.9 : font.size * 0.2
      if count == 1 || Self.fits(ticks.values, sizes: sizes, map: map, room: room) {
        self.ticks = ticks
        width = widths.max() ?? 0
        return
      }
      count -= 1
    }
  }

  /// The canvas coordinates of the labelled ticks, with their labels.
  var places: [(position: Double, label: String)] {
    zip(ticks.values, ticks.labels).compactMap { value, label in
      map.position(of: value).map { ($0, label) }
    }
  }

  /// The canvas coordinates of the short ticks.
  var minorPlaces: [Double] { ticks.minorValues.compactMap(map.position) }

  /// The extent of the last label beyond the end of the axis.
  func overhang(font: Font, on canvas: Canvas) -> Double {
    places.map { position, label in
      position + canvas.width(of: label, font: font) / 2 - max(map.start, map.end)
    }.max() ?? 0
  }

  private static func fits(
    _ values: [Double], sizes: [Double], map: AxisMap, room: Double
  ) -> Bool {
    let places = values.map { map.position(of: $0) ?? 0 }
    return (0..<max(0, values.count - 1)).allSatisfy { index in
      abs(places[index + 1] - places[index]) >= (sizes[index] + sizes[index + 1]) / 2 + room
    }
  }
}
