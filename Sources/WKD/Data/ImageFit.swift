/// The part of a picture that is taken, and the size that it gets.
///
/// ```swift
/// let file = FileManager.default.temporaryDirectory.appendingPathComponent("wide.png")
/// try ImageFile.write(Tensor.zeros([3, 40, 120]), to: file)
/// print(try ImageFile.read(file, fitting: .square(32)).shape)  // [3, 32, 32]
/// print(try ImageFile.read(file, fitting: .width(60)).shape)  // [3, 20, 60]
/// try FileManager.default.removeItem(at: file)
/// ```
public struct ImageFit: Sendable {
  /// Rows and columns of the picture as it is shown, and the size to which they are resized.
  public struct Plan: Sendable, Equatable {
    /// The rows that are taken.
    public let rows: Range<Int>
    /// The columns that are taken.
    public let columns: Range<Int>
    /// Rows of the result.
    public let height: Int
    /// Columns of the result.
    public let width: Int

    /// A plan of its parts.
    ///
    /// - Parameters:
    ///   - rows: at least one, within the picture.
    ///   - columns: at least one, within the picture.
    ///   - height: rows of the result, at least 1.
    ///   - width: columns of the result, at least 1.
    public init(rows: Range<Int>, columns: Range<Int>, height: Int, width: Int) {
      self.rows = rows
      self.columns = columns
      self.height = height
      self.width = width
    }
  }

  /// The plan for a picture of the given height and width.
  public let plan: @Sendable (_ height: Int, _ width: Int) -> Plan

  /// A fit that is decided once the size of the picture is known.
  ///
  /// - Parameter plan: gives the plan for a picture of a height and a width.
  public init(_ plan: @escaping @Sendable (_ height: Int, _ width: Int) -> Plan) {
    self.plan = plan
  }

  /// The largest centred square, resized to a side of the given pixels.
  public static func square(_ side: Int) -> ImageFit {
    ImageFit { height, width in
      let cut = min(height, width)
      let (top, left) = ((height - cut) / 2, (width - cut) / 2)
      return Plan(rows: top..<top + cut, columns: left..<left + cut, height: side, width: side)
    }
  }

  /// The whole picture, resized to this size whatever its proportions.
  public static func size(height: Int, width: Int) -> ImageFit {
    ImageFit {
      Plan(rows: 0..<$0, columns: 0..<$1, height: height, width: width)
    }
  }

  /// The whole picture, resized in proportion until its shorter side has the given pixels.
  public static func shorterSide(_ side: Int) -> ImageFit {
    ImageFit { height, width in
      let longer = { (long: Int, short: Int) in
        max(1, Int((Double(long) * Double(side) / Double(short)).rounded()))
      }
      return Plan(
        rows: 0..<height, columns: 0..<width,
        height: height <= width ? side : longer(height, width),
        width: width <= height ? side : longer(width, height))
    }
  }

  /// The whole picture, resized in proportion to the given width.
  public static func width(_ width: Int) -> ImageFit {
    ImageFit { rows, columns in
      let height = max(1, Int((Double(rows) * Double(width) / Double(columns)).rounded()))
      return Plan(rows: 0..<rows, columns: 0..<columns, height: height, width: width)
    }
  }
}
