import Foundation
import Torch

/// A short description of a picture that hardly changes when it is resized, saved as JPEG, made brighter or
/// grey, by which near duplicates are found.
///
/// Two pictures are near duplicates where at most ``distanceLimit`` of the 63 bits differ, and their
/// brightness at 16 by 16 pixels has a correlation of ``correlationLimit`` or above. A copy from which more
/// than about 3 % of a side was cut is not found.
///
/// - Source: the bits are the signs of the lowest 63 cosine coefficients against their median, as in pHash:
///   Zauner, "Implementation and benchmarking of perceptual image hash functions", 2010.
struct PictureLikeness: Sendable {
  /// The most bits that may differ.
  static let distanceLimit = 10
  /// The least correlation.
  static let correlationLimit = 0.95

  private let bits: UInt64
  private let mirroredBits: UInt64
  /// 16 by 16, with mean zero and length one; all zero for a picture of one colour.
  private let small: [Float]

  /// Describes a picture.
  ///
  /// - Parameter brightness: `[H, W]`, 0 to 255.
  init(brightness: Tensor) {
    let image = brightness.expanded(at: 0).expanded(at: 0)
    let cosines = Self.cosines
    let spectrum = cosines.matmul(image.resized(height: 32, width: 32)[0][0])
      .matmul(cosines.transposed(0, 1)).floats
    let lowest = (1..<64).map { (row: $0 / 8, column: $0 % 8) }
    bits = Self.bits(lowest.map { spectrum[32 * $0.row + $0.column] })
    mirroredBits = Self.bits(
      lowest.map { spectrum[32 * $0.row + $0.column] * ($0.column % 2 == 0 ? 1 : -1) })
    let values = image.resized(height: 16, width: 16).floats
    let mean = values.reduce(0, +) / Float(values.count)
    let length = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }.squareRoot()
    // Below one grey level there is nothing to compare.
    small = values.map { length > 16 ? ($0 - mean) / length : 0 }
  }

  private static let cosines = PictureTraces.cosines(32)

  private static func bits(_ values: [Float]) -> UInt64 {
    let median = values.sorted()[values.count / 2]
    return values.reduce(0) { $0 << 1 | ($1 > median ? 1 : 0) }
  }

  /// Whether the other picture shows the same, or the same mirrored left to right.
  func isNear(_ other: PictureLikeness) -> Bool {
    if (bits ^ other.bits).nonzeroBitCount <= Self.distanceLimit,
      correlation(other, isMirrored: false) >= Self.correlationLimit
    {
      return true
    }
    return (mirroredBits ^ other.bits).nonzeroBitCount <= Self.distanceLimit
      && correlation(other, isMirrored: true) >= Self.correlationLimit
  }

  private func correlation(_ other: PictureLikeness, isMirrored: Bool) -> Double {
    var sum: Float = 0
    for place in small.indices {
      sum += small[isMirrored ? place / 16 * 16 + 15 - place % 16 : place] * other.small[place]
    }
    return Double(sum)
  }
}
