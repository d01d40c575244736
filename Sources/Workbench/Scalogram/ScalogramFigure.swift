import Markup
public import Plot
import WKD

extension Scalogram {
  /// The signal above its scalogram, with the cone of influence, frequencies on the left and scales on the
  /// right.
  public var figure: Figure {
    let rate = signal.rate ?? 1
    let start = signal.start
    let end = start + Double(signal.count) / rate
    let time = Axis(signal.rate == nil ? "time (samples)" : "time (s)", range: start...end)
    let unit = signal.rate == nil ? "frequency (cycles per sample)" : "frequency (Hz)"
    // A row stands for a cell of equal height around its frequency.
    let half = (frequencies[1] / frequencies[0]).squareRoot()
    let last = frequencies.count - 1
    let reach = cone.map { $0 / rate }
    let edges = [reach.map { start + $0 }, reach.map { end - $0 }]
    let heatMap = HeatMap(
      "", grid: Grid(rows: rows.count, columns: rows[0].count, values: rows.flatMap { $0 }),
      x: time,
      y: Axis(unit, range: frequencies[0] / half...frequencies[last] * half, scale: .log10),
      right: Axis(
        "scale (samples)", from: scales[0] * half, to: scales[last] / half, scale: .log10),
      colorBar: "|W|, \(wavelet.name)",
      overlay: edges.map {
        .line(
          x: $0, y: frequencies, label: "cone of influence", style: .dashed,
          color: Theme.light.colors.series[1])
      })
    let name = (signal.path.split(separator: "/").last.map { String($0) } ?? "").printable
    let chart = Chart(name, x: time, y: Axis("signal"), marks: [mark])
    return Figure(panels: [AlignedPanels(chart, above: heatMap)], panelWidth: 900, panelHeight: 640)
  }

  /// A line, or the band between lowest and highest samples where there are too many for one.
  private var mark: Mark {
    let rate = signal.rate ?? 1
    let width = Double(signal.count) / Double(extremes.low.count)
    let x = extremes.low.indices.map { signal.start + Double($0) * width / rate }
    guard width > 1 else { return .line(x: x, y: extremes.low) }
    return .range(
      x: x.map { $0 + width / 2 / rate }, low: extremes.low, high: extremes.high)
  }
}
