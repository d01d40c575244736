/// The legend below a chart: the names of the series in rows, each beside a sample of its marks.
struct Legend {
  private struct Entry {
    let label: String
    var series: [Series]
  }

  private struct PlacedEntry {
    let entry: Entry
    let text: TextBlock
    let x: Double
    let y: Double
  }

  private var placed: [PlacedEntry] = []
  private let theme: Theme
  /// The width of the widest row.
  private(set) var width = 0.0
  /// The height of all rows, without the distance to the chart; 0 if there is nothing to name.
  private(set) var height = 0.0

  private var swatch: Double { theme.sizes.label * 2 }

  /// Arranges the entries in rows no wider than `maximum`.
  init(_ series: [Series], fitting maximum: Double, on canvas: Canvas, theme: Theme) {
    self.theme = theme
    var entries: [Entry] = []
    for one in series {
      guard let label = one.mark.label, !label.isEmpty else { continue }
      if let index = entries.firstIndex(where: { $0.label == label }) {
        entries[index].series.append(one)
      } else {
        entries.append(Entry(label: label, series: [one]))
      }
    }
    let gap = theme.sizes.gap
    var (x, y, rowHeight) = (0.0, 0.0, 0.0)
    for entry in entries {
      let text = TextBlock(
        entry.label, font: theme.labelFont, fitting: maximum - swatch - gap, on: canvas)
      let entryWidth = swatch + gap + text.width
      if x > 0, x + entryWidth > maximum {
        (x, y, rowHeight) = (0, y + rowHeight + gap * 0.6, 0)
      }
      placed.append(PlacedEntry(entry: entry, text: text, x: x, y: y))
      rowHeight = max(rowHeight, text.height)
      width = max(width, x + entryWidth)
      height = max(height, y + rowHeight)
      x += entryWidth + gap * 2.5
    }
  }

  /// Draws all rows, with the top left corner of the first one at `origin`.
  func draw(on canvas: Canvas, at origin: Point) {
    for item in placed {
      let corner = origin.moved(item.x, item.y)
      let sample = Rect(x: corner.x, y: corner.y, width: swatch, height: theme.sizes.label)
      for series in item.entry.series.sorted(by: { $0.layer < $1.layer }) {
        draw(series, on: canvas, in: sample)
      }
      item.text.draw(
        on: canvas, at: corner.moved(swatch + theme.sizes.gap, 0), color: theme.colors.ink,
        horizontal: .leading)
    }
  }

  private func draw(_ series: Series, on canvas: Canvas, in sample: Rect) {
    let middle = sample.center
    let left = Point(sample.minX, middle.y)
    let right = Point(sample.maxX, middle.y)
    func line(_ style: LineStyle) {
      let stroke = Stroke(series.color, width: theme.sizes.line, style: style)
      canvas.line(from: left, to: right, stroke: stroke)
    }
    func dot(_ center: Point) {
      series.marker.draw(
        on: canvas, at: center, radius: theme.sizes.marker, fill: series.color,
        edge: theme.colors.background)
    }
    switch series.mark.kind {
    case .line(_, _, let style), .verticalLine(_, let style), .horizontalLine(_, let style):
      line(style)
    case .points: dot(middle)
    case .errorBars:
      Whisker(bottom: Point(middle.x, sample.maxY), top: Point(middle.x, sample.minY))
        .draw(on: canvas, reach: theme.sizes.marker, color: series.color, theme: theme)
    case .stem:
      canvas.line(
        from: Point(middle.x, sample.maxY), to: Point(middle.x, sample.minY + 2),
        stroke: Stroke(series.color, width: theme.sizes.line * 0.7))
      dot(Point(middle.x, sample.minY + 2))
    case .area, .range:
      canvas.rectangle(sample.grown(by: -1), fill: series.color.opacity(FillOpacity.area))
    case .bars:
      canvas.rectangle(sample.grown(by: -1), fill: series.color)
    case .histogram:
      canvas.rectangle(
        sample.grown(by: -1), fill: series.color.opacity(FillOpacity.histogram),
        stroke: Stroke(series.color, width: theme.sizes.line * 0.8))
    case .note: break
    }
  }
}

/// The colour bar of a heat map.
struct ColorBar {
  /// The name of the quantity and its limits.
  let axis: Axis
  let palette: Palette
  /// Whether some numbers lie beyond the lower limit, which a pointed end shows.
  let isOpenBelow: Bool
  /// Whether some numbers lie beyond the upper limit.
  let isOpenAbove: Bool

  /// Draws the colours from the low end at the bottom to the high end at the top.
  func draw(on canvas: Canvas, in rect: Rect, stroke: Stroke) {
    let steps = 256
    let column = Grid(
      rows: steps, columns: 1, values: (0..<steps).map { Double(steps - 1 - $0) })
    let picture = column.picture(
      limits: 0...Double(steps - 1), palette: palette, missing: stroke.color)
    canvas.image(picture, in: rect)
    let point = rect.width * 0.45
    if isOpenAbove {
      canvas.polygon(
        [
          Point(rect.minX, rect.minY), Point(rect.center.x, rect.minY - point),
          Point(rect.maxX, rect.minY),
        ], fill: palette.color(at: 1), stroke: stroke)
    }
    if isOpenBelow {
      canvas.polygon(
        [
          Point(rect.minX, rect.maxY), Point(rect.center.x, rect.maxY + point),
          Point(rect.maxX, rect.maxY),
        ], fill: palette.color(at: 0), stroke: stroke)
    }
    canvas.rectangle(rect, fill: nil, stroke: stroke)
  }
}
