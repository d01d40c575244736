/// The numbers that the axes of a chart must reach so that every mark is seen whole.
struct ChartExtent {
  let x: Extent
  let y: Extent
  /// Whether there is nothing to draw.
  let isEmpty: Bool

  init(_ series: [Series], categories: [String], x xAxis: Axis, y yAxis: Axis) {
    let samples = series.flatMap { $0.mark.samples(bins: $0.bins, categories: categories) }
    let isHistogram = series.contains { $0.mark.isHistogram }

    if categories.isEmpty {
      let extent = Extent(samples.map(\.x), scale: xAxis.scale)
      let room = isHistogram ? 0.02 : 0.03
      x =
        extent?.padded(low: room, high: room, scale: xAxis.scale)
        ?? Self.nothing(on: xAxis.scale)
    } else {
      let positions = samples.map(\.x) + [0, Double(categories.count - 1)]
      let extent = Extent(positions) ?? Extent(0, 1)
      x = Extent(extent.low - 0.5, extent.high + 0.5)
    }

    // Only what lies inside the x axis decides about the y axis.
    let visible = samples.filter { sample in
      guard let ends = xAxis.ends, sample.x.isFinite else { return true }
      return ends.extent.range.contains(sample.x)
    }
    isEmpty =
      !series.contains { $0.mark.isReferenceLine }
      && !visible.contains { xAxis.scale.canShow($0.x) && yAxis.scale.canShow($0.y) }
    y = Self.vertical(
      visible.map(\.y), scale: yAxis.scale, standsOnZero: series.contains { $0.mark.standsOnZero },
      isHistogram: isHistogram)
  }

  private static func vertical(
    _ values: [Double], scale: AxisScale, standsOnZero: Bool, isHistogram: Bool
  ) -> Extent {
    guard let extent = Extent(values, scale: scale) else { return nothing(on: scale) }
    switch scale {
    case .linear:
      guard standsOnZero else { return extent.padded(low: 0.06, high: 0.06, scale: scale) }
      let whole = Extent(min(extent.low, 0), max(extent.high, 0))
      // No room on the side where all marks stand on zero.
      return whole.high - whole.low > 0
        ? whole.padded(
          low: whole.low < 0 ? 0.06 : 0, high: whole.high > 0 ? 0.06 : 0, scale: scale)
        : Extent(0, 1)
    case .log10:
      guard standsOnZero else { return extent.padded(low: 0.06, high: 0.06, scale: scale) }
      // A bar needs a visible length: it starts at a lower power of ten, a count at one half.
      let floor = Logarithm.scaled(1, by: Logarithm.exponent(of: extent.low))
      let low = isHistogram ? 0.5 : floor < extent.low * 0.7 ? floor : floor / 10
      return Extent(low, extent.high).padded(low: 0, high: 0.06, scale: scale)
    }
  }

  private static func nothing(on scale: AxisScale) -> Extent {
    scale == .linear ? Extent(0, 1) : Extent(1, 10)
  }
}
