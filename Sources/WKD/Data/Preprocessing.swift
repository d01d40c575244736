/// The way from a picture of any size to one that a network takes.
///
/// ```swift
/// let preprocessing = Preprocessing(.scaleWidth)
/// print(preprocessing.filter, preprocessing.crop(size: 256, loadSize: 286) as Any)  // bicubic nil
/// ```
///
/// - Source: `data/base_dataset.py` of pytorch-CycleGAN-and-pix2pix, whose names the methods have; `square`
///   is of this library.
public struct Preprocessing: Sendable, Codable, Equatable {
  /// The choice of the part that is taken, and of its size.
  ///
  /// `load` is the side at which training pictures are loaded, `size` that of the networks.
  public enum Method: String, Sendable, Codable, CaseIterable {
    /// The largest centred square, resized to `load`.
    case square
    /// The whole picture, stretched to a square of `load`.
    case resizeAndCrop = "resize_and_crop"
    /// The picture as it is; a square of `size` is cut from it.
    case crop
    /// The whole picture, resized in proportion to the width `load`.
    ///
    /// Differs from the reference, which stretches lower pictures to its crop size, and whose sides may be no
    /// multiples of 4.
    case scaleWidth = "scale_width"
    /// The same, at least as high as `size`; a square of `size` is cut from it.
    case scaleWidthAndCrop = "scale_width_and_crop"
    /// The picture as it is, its sides resized to the nearest multiples of 4.
    case none
  }

  /// The filter by which pictures are resized; both widen where they shrink, against aliasing.
  public enum Filter: String, Sendable, Codable {
    /// `Tensor.resized(height:width:)` in single precision, rounded to bytes once.
    case bilinear
    /// Pillow's `BICUBIC` before version 13, to the last bit: rounded to bytes after the rows and after the columns.
    case bicubic
  }

  /// The choice of the part that is taken, and of its size.
  public let method: Method
  /// The filter by which pictures are resized.
  public let filter: Filter

  /// Largest centred squares, bilinear.
  public static let square = Preprocessing(.square)

  /// A method with its filter: bilinear for `square`, the reference's bicubic for the others.
  public init(_ method: Method) {
    self.method = method
    filter = method == .square ? .bilinear : .bicubic
  }

  /// Side of the square that is cut from every training picture at random; nil where it is taken whole.
  ///
  /// - Parameters:
  ///   - size: side that the networks take.
  ///   - loadSize: side at which training pictures are loaded.
  /// - Returns: `size`, or nil.
  public func crop(size: Int, loadSize: Int) -> Int? {
    switch method {
    case .square, .resizeAndCrop: loadSize > size ? size : nil
    case .crop, .scaleWidthAndCrop: size
    case .scaleWidth, .none: nil
    }
  }

  /// Whether every picture becomes a square of one side, so that several make a batch.
  public var makesSquares: Bool {
    switch method {
    case .square, .resizeAndCrop, .crop, .scaleWidthAndCrop: true
    case .scaleWidth, .none: false
    }
  }
}

extension Preprocessing {
  /// The use of a picture: training pictures are cut later, at random.
  package enum Use: Sendable {
    /// To be cut to a square of `size` at random, where the method says so.
    case training(size: Int, loadSize: Int)
    /// The whole of it, or the centred square of `size`.
    case testing(size: Int)
  }

  /// The steps that make one picture ready.
  package struct Steps: Sendable, Equatable {
    /// Rows and columns of the picture that the steps are for.
    package let source: [Int]
    /// Rows of the picture that are taken.
    package var rows: Range<Int>
    /// Columns of the picture that are taken.
    package var columns: Range<Int>
    /// Rows after resizing.
    package var height: Int
    /// Columns after resizing.
    package var width: Int
    /// Side of the centred square that is cut last; nil for the whole.
    package var crop: Int?

    /// Rows and columns at the end.
    package var result: (height: Int, width: Int) { (crop ?? height, crop ?? width) }
  }

  /// The steps for a picture; nil where it is too small for the square that is cut from it.
  package func steps(height: Int, width: Int, for use: Use) -> Steps? {
    let (size, load) =
      switch use {
      case .training(let size, let loadSize): (size, loadSize)
      case .testing(let size): (size, size)
      }
    var steps = Steps(
      source: [height, width], rows: 0..<height, columns: 0..<width, height: height, width: width,
      crop: nil)
    let proportional = Double(load) * Double(height) / Double(width)
    switch method {
    case .square:
      let side = min(height, width)
      steps.rows = (height - side) / 2..<(height - side) / 2 + side
      steps.columns = (width - side) / 2..<(width - side) / 2 + side
      (steps.height, steps.width) = (load, load)
    case .resizeAndCrop: (steps.height, steps.width) = (load, load)
    case .crop: break
    case .scaleWidth:
      steps.width = Self.multipleOf4(Double(load))
      steps.height = Self.multipleOf4(Double(steps.width) * Double(height) / Double(width))
    case .scaleWidthAndCrop:
      if width != load || height < size {
        (steps.height, steps.width) = (Int(max(proportional, Double(size))), load)
      }
    case .none:
      (steps.height, steps.width) = (
        Self.multipleOf4(Double(height)), Self.multipleOf4(Double(width))
      )
    }
    if case .testing = use, let crop = crop(size: size, loadSize: load) { steps.crop = crop }
    let isCut = crop(size: size, loadSize: load) != nil
    return isCut && min(steps.height, steps.width) < size ? nil : steps
  }

  /// The nearest multiple of 4, the even one of two that are as near, and at least the 8 that a generator
  /// needs.
  private static func multipleOf4(_ side: Double) -> Int {
    max(8, Int((side / 4).rounded(.toNearestOrEven)) * 4)
  }
}
