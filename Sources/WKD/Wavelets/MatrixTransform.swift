internal import Torch

// Where the kernels do not run, the transform is what it is on paper: a product with two matrices, one
// for the columns and one for the rows. Slower on a CPU, but made of LibTorch's operators alone.
extension WaveletTransform {
  /// The bands of `[..., H, W]` on any device, in single precision at least.
  func analyzedByMatrices(_ images: Tensor) -> WaveletPyramid {
    let isHalf = images.type != .float32 && images.type != .float64
    var coarse = isHalf ? images.converted(to: .float32) : images
    let details = (0..<levels).map { _ -> DetailBands in
      let (height, width) = (coarse.shape[coarse.rank - 2], coarse.shape[coarse.rank - 1])
      let (lowY, highY) = matrices(height, like: coarse)
      let (lowX, highX) = matrices(width, like: coarse)
      let (low, high) = (coarse.matmul(lowX), coarse.matmul(highX))  // [..., H, w]
      let along = { (half: Tensor, matrix: Tensor) in matrix.transposed(0, 1).matmul(half) }
      coarse = along(low, lowY)
      return DetailBands(
        lh: along(low, highY), hl: along(high, lowY), hh: along(high, highY), height: height,
        width: width)
    }
    return WaveletPyramid(ll: coarse, details: details)
  }

  /// What averages and differences make of each of `count` unit signals: `[count, coefficients]`.
  private func matrices(_ count: Int, like tensor: Tensor) -> (low: Tensor, high: Tensor) {
    let units = Tensor(
      (0..<count * count).map { $0 % (count + 1) == 0 ? 1.0 : 0 }, shape: [count, count],
      type: .float64)
    let (low, high) = analyze(units)
    let place = { (matrix: Tensor) in matrix.converted(to: tensor.type).moved(to: tensor.device) }
    return (place(low), place(high))
  }
}
