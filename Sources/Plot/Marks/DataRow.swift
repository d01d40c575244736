/// One number of a panel with its place in the drawing.
public struct DataRow: Sendable, Hashable {
  /// The mark that the number belongs to.
  public let mark: String
  /// The coordinate along x: a number or a category.
  public let x: String
  /// The coordinate along y.
  public let y: String
  /// The number shown as a colour, for panels that have one at each place.
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
