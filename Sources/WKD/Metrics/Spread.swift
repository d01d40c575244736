extension Array<Double> {
  /// Sum over number.
  var mean: Double { reduce(0, +) / Double(count) }

  /// Standard error of the mean; 0 for a single number.
  var standardError: Double {
    guard count > 1 else { return 0 }
    let center = mean
    let squares = reduce(0) { $0 + ($1 - center) * ($1 - center) }
    return (squares / Double(count - 1) / Double(count)).squareRoot()
  }
}
