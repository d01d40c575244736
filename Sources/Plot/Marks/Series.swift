/// A mark with everything that depends on its neighbours in the chart.
struct Series {
  let mark: Mark
  let color: Color
  let marker: Marker
  /// The counts of a histogram; nil for other marks.
  let bins: HistogramBins?

  /// Assigns each mark a colour and a marker; marks with the same label get the same ones.
  static func resolve(_ marks: [Mark], x axis: Axis, theme: Theme) -> [Series] {
    // Given ends need no look at the values, which may be millions.
    let counted = (axis.ends == nil ? marks : []).flatMap { mark -> [Double] in
      switch mark.kind {
      case .histogram(.values(let values, _)): values
      case .histogram(.bins(let bins)): [bins.edges.first ?? .nan, bins.edges.last ?? .nan]
      default: []
      }
    }
    let shared = HistogramBins.sharedExtent(of: counted, along: axis)
    var numbers: [String: Int] = [:]
    var next = 0
    return marks.map { mark in
      var number = 0
      if !mark.isNeutral {
        number = mark.label.flatMap { numbers[$0] } ?? next
        if number == next { next += 1 }
        if let label = mark.label { numbers[label] = number }
      }
      var bins: HistogramBins?
      switch mark.kind {
      case .histogram(.values(let values, let count)):
        bins = shared.map { HistogramBins(values, bins: count, over: $0, scale: axis.scale) }
      case .histogram(.bins(let counted)): bins = counted
      default: break
      }
      let automatic = mark.isNeutral ? theme.colors.faintInk : theme.series(number)
      return Series(
        mark: mark, color: mark.color.map(theme.colors.counterpart) ?? automatic,
        marker: Marker.allCases[number % Marker.allCases.count], bins: bins)
    }
  }

  /// The categories of all bars in order of first appearance.
  static func categories(of marks: [Mark]) -> [String] {
    var names: [String] = []
    var known: Set<String> = []
    for mark in marks {
      guard case .bars(let categories, _, _) = mark.kind else { continue }
      names += categories.filter { known.insert($0).inserted }
    }
    return names
  }

  /// The drawing order: filled marks first, text last, so that nothing hides a thinner mark.
  var layer: Int {
    switch mark.kind {
    case .area, .range: 0
    case .bars, .histogram: 1
    case .verticalLine, .horizontalLine: 2
    case .line, .errorBars: 3
    case .stem, .points: 4
    case .note: 5
    }
  }
}

// MARK: - Numbers

extension Series {
  /// All points that the mark touches, in data coordinates, from which the axes find their ends.
  ///
  /// A coordinate that the mark leaves open is not a number.
  func samples(categories: [String]) -> [Point] {
    switch mark.kind {
    case .line(let x, let y, _), .area(let x, let y), .points(let x, let y),
      .stem(let x, let y):
      return zip(x, y).map { Point($0, $1) }
    case .range(let x, let low, let high), .errorBars(let x, let low, let high):
      return zip(x, low).map { Point($0, $1) } + zip(x, high).map { Point($0, $1) }
    case .verticalLine(let x, _): return [Point(x, .nan)]
    case .horizontalLine(let y, _): return [Point(.nan, y)]
    case .note(let x, let y, _): return [Point(x, y)]
    case .bars(let names, let values, let errors):
      let places = names.map { Double(categories.firstIndex(of: $0) ?? 0) }
      let ends = zip(places, zip(values, errors)).flatMap { place, bar in
        [Point(place, bar.0 - bar.1), Point(place, bar.0 + bar.1)]
      }
      return zip(places, values).map { Point($0, $1) } + ends
    case .histogram:
      guard let bins else { return [] }
      return zip(bins.centers, bins.counts).map { Point($0, Double($1)) }
        + [Point(bins.edges.first ?? .nan, .nan), Point(bins.edges.last ?? .nan, .nan)]
    }
  }

  /// The rows of the mark in a data file.
  var rows: [DataRow] {
    let label = mark.label
    return switch mark.kind {
    case .line(let x, let y, _): rows(label ?? "line", x, y)
    case .area(let x, let y): rows(label ?? "area", x, y)
    case .points(let x, let y): rows(label ?? "points", x, y)
    case .stem(let x, let y): rows(label ?? "stem", x, y)
    case .range(let x, let low, let high), .errorBars(let x, let low, let high):
      rows((label ?? "range") + " low", x, low) + rows((label ?? "range") + " high", x, high)
    case .verticalLine(let x, _): [DataRow(mark: label ?? "vertical line", x: x, y: nil)]
    case .horizontalLine(let y, _): [DataRow(mark: label ?? "horizontal line", x: nil, y: y)]
    case .note(let x, let y, let text): [DataRow(mark: text, x: x, y: y)]
    case .bars(let categories, let values, let errors):
      zip(categories, values).map { DataRow(mark: label ?? "bars", category: $0, y: $1) }
        + zip(categories, errors).map {
          DataRow(mark: (label ?? "bars") + " +-", category: $0, y: $1)
        }
    case .histogram:
      rows(label ?? "histogram", bins?.centers ?? [], bins?.counts.map(Double.init) ?? [])
    }
  }

  private func rows(_ mark: String, _ x: [Double], _ y: [Double]) -> [DataRow] {
    zip(x, y).map { DataRow(mark: mark, x: $0, y: $1) }
  }
}

/// One number of a panel with its coordinates, as a row of a figure's table.
public struct DataRow: Sendable, Hashable {
  /// The name of the mark that the number belongs to.
  public let mark: String
  /// The coordinate along x, a number or a category; empty if it is open.
  public let x: String
  /// The coordinate along y; empty if it is open.
  public let y: String
  /// The number shown as a colour, for panels such as heat maps; nil for others.
  public let value: String?

  /// Creates a row; a nil coordinate stays empty.
  public init(mark: String, x: Double?, y: Double?, value: Double? = nil) {
    self.init(mark: mark, category: x.map { "\($0)" } ?? "", y: y, value: value)
  }

  /// Creates a row whose x is a category.
  public init(mark: String, category: String, y: Double?, value: Double? = nil) {
    self.mark = mark
    x = category
    self.y = y.map { "\($0)" } ?? ""
    self.value = value.map { "\($0)" }
  }
}
