/// A plot of one or more marks on a pair of axes.
public struct Chart: Panel {
  /// What stands above the plot.
  public let title: String
  /// The axis along the bottom.
  public let x: Axis
  /// The axis along the left side.
  public let y: Axis
  /// What is drawn, in the order of the colours and of the legend.
  public let marks: [Mark]

  /// Creates a chart.
  public init(_ title: String, x: Axis, y: Axis, marks: [Mark]) {
    self.title = title
    self.x = x
    self.y = y
    self.marks = marks
  }

  /// The numbers of all marks; a histogram gives the middles and counts of its intervals.
  public var data: [DataRow] {
    Series.resolve(marks, x: x, theme: .light).flatMap { $0.mark.rows(bins: $0.bins) }
  }

  /// About two thirds of the width, as print has it, and more where long texts need it.
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
    let drawing = MarkDrawing(
      canvas: canvas, theme: theme, plot: layout.plot, x: layout.x.map, y: layout.y.map,
      categories: layout.plan.categories, halo: nil)
    drawing.drawZeroLine()
    drawing.draw(layout.plan.series)
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

extension MarkDrawing {
  /// Draws the zero of the y axis a little darker where numbers of both signs are shown.
  fileprivate func drawZeroLine() {
    guard y.axis.scale == .linear, y.range.lowerBound < 0, y.range.upperBound > 0 else { return }
    canvas.line(
      from: Point(plot.minX, y.base), to: Point(plot.maxX, y.base),
      stroke: Stroke(theme.colors.faintInk.opacity(0.7), width: theme.sizes.axis * 0.8))
  }
}
