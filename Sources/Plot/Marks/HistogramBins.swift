/// The number of values in each of several intervals that are equally long along an axis.
struct HistogramBins: Sendable, Hashable {
  /// The borders of the intervals; one more than there are counts.
  let edges: [Double]
  let counts: [Int]

  /// Numbers that are counted already, in equal intervals of a range.
  init(counts: [Int], over range: ClosedRange<Double>) {
    let width = (range.upperBound - range.lowerBound) / Double(counts.count)
    edges =
      counts.indices.map { range.lowerBound + width * Double($0) } + [range.upperBound]
    self.counts = counts
  }

  /// Counts the values between the two ends; the last interval includes its upper edge.
  init(_ values: [Double], bins: Int, over extent: Extent, scale: AxisScale) {
    let low = scale.place(of: extent.low)
    let span = scale.place(of: extent.high) - low
    edges = (0...bins).map { index in
      if index == 0 { return extent.low }
      if index == bins { return extent.high }
      return scale.value(at: low + span * Double(index) / Double(bins))
    }
    var counts = Array(repeating: 0, count: bins)
    for value in values where scale.canShow(value) && extent.range.contains(value) {
      let part = span > 0 ? (scale.place(of: value) - low) / span : 0
      var index = min(Int(part * Double(bins)), bins - 1)
      // The division may have rounded a value over an edge.
      if index + 1 < bins, value >= edges[index + 1] { index += 1 }
      if index > 0, value < edges[index] { index -= 1 }
      counts[index] += 1
    }
    self.counts = counts
  }

  /// The middle of each interval.
  var centers: [Double] { zip(edges, edges.dropFirst()).map { ($0 + $1) / 2 } }

  /// The interval that all histograms of a chart share, from the values of all of them.
  static func sharedExtent(of values: [Double], along axis: Axis) -> Extent? {
    if let ends = axis.ends { return ends.extent }
    guard let extent = Extent(values, scale: axis.scale) else { return nil }
    // Values that are all equal get one interval of their own in the middle.
    return axis.scale == .linear
      ? extent.widenedIfFlat : extent.padded(low: 0, high: 0, scale: .log10)
  }
}
