/// One axis: its label, its ends and its spacing.
public struct Axis: Sendable, Hashable {
  /// The quantity with its unit, as in `"time (s)"`; empty for none.
  public let label: String
  /// The spacing of the numbers.
  public let scale: AxisScale
  /// The numbers at the two ends, left or lower first; nil fits them to the data.
  let ends: Ends?
  /// Whether the axis counts the cells of a heat map, so that only whole numbers are labelled.
  let countsCells: Bool

  struct Ends: Sendable, Hashable {
    let first: Double
    let last: Double

    var extent: Extent { Extent(min(first, last), max(first, last)) }
  }

  /// Creates an axis that grows to the right or upwards.
  ///
  /// - Parameters:
  ///   - label: the quantity with its unit, as in `"time (s)"`; empty for none.
  ///   - range: the numbers at the two ends; nil fits them to the data.
  ///   - scale: the spacing of the numbers.
  /// - Precondition: the range has two different ends, positive ones on a logarithmic axis.
  public init(_ label: String, range: ClosedRange<Double>? = nil, scale: AxisScale = .linear) {
    self.label = label
    self.scale = scale
    ends = range.map { Ends(first: $0.lowerBound, last: $0.upperBound) }
    countsCells = false
    checkEnds()
  }

  /// Creates an axis between two numbers, of which the second may be the smaller one.
  ///
  /// - Parameters:
  ///   - label: the quantity with its unit, as in `"time (s)"`; empty for none.
  ///   - first: the number at the left or lower end.
  ///   - last: the number at the right or upper end.
  ///   - scale: the spacing of the numbers.
  /// - Precondition: the two differ, and are positive on a logarithmic axis.
  public init(_ label: String, from first: Double, to last: Double, scale: AxisScale = .linear) {
    self.label = label
    self.scale = scale
    ends = Ends(first: first, last: last)
    countsCells = false
    checkEnds()
  }

  /// Creates an axis with all its parts; the ends are known to be drawable.
  private init(_ label: String, first: Double, last: Double, countsCells: Bool, scale: AxisScale) {
    self.label = label
    self.scale = scale
    self.countsCells = countsCells
    ends = Ends(first: first, last: last)
  }

  private func checkEnds() {
    guard let ends else { return }
    guard scale.canShow(ends.first), scale.canShow(ends.last), ends.first != ends.last else {
      misuse(
        "Axis \"\(label)\"", found: "the ends \(ends.first) and \(ends.last)",
        wanted: "two different \(scale == .log10 ? "positive " : "")numbers")
    }
  }
}

extension Axis {
  /// The axis with its own ends, or with the given ones if it has none.
  func filled(with extent: Extent) -> Axis {
    ends == nil ? Axis(label, from: extent.low, to: extent.high, scale: scale) : self
  }

  /// The axis with its own ends, or one that counts cells from 0 if it has none.
  func filled(withCells count: Int) -> Axis {
    guard ends == nil else { return self }
    return Axis(
      label, first: -0.5, last: Double(count) - 0.5, countsCells: true, scale: .linear)
  }

  /// The axis with its ends swapped.
  var reversed: Axis {
    guard let ends else { return self }
    return Axis(
      label, first: ends.last, last: ends.first, countsCells: countsCells, scale: scale)
  }
}
