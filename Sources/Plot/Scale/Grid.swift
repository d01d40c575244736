/// A matrix of numbers in row-major order, as a heat map or a wavelet band shows it.
public struct Grid: Sendable, Hashable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The numbers, row after row.
  public let values: [Double]

  /// Creates a grid from row-major values; those that are not numbers count as missing.
  ///
  /// - Precondition: both sizes are positive and `values` has `rows * columns` numbers.
  public init(rows: Int, columns: Int, values: [Double]) {
    guard rows > 0, columns > 0 else {
      misuse("Grid", found: "\(rows) rows and \(columns) columns", wanted: "at least one of each")
    }
    guard values.count == rows * columns else {
      misuse(
        "Grid", found: "\(values.count) values",
        wanted: "\(rows) rows * \(columns) columns = \(rows * columns)")
    }
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// The number at a row and a column, both counted from 0.
  public subscript(row: Int, column: Int) -> Double { values[row * columns + column] }

  /// The smallest and the largest drawable number, or nil if there is none.
  var extent: ClosedRange<Double>? { Extent(values)?.range }

  /// Renders every number as a pixel of the palette, or of `missing` if it is not a number.
  func picture(limits: ClosedRange<Double>, palette: Palette, missing: Color) -> Picture {
    // A table of colours is much faster than mixing one for each number.
    let steps = 511
    let table = (0...steps).map { palette.color(at: Double($0) / Double(steps)).bytes }
    let missing = missing.bytes
    let span = limits.upperBound - limits.lowerBound
    var rgb: [UInt8] = []
    rgb.reserveCapacity(values.count * 3)
    for value in values {
      let part = min(max((value - limits.lowerBound) / span, 0), 1)
      rgb += value.isNaN ? missing : table[Int((part * Double(steps)).rounded())]
    }
    return Picture(width: columns, height: rows, rgb: rgb)
  }

  /// The grid with its last row first.
  var flipped: Grid {
    let upsideDown = (0..<rows).reversed().flatMap { row in
      values[row * columns..<(row + 1) * columns]
    }
    return Grid(rows: rows, columns: columns, values: upsideDown)
  }
}
