/// The part of a picture that is taken, and the size that it gets.
///
/// ```swift
/// let file = FileManager.default.temporaryDirectory.appendingPathComponent("wide.png")
/// try ImageFile.write(Tensor.zeros([3, 40, 120]), to: file)
/// print(try ImageFile.read(file, fitting: .size(height: 20, width: 60)).shape)  // [3, 20, 60]
/// let square = ImageFit { height, width in
///   .init(rows: 0..<height, columns: 0..<height, height: 32, width: 32)
/// }
/// print(try ImageFile.read(file, fitting: square).shape)  // [3, 32, 32]
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

  /// The whole picture, resized to this size whatever its proportions.
  public static func size(height: Int, width: Int) -> ImageFit {
    ImageFit {
      Plan(rows: 0..<$0, columns: 0..<$1, height: height, width: width)
    }
  }
}
