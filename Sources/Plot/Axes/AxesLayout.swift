/// The parts around a plot that take room from it: title, axes, legend and colour bar.
struct AxesPlan {
  var title: String
  /// The axes with their ends known.
  var x: Axis
  var y: Axis
  var right: Axis?
  /// The categories below the x axis; empty for numbers.
  var categories: [String] = []
  /// The series that the legend names.
  var series: [Series] = []
  var colorBar: ColorBar?
  /// Whether there is nothing to draw.
  var isEmpty = false
  /// Whether a line closes the plot on all four sides.
  var isBoxed = false
}

/// The places of a plot, its axes and its legend inside a panel, such that nothing overlaps.
///
/// The room for the labels depends on the ticks, these depend on the size of the plot, and that
/// depends on the room for the labels. Three rounds suffice for the sizes to settle.
struct AxesLayout {
  let plan: AxesPlan
  let panel: Rect
  let theme: Theme
  let title: PanelTitle
  let legend: Legend
  private(set) var plot: Rect
  private(set) var x = FittedTicks.none
  private(set) var y = FittedTicks.none
  private(set) var right: FittedTicks?
  private(set) var bar: FittedTicks?
  private(set) var categories: CategoryLabels?
  private(set) var xLabel: TextBlock
  private(set) var yLabel: TextBlock
  private(set) var rightLabel: TextBlock?
  private(set) var barLabel: TextBlock?

  var tickLength: Double { theme.sizes.gap * 0.7 }
  /// The distance from the plot to the near side of the tick labels.
  var tickRoom: Double { tickLength + theme.sizes.gap * 0.5 }
  var barWidth: Double { theme.sizes.tick * 1.1 }
  /// The left edge of the colour bar.
  var barX: Double { plot.maxX + rightRoom + theme.sizes.gap * 2 }

  private var rightRoom: Double { Self.room(right, rightLabel, theme: theme, tickRoom: tickRoom) }

  /// The plot with the axes that place marks on it.
  var area: PlotArea { PlotArea(plot: plot, x: x.map, y: y.map) }

  /// The height that the panel lacks for a legible plot; 0 if it is high enough.
  var missingHeight: Double { max(0, theme.sizes.tick * 8 - plot.height) }

  init(_ plan: AxesPlan, in panel: Rect, on canvas: Canvas, theme: Theme) {
    self.plan = plan
    self.panel = panel
    self.theme = theme
    title = PanelTitle(plan.title, width: panel.width, on: canvas, theme: theme)
    legend = Legend(plan.series, fitting: panel.width, on: canvas, theme: theme)
    let size = theme.sizes
    plot = Rect(
      x: panel.minX + 60, y: panel.minY + title.height, width: panel.width - 75,
      height: panel.height - title.height - legend.height - 60)
    xLabel = TextBlock("", font: theme.labelFont, fitting: plot.width, on: canvas)
    yLabel = xLabel
    for _ in 0..<3 {
      measure(on: canvas)
      let slot = plot.width / Double(max(plan.categories.count, 1))
      let left = max(
        Self.room(y, yLabel, theme: theme, tickRoom: tickRoom),
        (categories?.reach ?? 0) - slot / 2)
      var trailing = rightRoom
      if plan.colorBar != nil {
        trailing +=
          size.gap * 2 + barWidth
          + Self.room(bar, barLabel, theme: theme, tickRoom: tickRoom)
      }
      trailing = max(trailing, x.overhang(font: theme.tickFont, on: canvas), size.gap)
      let xTicks = categories?.height ?? theme.tickFont.size * LetterHeight.line
      var below = tickRoom + xTicks
      if xLabel.height > 0 { below += size.gap * 0.8 + xLabel.height }
      if legend.height > 0 { below += size.gap * 1.4 + legend.height }
      // Half of the topmost tick label stands above the plot.
      let above = max(title.height, size.tick * 0.55)
      plot = Rect(
        x: panel.minX + left, y: panel.minY + above,
        width: max(panel.width - left - trailing, 20),
        height: max(panel.height - above - below, 20))
    }
    measure(on: canvas)
  }

  /// Fits the ticks and labels to the present size of the plot.
  private mutating func measure(on canvas: Canvas) {
    let font = theme.tickFont
    let across = AxisMap(axis: plan.x, start: plot.minX, end: plot.maxX)
    let upwards = AxisMap(axis: plan.y, start: plot.maxY, end: plot.minY)
    x = FittedTicks(across, side: .bottom, font: font, on: canvas)
    y = FittedTicks(upwards, side: .left, font: font, on: canvas)
    if !plan.categories.isEmpty {
      categories = CategoryLabels(
        plan.categories, slot: plot.width / Double(plan.categories.count),
        maximumHeight: panel.height * 0.42, font: font, on: canvas)
    }
    func label(_ text: String, _ length: Double) -> TextBlock {
      TextBlock(text, font: theme.labelFont, fitting: length, on: canvas)
    }
    xLabel = label(plan.x.label, plot.width)
    yLabel = label(plan.y.label, plot.height)
    if let axis = plan.right {
      let map = AxisMap(axis: axis, start: plot.maxY, end: plot.minY)
      right = FittedTicks(map, side: .right, font: font, on: canvas)
      rightLabel = label(axis.label, plot.height)
    }
    if let colorBar = plan.colorBar {
      let map = AxisMap(axis: colorBar.axis, start: plot.maxY, end: plot.minY)
      bar = FittedTicks(map, side: .right, font: font, on: canvas)
      barLabel = label(colorBar.axis.label, plot.height)
    }
  }

  /// The room beside the plot that a vertical axis needs for its ticks and its label.
  private static func room(
    _ ticks: FittedTicks?, _ label: TextBlock?, theme: Theme, tickRoom: Double
  ) -> Double {
    guard let ticks else { return 0 }
    let labelRoom = label.map { $0.height > 0 ? $0.height + theme.sizes.gap : 0 } ?? 0
    return tickRoom + ticks.width + labelRoom
  }
}
