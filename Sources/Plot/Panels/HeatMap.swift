/// A grid of numbers shown as colours, with axes and a colour bar.
///
/// Marks can be laid over the cells:
///
/// ```swift
/// let products = (1...4).flatMap { row in (1...6).map { Double(row * $0) } }
/// let map = HeatMap(
///   "Products", grid: Grid(rows: 4, columns: 6, values: products),
///   x: Axis("time (s)", range: 0...3), y: Axis("scale", range: 1...16, scale: .log10),
///   colorBar: "product", overlay: [.verticalLine(1.5, color: .white)], limits: 0...20)
/// let png = try Figure(panels: [map]).pngData()
/// print(png)
/// ```
public struct HeatMap: Panel {
  /// The title above the plot.
  public let title: String
  let grid: Grid
  let x: Axis
  let y: Axis
  let right: Axis?
  let palette: Palette
  let colorBar: String?
  let overlay: [Mark]
  let originAtTop: Bool
  let limits: ClosedRange<Double>?

  /// Creates a heat map.
  ///
  /// An axis without a range counts rows or columns from 0, with the number at the middle of its
  /// cell; a range gives the outer edges of the first and the last cell. Cells are equally high on
  /// the axis as it is drawn, so rows of a logarithmic axis stand for equal ratios. Numbers beyond
  /// the limits get the colour of the nearer end, and the colour bar a pointed end.
  ///
  /// - Parameters:
  ///   - title: the title above the plot; empty for none.
  ///   - grid: the numbers, with row 0 at the bottom unless `originAtTop` is true.
  ///   - x: the axis along the columns.
  ///   - y: the axis along the rows.
  ///   - right: a second reading of the y axis between two ends, of which the upper one may be
  ///     the smaller.
  ///   - palette: the colours.
  ///   - colorBar: the label of the colour bar, a quantity with its unit; nil for no bar.
  ///   - overlay: marks above the cells.
  ///   - originAtTop: whether row 0 lies at the top.
  ///   - limits: the numbers at the two ends of the palette; nil for the least and the greatest
  ///     one, or symmetric ones about zero for the diverging palette.
  /// - Precondition: `right` has ends, `limits` are two different numbers, and `overlay` has
  ///   neither bars nor histograms.
  public init(
    _ title: String, grid: Grid, x: Axis, y: Axis, right: Axis? = nil,
    palette: Palette = .sequential, colorBar: String? = nil, overlay: [Mark] = [],
    originAtTop: Bool = false, limits: ClosedRange<Double>? = nil
  ) {
    if let right, right.ends == nil {
      misuse(
        "HeatMap", found: "a right axis without ends", wanted: "Axis(_:range:) or (_:from:to:)")
    }
    if let limits, limits.lowerBound == limits.upperBound {
      misuse("HeatMap", found: "the limits \(limits)", wanted: "two different numbers")
    }
    if overlay.contains(where: { $0.isCategorical || $0.isHistogram }) {
      misuse("HeatMap", found: "bars or a histogram as overlay", wanted: "lines, points or notes")
    }
    self.title = title
    self.grid = grid
    self.x = x
    self.y = y
    self.right = right
    self.palette = palette
    self.colorBar = colorBar
    self.overlay = overlay
    self.originAtTop = originAtTop
    self.limits = limits
  }

  /// The wanted height, or else about two thirds of the width; more if long texts need it.
  public func height(
    forWidth width: Double, wanted: Double?, on canvas: Canvas, theme: Theme
  ) -> Double {
    let height = wanted ?? width * 0.65
    let frame = Rect(x: 0, y: 0, width: width, height: height)
    return height + layout(in: frame, on: canvas, theme: theme).missingHeight
  }

  /// Draws cells, overlay, axes and colour bar.
  public func draw(on canvas: Canvas, in frame: Rect, theme: Theme) {
    let layout = layout(in: frame, on: canvas, theme: theme)
    let upright = originAtTop ? grid : grid.flipped
    canvas.image(
      upright.picture(limits: shownLimits, palette: palette, missing: theme.colors.missing),
      in: layout.plot)
    MarkDrawing(
      area: layout.area, canvas: canvas, theme: theme, categories: [],
      halo: theme.colors.background
    ).draw(layout.plan.series)
    AxesDrawing(layout: layout, canvas: canvas).drawFrame()
  }

  /// Every cell with the coordinates of its middle, then the numbers of the overlay.
  public var data: [DataRow] {
    let across = AxisCells(columnAxis, count: grid.columns)
    let up = AxisCells(rowAxis, count: grid.rows)
    let cells = (0..<grid.rows).flatMap { row in
      (0..<grid.columns).map { column in
        DataRow(
          mark: colorBar ?? "value", x: across.middle(of: column), y: up.middle(of: row),
          value: grid[row, column])
      }
    }
    return cells + Series.resolve(overlay, x: x, theme: .light).flatMap(\.rows)
  }

  func layout(in frame: Rect, on canvas: Canvas, theme: Theme) -> AxesLayout {
    let limits = shownLimits
    let extent = grid.extent ?? limits
    let bar = colorBar.map { label in
      ColorBar(
        axis: Axis(label, range: limits), palette: palette,
        isOpenBelow: extent.lowerBound < limits.lowerBound,
        isOpenAbove: extent.upperBound > limits.upperBound)
    }
    let plan = AxesPlan(
      title: title, x: columnAxis, y: originAtTop ? rowAxis.reversed : rowAxis, right: right,
      series: Series.resolve(overlay, x: x, theme: theme), colorBar: bar, isBoxed: true)
    return AxesLayout(plan, in: frame, on: canvas, theme: theme)
  }

  private var shownLimits: ClosedRange<Double> { limits ?? palette.limits(for: grid.extent) }
  private var columnAxis: Axis { x.filled(withCells: grid.columns) }
  private var rowAxis: Axis { y.filled(withCells: grid.rows) }
}

/// The cells along an axis, which have equal lengths.
private struct AxisCells {
  private let axis: Axis
  private let first: Double
  private let step: Double

  init(_ axis: Axis, count: Int) {
    self.axis = axis
    let ends = axis.ends ?? Axis.Ends(first: 0, last: 1)
    first = axis.scale.place(of: ends.first)
    step = (axis.scale.place(of: ends.last) - first) / Double(count)
  }

  func middle(of index: Int) -> Double {
    axis.scale.value(at: first + step * (Double(index) + 0.5))
  }
}
