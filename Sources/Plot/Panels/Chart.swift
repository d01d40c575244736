/// A plot of one or more marks on a pair of axes.
///
/// An axis without a range fits all marks. Marks that share a label share a colour:
///
/// ```swift
/// let steps = [0.0, 1, 2, 3]
/// let chart = Chart(
///   "Loss of three runs", x: Axis("step (thousands)"), y: Axis("loss", range: 0...1),
///   marks: [
///     .range(x: steps, low: [0.8, 0.5, 0.3, 0.2], high: [0.9, 0.7, 0.5, 0.4], label: "student"),
///     .line(x: steps, y: [0.85, 0.6, 0.4, 0.3], label: "student"),
///     .line(x: steps, y: [0.7, 0.4, 0.2, 0.1], label: "teacher", style: .dashed),
///     .note(x: 3, y: 0.3, text: "mean of three"),
///   ])
/// let svg = try Figure(panels: [chart]).svgData()
/// print(svg)
/// ```
public struct Chart: Panel {
  /// The title above the plot.
  public let title: String
  /// The axis along the bottom.
  public let x: Axis
  /// The axis along the left side.
  public let y: Axis
  /// The marks, in the order of the colours and of the legend.
  public let marks: [Mark]

  /// Creates a chart; an empty title takes no room.
  public init(_ title: String, x: Axis, y: Axis, marks: [Mark]) {
    self.title = title
    self.x = x
    self.y = y
    self.marks = marks
  }

  /// The numbers of all marks; those of a histogram are the middles and counts of its intervals.
  public var data: [DataRow] {
    Series.resolve(marks, x: x, theme: .light).flatMap(\.rows)
  }

  /// The wanted height, or else about two thirds of the width; more if long texts need it.
  public func height(
    forWidth width: Double, wanted: Double?, on canvas: Canvas, theme: Theme
  ) -> Double {
    let height = wanted ?? width * 0.65
    let frame = Rect(x: 0, y: 0, width: width, height: height)
    return height + layout(in: frame, on: canvas, theme: theme).missingHeight
  }

  /// Draws grid, marks, axes, title and legend.
  public func draw(on canvas: Canvas, in frame: Rect, theme: Theme) {
    let layout = layout(in: frame, on: canvas, theme: theme)
    let axes = AxesDrawing(layout: layout, canvas: canvas)
    axes.drawGrid()
    axes.drawZeroLine()
    MarkDrawing(
      area: layout.area, canvas: canvas, theme: theme, categories: layout.plan.categories,
      halo: nil
    ).draw(layout.plan.series)
    axes.drawFrame()
    if layout.plan.isEmpty {
      canvas.text(
        "no data", at: layout.plot.center, font: theme.labelFont, color: theme.colors.faintInk)
    }
  }

  func layout(in frame: Rect, on canvas: Canvas, theme: Theme) -> AxesLayout {
    let series = Series.resolve(marks, x: x, theme: theme)
    let categories = Series.categories(of: marks)
    let fit = ChartExtent(series, categories: categories, x: x, y: y)
    let plan = AxesPlan(
      title: title, x: x.filled(with: fit.x), y: y.filled(with: fit.y), categories: categories,
      series: series, isEmpty: fit.isEmpty)
    return AxesLayout(plan, in: frame, on: canvas, theme: theme)
  }
}

/// The numbers that the axes of a chart must reach for every mark to be fully visible.
private struct ChartExtent {
  let x: Extent
  let y: Extent
  /// Whether there is nothing to draw.
  let isEmpty: Bool

  init(_ series: [Series], categories: [String], x xAxis: Axis, y yAxis: Axis) {
    let samples = series.flatMap { $0.samples(categories: categories) }
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

    // Only points inside the x axis decide about the y axis.
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
      // Marks that stand on zero need no room on that side.
      return whole.high - whole.low > 0
        ? whole.padded(
          low: whole.low < 0 ? 0.06 : 0, high: whole.high > 0 ? 0.06 : 0, scale: scale)
        : Extent(0, 1)
    case .log10:
      guard standsOnZero else { return extent.padded(low: 0.06, high: 0.06, scale: scale) }
      // A bar needs a visible length: it starts at a lower power of ten, or at one half for counts.
      let floor = Logarithm.scaled(1, by: Logarithm.exponent(of: extent.low))
      let low = isHistogram ? 0.5 : floor < extent.low * 0.7 ? floor : floor / 10
      return Extent(low, extent.high).padded(low: 0, high: 0.06, scale: scale)
    }
  }

  private static func nothing(on scale: AxisScale) -> Extent {
    scale == .linear ? Extent(0, 1) : Extent(1, 10)
  }
}
