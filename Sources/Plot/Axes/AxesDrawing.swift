/// The drawing of axes, grid, title, legend and colour bar around a plot.
struct AxesDrawing {
  let layout: AxesLayout
  let canvas: Canvas

  private var theme: Theme { layout.theme }
  private var plot: Rect { layout.plot }
  private var axisStroke: Stroke { Stroke(theme.colors.ink, width: theme.sizes.axis) }

  /// Draws the grid lines; they lie below the marks, so this comes first.
  func drawGrid() {
    let stroke = Stroke(theme.colors.grid, width: theme.sizes.axis * 0.8)
    for (y, _) in layout.y.places {
      canvas.line(from: Point(plot.minX, y), to: Point(plot.maxX, y), stroke: stroke)
    }
    guard layout.categories == nil else { return }
    for (x, _) in layout.x.places {
      canvas.line(from: Point(x, plot.minY), to: Point(x, plot.maxY), stroke: stroke)
    }
  }

  /// Draws the zero of the y axis a little darker if numbers of both signs are shown.
  func drawZeroLine() {
    let y = layout.y.map
    guard y.axis.scale == .linear, y.range.lowerBound < 0, y.range.upperBound > 0 else { return }
    canvas.line(
      from: Point(plot.minX, y.base), to: Point(plot.maxX, y.base),
      stroke: Stroke(theme.colors.faintInk.opacity(0.7), width: theme.sizes.axis * 0.8))
  }

  /// Draws axes, ticks, labels, title and legend; they lie above the marks, so this comes last.
  func drawFrame() {
    if layout.plan.isBoxed {
      canvas.rectangle(plot, fill: nil, stroke: axisStroke)
    } else {
      let corner = Point(plot.minX, plot.maxY)
      canvas.line(from: corner, to: Point(plot.maxX, plot.maxY), stroke: axisStroke)
      canvas.line(from: corner, to: Point(plot.minX, plot.minY), stroke: axisStroke)
    }
    drawBottomAxis()
    draw(layout.y, label: layout.yLabel, from: plot.minX, outwards: -1)
    if let right = layout.right, let label = layout.rightLabel {
      draw(right, label: label, from: plot.maxX, outwards: 1)
    }
    if let colorBar = layout.plan.colorBar, let ticks = layout.bar, let label = layout.barLabel {
      let rect = Rect(
        x: layout.barX, y: plot.minY, width: layout.barWidth, height: plot.height)
      colorBar.draw(on: canvas, in: rect, stroke: axisStroke)
      draw(ticks, label: label, from: rect.maxX, outwards: 1)
    }
    layout.title.draw(on: canvas, in: layout.panel, over: plot.center.x)
    let legend = layout.legend
    let left = min(
      max(plot.center.x - legend.width / 2, layout.panel.minX), layout.panel.maxX - legend.width)
    legend.draw(on: canvas, at: Point(left, layout.panel.maxY - legend.height))
  }

  private func drawBottomAxis() {
    let font = theme.tickFont
    let top = plot.maxY + layout.tickRoom
    var labelTop = top + font.size * LetterHeight.line
    if let categories = layout.categories {
      let middles = layout.plan.categories.indices.compactMap {
        layout.x.map.position(of: Double($0))
      }
      for (index, middle) in middles.enumerated() where categories.shows(index) {
        tick(from: Point(middle, plot.maxY), across: 0, down: layout.tickLength)
      }
      categories.draw(on: canvas, at: middles, below: top, color: theme.colors.ink)
      labelTop = top + categories.height
    } else {
      for (x, label) in layout.x.places {
        tick(from: Point(x, plot.maxY), across: 0, down: layout.tickLength)
        canvas.text(
          label, at: Point(x, top), font: font, color: theme.colors.ink, vertical: .top)
      }
      for x in layout.x.minorPlaces {
        tick(from: Point(x, plot.maxY), across: 0, down: layout.tickLength * 0.55)
      }
    }
    layout.xLabel.draw(
      on: canvas, at: Point(plot.center.x, labelTop + theme.sizes.gap * 0.8),
      color: theme.colors.ink)
  }

  /// Draws a vertical axis whose labels stand to the left (-1) or to the right (1) of it.
  private func draw(_ ticks: FittedTicks, label: TextBlock, from edge: Double, outwards: Double) {
    for (y, text) in ticks.places {
      tick(from: Point(edge, y), across: outwards * layout.tickLength, down: 0)
      canvas.text(
        text, at: Point(edge + outwards * layout.tickRoom, y), font: theme.tickFont,
        color: theme.colors.ink, horizontal: outwards < 0 ? .trailing : .leading)
    }
    for y in ticks.minorPlaces {
      tick(from: Point(edge, y), across: outwards * layout.tickLength * 0.55, down: 0)
    }
    let reach = layout.tickRoom + ticks.width + theme.sizes.gap
    label.draw(
      on: canvas, at: Point(edge + outwards * reach, plot.center.y), color: theme.colors.ink,
      vertical: outwards < 0 ? .bottom : .top, angle: .upwards)
  }

  private func tick(from start: Point, across: Double, down: Double) {
    canvas.line(from: start, to: start.moved(across, down), stroke: axisStroke)
  }
}
