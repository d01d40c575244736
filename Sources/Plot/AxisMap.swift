/// Turns numbers into places on the canvas along one axis.
struct AxisMap {
  let axis: Axis
  /// The canvas coordinates of the two ends of the axis.
  let start: Double
  let end: Double

  private var ends: Axis.Ends { axis.ends ?? Axis.Ends(first: 0, last: 1) }

  /// The canvas coordinate of a number, or nil where the axis cannot show it.
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

  /// Where bars and areas stand: at zero if the axis has one, otherwise at its nearer end.
  var base: Double {
    if axis.scale == .log10 { return position(of: range.lowerBound) ?? start }
    return position(of: min(max(0, range.lowerBound), range.upperBound)) ?? start
  }
}
