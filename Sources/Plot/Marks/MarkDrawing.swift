/// The drawing of all marks of a chart on its plot.
struct MarkDrawing {
  let area: PlotArea
  let canvas: Canvas
  let theme: Theme
  /// The categories along the x axis, in order; empty for numbers.
  let categories: [String]
  /// The colour of an edge that keeps lines visible on a heat map; nil for none.
  let halo: Color?

  private var plot: Rect { area.plot }
  private var bars: BarDrawing {
    BarDrawing(area: area, canvas: canvas, theme: theme, categories: categories)
  }

  /// Draws all series, filled ones first and notes last.
  func draw(_ series: [Series]) {
    // A stable order by layer: the given order counts among marks of one layer.
    let ordered = series.enumerated().sorted {
      ($0.element.layer, $0.offset) < ($1.element.layer, $1.offset)
    }.map(\.element)
    canvas.clipped(to: plot) {
      for one in ordered where one.layer == 0 { drawClipped(one) }
      bars.drawBars(ordered)
      for one in ordered where one.layer > 0 { drawClipped(one) }
    }
    // Points and stems may stand half outside, so they are never clipped.
    for one in ordered { drawWhole(one) }
    NoteDrawing(area: area, canvas: canvas, theme: theme).draw(series)
  }

  private func drawClipped(_ series: Series) {
    let color = series.color
    switch series.mark.kind {
    case .line(let xs, let ys, let style):
      for run in area.runs(xs, ys) { drawLine(run, color: color, style: style) }
    case .area(let xs, let ys):
      for run in area.runs(xs, ys) {
        guard let first = run.first, let last = run.last else { continue }
        let outline = run + [Point(last.x, area.y.base), Point(first.x, area.y.base)]
        canvas.polygon(outline, fill: color.opacity(FillOpacity.area))
      }
    case .range(let xs, let low, let high):
      drawBand(xs, low, high, color: color)
    case .errorBars(let xs, let low, let high):
      for index in xs.indices {
        guard let bottom = area.point(xs[index], low[index]),
          let top = area.point(xs[index], high[index])
        else { continue }
        Whisker(bottom: bottom, top: top)
          .draw(on: canvas, reach: theme.sizes.marker, color: color, theme: theme)
      }
    case .verticalLine(let value, let style):
      guard let place = area.x.position(of: value) else { return }
      drawLine([Point(place, plot.maxY), Point(place, plot.minY)], color: color, style: style)
    case .horizontalLine(let value, let style):
      guard let place = area.y.position(of: value) else { return }
      drawLine([Point(plot.minX, place), Point(plot.maxX, place)], color: color, style: style)
    case .histogram: bars.drawHistogram(series)
    case .bars, .points, .stem, .note: break
    }
  }

  private func drawWhole(_ series: Series) {
    switch series.mark.kind {
    case .points(let xs, let ys):
      for point in area.visiblePoints(xs, ys) { drawMarker(series, at: point, of: xs.count) }
    case .stem(let xs, let ys):
      for point in area.visiblePoints(xs, ys) {
        canvas.line(
          from: Point(point.x, area.y.base), to: point,
          stroke: Stroke(series.color, width: theme.sizes.line * 0.7))
        drawMarker(series, at: point, of: xs.count)
      }
    default: break
    }
  }

  private func drawLine(_ points: [Point], color: Color, style: LineStyle) {
    let width = theme.sizes.line
    if let halo {
      canvas.polyline(points, stroke: Stroke(halo.opacity(0.85), width: width * 2))
    }
    if let only = points.first, points.count == 1 {
      canvas.circle(at: only, radius: width * 1.3, fill: color)
    } else {
      canvas.polyline(points, stroke: Stroke(color, width: width, style: style))
    }
  }

  private func drawBand(_ xs: [Double], _ low: [Double], _ high: [Double], color: Color) {
    var lower: [Point] = []
    var upper: [Point] = []
    func finish() {
      if let first = lower.first, lower.count == 1 {
        canvas.line(
          from: first, to: upper[0], stroke: Stroke(color.opacity(0.5), width: theme.sizes.line))
      } else if !lower.isEmpty {
        canvas.polygon(lower + upper.reversed(), fill: color.opacity(FillOpacity.area))
      }
      (lower, upper) = ([], [])
    }
    for index in xs.indices {
      if let bottom = area.point(xs[index], low[index]),
        let top = area.point(xs[index], high[index])
      {
        lower.append(bottom)
        upper.append(top)
      } else {
        finish()
      }
    }
    finish()
  }

  private func drawMarker(_ series: Series, at point: Point, of count: Int) {
    // Many points would merge into one blot at full size.
    let radius = theme.sizes.marker * (count > 300 ? 0.5 : count > 100 ? 0.75 : 1)
    series.marker.draw(
      on: canvas, at: point, radius: radius, fill: series.color,
      edge: halo ?? theme.colors.background)
  }
}
