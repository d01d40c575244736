/// A chart above a heat map, with the ends of their plots at the same places, so that one time axis
/// serves both.
public struct AlignedPanels: Panel {
  /// What is drawn above.
  public let chart: Chart
  /// What is drawn below.
  public let heatMap: HeatMap
  /// The part of the height that the chart gets.
  public let share: Double

  /// Creates a pair of panels.
  ///
  /// - Precondition: `share` is above 0 and below 1.
  public init(_ chart: Chart, above heatMap: HeatMap, share: Double = 0.35) {
    guard share > 0, share < 1 else {
      misuse("AlignedPanels", found: "a share of \(share)", wanted: "a number between 0 and 1")
    }
    self.chart = chart
    self.heatMap = heatMap
    self.share = share
  }

  /// The title of the upper one, which draws it.
  public var title: String { chart.title }

  /// The numbers of the upper, then of the lower.
  public var data: [DataRow] { chart.data + heatMap.data }

  /// As high as it is wide, unless the figure wants another height or the texts more.
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

  /// Draws both, each in a frame that brings its plot into line.
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
