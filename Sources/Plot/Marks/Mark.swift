/// One layer of a chart: numbers and the way in which they are shown.
///
/// Marks with the same label share a colour and one entry of the legend. Numbers that are not
/// finite leave a gap. Every kind that takes a `label` has an entry of the legend if it is given,
/// and every kind that takes a `color` takes the next one of the theme if it is nil.
public struct Mark: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case line(x: [Double], y: [Double], style: LineStyle)
    case area(x: [Double], y: [Double])
    case points(x: [Double], y: [Double])
    case stem(x: [Double], y: [Double])
    case range(x: [Double], low: [Double], high: [Double])
    case verticalLine(Double, style: LineStyle)
    case horizontalLine(Double, style: LineStyle)
    case note(x: Double, y: Double, text: String)
    case errorBars(x: [Double], low: [Double], high: [Double])
    case bars(categories: [String], values: [Double], errors: [Double])
    case histogram(Histogram)
  }

  /// The source of a histogram: values to count, or counts.
  enum Histogram: Sendable, Hashable {
    case values([Double], bins: Int)
    case bins(HistogramBins)
  }

  let kind: Kind
  /// The name in the legend and in the data file; nil for no entry in the legend.
  public let label: String?
  /// The colour, for which a theme may have a counterpart; nil for the next one of the theme.
  public let color: Color?

  /// A line from point to point.
  ///
  /// - Precondition: `x` and `y` have equal lengths.
  public static func line(
    x: [Double], y: [Double], label: String? = nil, style: LineStyle = .solid,
    color: Color? = nil
  ) -> Mark {
    requireEqualCounts("Mark.line", ("x", x.count), ("y", y.count))
    return Mark(kind: .line(x: x, y: y, style: style), label: label, color: color)
  }

  /// The translucent area between a curve and y = 0.
  ///
  /// - Precondition: `x` and `y` have equal lengths.
  public static func area(
    x: [Double], y: [Double], label: String? = nil, color: Color? = nil
  ) -> Mark {
    requireEqualCounts("Mark.area", ("x", x.count), ("y", y.count))
    return Mark(kind: .area(x: x, y: y), label: label, color: color)
  }

  /// Separate points, in the shape of their series.
  ///
  /// - Precondition: `x` and `y` have equal lengths.
  public static func points(
    x: [Double], y: [Double], label: String? = nil, color: Color? = nil
  ) -> Mark {
    requireEqualCounts("Mark.points", ("x", x.count), ("y", y.count))
    return Mark(kind: .points(x: x, y: y), label: label, color: color)
  }

  /// Points on stems that stand on y = 0, as for a discrete signal.
  ///
  /// - Precondition: `x` and `y` have equal lengths.
  public static func stem(
    x: [Double], y: [Double], label: String? = nil, color: Color? = nil
  ) -> Mark {
    requireEqualCounts("Mark.stem", ("x", x.count), ("y", y.count))
    return Mark(kind: .stem(x: x, y: y), label: label, color: color)
  }

  /// A translucent band between a lower and an upper curve.
  ///
  /// - Precondition: `x`, `low` and `high` have equal lengths.
  public static func range(
    x: [Double], low: [Double], high: [Double], label: String? = nil, color: Color? = nil
  ) -> Mark {
    requireEqualCounts("Mark.range", ("x", x.count), ("low", low.count))
    requireEqualCounts("Mark.range", ("x", x.count), ("high", high.count))
    return Mark(kind: .range(x: x, low: low, high: high), label: label, color: color)
  }

  /// A vertical error bar from `low` to `high` at every x.
  ///
  /// - Precondition: `x`, `low` and `high` have equal lengths.
  public static func errorBars(
    x: [Double], low: [Double], high: [Double], label: String? = nil, color: Color? = nil
  ) -> Mark {
    requireEqualCounts("Mark.errorBars", ("x", x.count), ("low", low.count))
    requireEqualCounts("Mark.errorBars", ("x", x.count), ("high", high.count))
    return Mark(kind: .errorBars(x: x, low: low, high: high), label: label, color: color)
  }
}

extension Mark {
  /// A line over the whole height of the chart; without a label it is grey and belongs to no series.
  public static func verticalLine(
    _ x: Double, label: String? = nil, style: LineStyle = .dashed, color: Color? = nil
  ) -> Mark {
    Mark(kind: .verticalLine(x, style: style), label: label, color: color)
  }

  /// A line over the whole width of the chart; without a label it is grey and belongs to no series.
  public static func horizontalLine(
    _ y: Double, label: String? = nil, style: LineStyle = .dashed, color: Color? = nil
  ) -> Mark {
    Mark(kind: .horizontalLine(y, style: style), label: label, color: color)
  }

  /// A short text beside a marked point, at a place where it covers little of the data.
  public static func note(x: Double, y: Double, text: String) -> Mark {
    Mark(kind: .note(x: x, y: y, text: text), label: nil, color: nil)
  }

  /// One bar for each category; several such marks stand side by side.
  ///
  /// Other marks of the same chart find the categories at x = 0, 1, 2 and so on.
  ///
  /// - Parameters:
  ///   - categories: the names below the bars.
  ///   - values: the heights, which may be negative.
  ///   - errors: the error of each value to either side, drawn as an error bar; empty for none. An
  ///     error that is not finite is not drawn.
  ///   - label: the name of the series.
  ///   - color: the colour of the bars.
  /// - Returns: the mark.
  /// - Precondition: `categories` and `values` have equal lengths, and so have `errors` unless
  ///   they are empty.
  public static func bars(
    categories: [String], values: [Double], errors: [Double] = [], label: String? = nil,
    color: Color? = nil
  ) -> Mark {
    requireEqualCounts(
      "Mark.bars", ("categories", categories.count), ("values", values.count))
    if !errors.isEmpty {
      requireEqualCounts("Mark.bars", ("values", values.count), ("errors", errors.count))
    }
    return Mark(
      kind: .bars(categories: categories, values: values, errors: errors), label: label,
      color: color)
  }

  /// The number of values in each of `bins` equal intervals; several are overlaid as steps.
  ///
  /// All histograms of a chart share the first and the last edge: those of the x axis if it has a
  /// range, else the least and the greatest value. Numbers outside are left out.
  ///
  /// - Precondition: `bins` is positive.
  public static func histogram(
    values: [Double], bins: Int, label: String? = nil, color: Color? = nil
  ) -> Mark {
    guard bins > 0 else { misuse("Mark.histogram", found: "\(bins) bins", wanted: "at least 1") }
    return Mark(kind: .histogram(.values(values, bins: bins)), label: label, color: color)
  }

  /// Numbers that are counted already, in equal intervals of a range; several are overlaid as steps.
  ///
  /// The first interval begins at the lower end of the range, and the last one ends at the upper.
  ///
  /// - Precondition: there is at least one count, and the range is not empty.
  public static func histogram(
    counts: [Int], over range: ClosedRange<Double>, label: String? = nil, color: Color? = nil
  ) -> Mark {
    guard !counts.isEmpty, range.lowerBound < range.upperBound else {
      misuse(
        "Mark.histogram", found: "\(counts.count) counts over \(range)",
        wanted: "at least 1 count over a range that is not empty")
    }
    let bins = HistogramBins(counts: counts, over: range)
    return Mark(kind: .histogram(.bins(bins)), label: label, color: color)
  }
}

// MARK: - Properties of the kinds

extension Mark {
  /// Whether the mark stands on y = 0, so that a linear axis must include it.
  var standsOnZero: Bool {
    switch kind {
    case .area, .stem, .bars, .histogram: true
    default: false
    }
  }

  /// Whether the mark stands on categories instead of numbers along x.
  var isCategorical: Bool {
    if case .bars = kind { true } else { false }
  }

  var isHistogram: Bool {
    if case .histogram = kind { true } else { false }
  }

  var isReferenceLine: Bool {
    switch kind {
    case .verticalLine, .horizontalLine: true
    default: false
    }
  }

  /// Whether the mark belongs to no series: a note, or a line without a name.
  var isNeutral: Bool {
    switch kind {
    case .note: true
    case .verticalLine, .horizontalLine: label == nil
    default: false
    }
  }
}
