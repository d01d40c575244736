extension FilterBank {
  /// The scaling function phi and the wavelet psi, sampled by the cascade algorithm.
  ///
  /// Both live on `0 ..< length - 1`; the wavelet of the reconstruction side is meant.
  /// - Parameter iterations: each one doubles the number of samples; 8 to 10 look smooth.
  /// - Returns: positions and both functions there.
  /// - Source: Daubechies, "Ten lectures on wavelets", 1992, section 6.5.
  public func cascade(iterations: Int = 8) -> (x: [Double], phi: [Double], psi: [Double]) {
    let root = 2.0.squareRoot()
    var phi = reconstructionLow.map { $0 * root }
    var psi = reconstructionHigh.map { $0 * root }
    for _ in 1..<max(iterations, 1) {
      phi = refine(phi, root: root)
      psi = refine(psi, root: root)
    }
    let step = 1 / Double(1 << max(iterations, 1))
    let count = Int((Double(length - 1) / step).rounded()) + 1
    let padded = { (values: [Double]) in
      Array(values.prefix(count)) + [Double](repeating: 0, count: max(0, count - values.count))
    }
    return ((0..<count).map { Double($0) * step }, padded(phi), padded(psi))
  }

  /// Spreads the samples apart and smooths them with the low-pass filter.
  private func refine(_ values: [Double], root: Double) -> [Double] {
    var result = [Double](repeating: 0, count: 2 * values.count - 1 + length - 1)
    for (position, value) in values.enumerated() {
      for (offset, tap) in reconstructionLow.enumerated() {
        result[2 * position + offset] += value * tap * root
      }
    }
    return result
  }
}
