internal import Torch

extension WaveletPyramid {
  /// The pyramid with its largest coefficients alone, and zero for all others.
  ///
  /// All bands and channels compete; of equal ones the coarser and earlier ones stay.
  /// - Parameter share: the part of all coefficients to keep, rounded to a whole number of them.
  /// - Precondition: `share` lies in 0...1.
  public func keepingLargest(share: Double) -> (pyramid: WaveletPyramid, count: Int) {
    guard (0...1).contains(share) else {
      misuse("keepingLargest", found: "\(share)", wanted: "a share in 0...1")
    }
    let kept = Int((share * Double(count)).rounded())
    let sizes = Tensor.concatenated(bands.map { $0.coefficients.detached.reshaped([-1]).abs() })
    let order = callOperator(
      "sort.stable", .tensor(sizes), .bool(true), .int(0), .bool(true))[1]
    let mask = callOperator(
      "index_fill.int_Scalar", .tensor(Tensor.zeros([count], type: ll.type)), .int(0),
      .tensor(order[0..<kept]), .double(1))[0]
    var masks: [String: Tensor] = [:]
    var start = 0
    for band in bands {
      let size = band.coefficients.count
      masks[band.name] = mask[start..<start + size].reshaped(band.coefficients.shape)
      start += size
    }
    return (mapBands { name, band in masks[name].map { band * $0 } ?? band }, kept)
  }
}
