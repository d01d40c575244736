/// The points of a mark in the coordinates of its data, to find out what the axes must show.
extension Mark {
  /// All points that the mark touches; a coordinate that it leaves open is not a number.
  func samples(bins: HistogramBins?, categories: [String]) -> [Point] {
    switch kind {
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

  /// Whether the mark stands on y = 0, so that a linear axis must include it.
  var standsOnZero: Bool {
    switch kind {
    case .area, .stem, .bars, .histogram: true
    default: false
    }
  }

  /// Whether the mark fills its x range from edge to edge, so that the axis needs no room there.
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

/// The rows of a data file.
extension Mark {
  func rows(bins: HistogramBins?) -> [DataRow] {
    switch kind {
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
