/// The map from numbers to canvas coordinates along one axis.
struct AxisMap {
  let axis: Axis
  /// The canvas coordinates of the two ends of the axis.
  let start: Double
  let end: Double

  private var ends: Axis.Ends { axis.ends ?? Axis.Ends(first: 0, last: 1) }

  /// The canvas coordinate of a number, or nil if the axis cannot show it.
  func position(of value: Double) -> Double? {
    guard axis.scale.canShow(value) else { return nil }
    let first = axis.scale.place(of: ends.first)
    let part =
      (axis.scale.place(of: value) - first) / (axis.scale.place(of: ends.last) - first)
    // Cairo's coordinates overflow at some eight million.
    return min(max(start + part * (end - start), -30_000), 30_000)
  }

  /// The numbers between the two ends.
  var range: ClosedRange<Double> { ends.extent.range }

  /// Whether a number lies between the two ends.
  func shows(_ value: Double) -> Bool { range.contains(value) }

  /// The coordinate that bars and areas stand on: zero if the axis has one, else the nearer end.
  var base: Double {
    if axis.scale == .log10 { return position(of: range.lowerBound) ?? start }
    return position(of: min(max(0, range.lowerBound), range.upperBound)) ?? start
  }
}

/// The rectangle of a plot with the two axes that place numbers on it.
struct PlotArea {
  let plot: Rect
  let x: AxisMap
  let y: AxisMap

  /// The point of a pair of numbers, or nil if an axis cannot show it.
  func point(_ xValue: Double, _ yValue: Double) -> Point? {
    guard let across = x.position(of: xValue), let up = y.position(of: yValue) else { return nil }
    return Point(across, up)
  }

  /// The points between gaps.
  func runs(_ xs: [Double], _ ys: [Double]) -> [[Point]] {
    var runs: [[Point]] = [[]]
    for (xValue, yValue) in zip(xs, ys) {
      if let point = point(xValue, yValue) {
        runs[runs.count - 1].append(point)
      } else if runs.last?.isEmpty == false {
        runs.append([])
      }
    }
    return runs.filter { !$0.isEmpty }
  }

  /// The points that lie inside the plot.
  func visiblePoints(_ xs: [Double], _ ys: [Double]) -> [Point] {
    zip(xs, ys).compactMap { point($0, $1) }.filter(plot.grown(by: 0.01).contains)
  }
}
