internal import CKernels
package import Torch

/// The coefficients of largest magnitude in all bands and channels of a pyramid, chosen without sorting
/// them.
///
/// Of equal ones the coarser and earlier ones stay.
package struct LargestCoefficients {
  /// The number of coefficients that stay.
  package let count: Int
  private var marks: [WaveletBand: Tensor] = [:]

  /// Chooses a part of the coefficients.
  ///
  /// - Parameters:
  ///   - share: 0 to 1, rounded to a whole number of coefficients.
  ///   - pyramid: on the CPU.
  package init(share: Double, of pyramid: WaveletPyramid) {
    let bands = pyramid.bands.map { ($0.band, $0.coefficients.detached.contiguous()) }
    count = Int((share * Double(pyramid.count)).rounded())
    let order = MagnitudeOrder(bands.map(\.1))
    // Without any to keep, no number reaches the limit.
    let limit = count > 0 ? order.bits(descending: count - 1) : .init(bits: .max, greater: 0)
    var ties = count - limit.greater
    for (band, coefficients) in bands {
      let mark = Tensor.uninitialized(coefficients.shape, type: .bool)
      ties = coefficients.withElements { numbers in
        mark.withElements { marks in
          cw_mark_magnitudes(
            numbers, coefficients.count, coefficients.type == .float64, limit.bits, ties,
            marks.assumingMemoryBound(to: Bool.self))
        }
      }
      marks[band] = mark
    }
  }

  /// The coefficients that stay, and zero for all others; differentiable.
  ///
  /// - Parameters:
  ///   - coefficients: of the band, or of some of its leading axes.
  ///   - band: that band.
  ///   - channel: the part of the band along its first axis; nil for all of it.
  /// - Returns: the shape of `coefficients`.
  package func kept(_ coefficients: Tensor, of band: WaveletBand, channel: Int? = nil) -> Tensor {
    guard let mark = marks[band] else { return coefficients }
    let zero = Tensor(0, type: coefficients.type)
    let part = channel.map { mark[$0] } ?? mark
    return callOperator("where.self", .tensor(part), .tensor(coefficients), .tensor(zero))[0]
  }
}

extension WaveletPyramid {
  /// The pyramid with its largest coefficients by absolute value alone, and zero for all others.
  ///
  /// All bands and channels compete; of equal ones the coarser and earlier ones stay.
  /// - Parameter share: the part of all coefficients to keep, 0 to 1, rounded to a whole number of them.
  /// - Returns: the pyramid, and the number of coefficients that were kept.
  public func keepingLargest(share: Double) -> (pyramid: WaveletPyramid, count: Int) {
    guard (0...1).contains(share) else {
      misuse("keepingLargest", found: "\(share)", wanted: "a share in 0...1")
    }
    let largest = LargestCoefficients(share: share, of: self)
    return (mapBands { band, values in largest.kept(values, of: band) }, largest.count)
  }
}

extension Tensor {
  /// The magnitudes at some ranks of the ascending order, without sorting: NaN comes last.
  ///
  /// - Parameter ranks: 0 for the least, below the number of elements.
  /// - Returns: a magnitude for each rank.
  /// - Precondition: float32 or float64, on a CPU.
  package func magnitudes(atRanks ranks: [Int]) -> [Double] {
    let order = MagnitudeOrder([detached.contiguous()])
    return ranks.map { rank in
      let bits = order.bits(descending: count - 1 - rank).bits
      return type == .float64
        ? Double(bitPattern: bits) : Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    }
  }
}

/// The order of the magnitudes of all elements of some contiguous tensors of one type.
private struct MagnitudeOrder {
  /// A magnitude, with the number of those that are greater.
  struct Limit {
    let bits: UInt64
    let greater: Int
  }

  private let tensors: [Tensor]
  private let isWide: Bool

  init(_ tensors: [Tensor]) {
    guard let type = tensors.first?.type, type == .float32 || type == .float64 else {
      misuse(
        "MagnitudeOrder", found: "\(tensors.map(\.type))", wanted: "tensors of float32 or float64")
    }
    self.tensors = tensors
    isWide = type == .float64
  }

  /// The magnitude at a rank of the descending order, 0 for the greatest.
  func bits(descending rank: Int) -> Limit {
    var (prefix, greater) = (UInt64(0), 0)
    for shift in stride(from: isWide ? 48 : 16, through: 0, by: -16) {
      let counts = counts(shift: shift, prefix: prefix)
      var bucket = counts.count - 1
      while bucket > 0, greater + counts[bucket] <= rank {
        greater += counts[bucket]
        bucket -= 1
      }
      prefix = prefix << 16 | UInt64(bucket)
    }
    return Limit(bits: prefix, greater: greater)
  }

  private func counts(shift: Int, prefix: UInt64) -> [Int] {
    var counts = [UInt64](repeating: 0, count: 1 << 16)
    for tensor in tensors {
      tensor.withElements {
        cw_count_magnitudes($0, tensor.count, isWide, UInt32(shift), prefix, &counts)
      }
    }
    return counts.map(Int.init)
  }
}
