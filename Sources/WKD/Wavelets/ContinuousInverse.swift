internal import Foundation
public import Torch

extension ContinuousTransform {
  /// Restores a signal from its coefficients, as well as the scales allow.
  ///
  /// The transform is a bank of filters, far more than are needed; this is their least-squares
  /// inverse: every row is filtered with its own wavelet once more, and the sum is divided by the
  /// total power with which the scales cover each frequency. Frequencies that no scale covers, the
  /// mean first of all, cannot come back. With scales from 2 to 256 in 48 equal ratios, a Morlet
  /// wavelet restores a tone within their band to better than a thousandth inside the cone of
  /// influence; near the ends, where coefficients beyond the signal are missing, errors reach some
  /// per cent.
  ///
  /// - Shape: `[scales, samples]` to `[samples]`.
  /// - Precondition: the coefficients are this transform's.
  /// - Source: Duffin and Schaeffer, "A class of nonharmonic Fourier series", 1952 (the dual frame).
  public func inverse(_ coefficients: ContinuousCoefficients) -> Tensor {
    let shape = coefficients.real.shape
    guard shape[0] == scales.count, (coefficients.imaginary != nil) == wavelet.isComplex else {
      misuse(
        "ContinuousTransform.inverse", found: "\(shape) coefficients",
        wanted: "[\(scales.count), samples] of \(wavelet.name)")
    }
    let kernels = kernels()
    let reach = kernels.map(\.reach).max() ?? 0
    let size = BlockPlan.fastSize(shape[1] + 2 * reach)
    let type = coefficients.real.type
    let parts = [coefficients.real] + (coefficients.imaginary.map { [$0] } ?? [])

    var total: Tensor?
    var coverage: Tensor?
    for (index, kernel) in kernels.enumerated() {
      for (part, rows) in parts.enumerated() {
        let wave = Tensor(kernel.centered(part, size: size), type: type).fourier(size: size)
        let answer = rows[index].fourier(size: size) * wave.conjugated()
        total = total.map { $0 + answer } ?? answer
        coverage = coverage.map { $0 + wave.power() } ?? wave.power()
      }
    }
    guard let total, let coverage else { return .zeros([shape[1]], type: type) }
    // What is covered a million times worse than the best is noise, not signal.
    let floor = coverage.max().item * 1e-6
    let inverted = coverage / coverage.clamped(to: floor...Double.infinity).squared()
    return (total * inverted).inverseFourier(size: size).slice(axis: 0, 0..<shape[1])
  }
}
