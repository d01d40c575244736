/// A chart above a heat map with aligned plots, so that one time axis serves both.
public struct AlignedPanels: Panel {
  /// The upper panel.
  public let chart: Chart
  /// The lower panel.
  public let heatMap: HeatMap
  /// The fraction of the height for the chart.
  public let share: Double

  /// Creates a pair of panels.
  ///
  /// - Parameters:
  ///   - chart: the upper panel.
  ///   - heatMap: the lower panel; its x axis should have the range of the chart's.
  ///   - share: the fraction of the height for the chart.
  /// - Precondition: `share` is above 0 and below 1.
  public init(_ chart: Chart, above heatMap: HeatMap, share: Double = 0.35) {
    guard share > 0, share < 1 else {
      misuse("AlignedPanels", found: "a share of \(share)", wanted: "a number between 0 and 1")
    }
    self.chart = chart
    self.heatMap = heatMap
    self.share = share
  }

  /// The title of the chart, which draws it.
  public var title: String { chart.title }

  /// The numbers of the chart, then those of the heat map.
  public var data: [DataRow] { chart.data + heatMap.data }

  /// The wanted height, or else the width; more if the texts need it.
  public func height(
    forWidth width: Double, wanted: Double?, on canvas: Canvas, theme: Theme
  ) -> Double {
    let height = (wanted ?? width) - gap(theme)
    let above = chart.height(
      forWidth: width, wanted: height * share, on: canvas, theme: theme)
    let below = heatMap.height(
      forWidth: width, wanted: height * (1 - share), on: canvas, theme: theme)
    return above + gap(theme) + below
  }

  /// Draws both, each in a frame that aligns its plot with the other.
  public func draw(on canvas: Canvas, in frame: Rect, theme: Theme) {
    let top = (frame.height - gap(theme)) * share
    let above = Rect(x: frame.minX, y: frame.minY, width: frame.width, height: top)
    let below = Rect(
      x: frame.minX, y: frame.minY + top + gap(theme), width: frame.width,
      height: frame.height - top - gap(theme))
    let plots = [
      chart.layout(in: above, on: canvas, theme: theme).plot,
      heatMap.layout(in: below, on: canvas, theme: theme).plot,
    ]
    let left = max(plots[0].minX, plots[1].minX)
    let right = min(plots[0].maxX, plots[1].maxX)
    func aligned(_ frame: Rect, _ plot: Rect) -> Rect {
      Rect(
        x: frame.minX + left - plot.minX, y: frame.minY,
        width: frame.width - (left - plot.minX) - (plot.maxX - right), height: frame.height)
    }
    chart.draw(on: canvas, in: aligned(above, plots[0]), theme: theme)
    heatMap.draw(on: canvas, in: aligned(below, plots[1]), theme: theme)
  }

  private func gap(_ theme: Theme) -> Double { theme.sizes.gap * 2.5 }
}
