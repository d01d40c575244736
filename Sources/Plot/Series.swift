/// A mark with everything that it needs from its neighbours in the chart.
struct Series {
  let mark: Mark
  let color: Color
  let marker: Marker
  /// The counts, for a histogram.
  let bins: HistogramBins?

  /// Gives each mark a colour and a marker; marks with the same label get the same ones.
  static func resolve(_ marks: [Mark], x axis: Axis, theme: Theme) -> [Series] {
    let shared = HistogramBins.sharedExtent(of: marks, along: axis)
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
      if case .histogram(let values, let count) = mark.kind, let shared {
        bins = HistogramBins(values, bins: count, over: shared, scale: axis.scale)
      }
      let automatic = mark.isNeutral ? theme.colors.faintInk : theme.series(number)
      return Series(
        mark: mark, color: mark.color.map(theme.colors.counterpart) ?? automatic,
        marker: Marker.allCases[number % Marker.allCases.count], bins: bins)
    }
  }

  /// The names of all bars in the order in which they first appear.
  static func categories(of marks: [Mark]) -> [String] {
    var names: [String] = []
    var known: Set<String> = []
    for mark in marks {
      guard case .bars(let categories, _, _) = mark.kind else { continue }
      names += categories.filter { known.insert($0).inserted }
    }
    return names
  }

  /// Filled marks first, text last, so that nothing hides what is thinner than itself.
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
