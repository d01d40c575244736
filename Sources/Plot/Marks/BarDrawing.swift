/// Bars and histograms: rectangles that stand on the base of the plot.
struct BarDrawing {
  let area: PlotArea
  let canvas: Canvas
  let theme: Theme
  /// The categories along the x axis, in order.
  let categories: [String]

  /// Draws grouped bars; all series must come together, since they share the slots.
  func drawBars(_ series: [Series]) {
    let grouped = series.filter(\.mark.isCategorical)
    guard !grouped.isEmpty, !categories.isEmpty else { return }
    let slot = area.plot.width / Double(categories.count)
    let width = slot * (grouped.count == 1 ? 0.65 : 0.82) / Double(grouped.count)
    var slots: [String: Int] = [:]
    for (index, name) in categories.enumerated() { slots[name] = index }
    for (number, one) in grouped.enumerated() {
      guard case .bars(let names, let values, let errors) = one.mark.kind else { continue }
      let shift = (Double(number) - Double(grouped.count) / 2) * width
      for (name, value) in zip(names, values) {
        guard let index = slots[name], let top = area.y.position(of: value),
          let middle = area.x.position(of: Double(index))
        else { continue }
        // A narrow gap separates neighbours if there is room for it.
        let gap = min(width * 0.06, 1.5)
        let bar = Rect(
          x: middle + shift + gap / 2, y: min(top, area.y.base), width: width - gap,
          height: abs(top - area.y.base))
        canvas.rectangle(bar, fill: one.color)
      }
      for (name, (value, error)) in zip(names, zip(values, errors)) {
        guard let index = slots[name], let middle = area.x.position(of: Double(index)),
          let low = area.y.position(of: value - error),
          let high = area.y.position(of: value + error)
        else { continue }
        let center = middle + shift + width / 2
        // Bars on dark paper are as light as the ink.
        Whisker(bottom: Point(center, low), top: Point(center, high)).draw(
          on: canvas, reach: min(width * 0.25, theme.sizes.marker), color: theme.colors.ink,
          halo: theme.colors.isDark ? theme.colors.background : nil, theme: theme)
      }
    }
  }

  /// Draws a histogram as filled steps.
  func drawHistogram(_ series: Series) {
    guard let bins = series.bins else { return }
    let base = area.y.base
    var outline: [Point] = []
    for (index, count) in bins.counts.enumerated() {
      guard let left = area.x.position(of: bins.edges[index]),
        let right = area.x.position(of: bins.edges[index + 1])
      else { continue }
      let top = area.y.position(of: Double(count)) ?? base
      outline += [Point(left, top), Point(right, top)]
    }
    guard let first = outline.first, let last = outline.last else { return }
    let closed = [Point(first.x, base)] + outline + [Point(last.x, base)]
    canvas.polygon(closed, fill: series.color.opacity(FillOpacity.histogram))
    canvas.polyline(closed, stroke: Stroke(series.color, width: theme.sizes.line * 0.8))
  }
}
