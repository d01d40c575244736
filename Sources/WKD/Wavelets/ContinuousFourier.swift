internal import Torch

// Fourier transforms as the continuous transform needs them.

extension Tensor {
  /// Spectrum along the last axis, padded with zeros; complex.
  ///
  /// - Shape: `[..., n]` to `[..., size / 2 + 1]`.
  func fourier(size: Int) -> Tensor {
    callOperator("fft_rfft", .tensor(self), .int(size), .int(-1), .none)[0]
  }

  /// Real samples of a spectrum.
  ///
  /// - Shape: `[..., size / 2 + 1]` to `[..., size]`.
  func inverseFourier(size: Int) -> Tensor {
    callOperator("fft_irfft", .tensor(self), .int(size), .int(-1), .none)[0]
  }

  /// Complex numbers with the sign of the imaginary part turned.
  func conjugated() -> Tensor { callOperator("conj_physical", .tensor(self))[0] }

  /// Squared length of complex numbers; real.
  func power() -> Tensor { callOperator("abs", .tensor(self))[0].squared() }

  /// Memory of any content, for a result that is written piece by piece.
  static func unwritten(_ shape: [Int], type: ElementType) -> Tensor {
    callOperator("empty.memory_format", .ints(shape), .int(Int(type.rawValue)))[0]
  }

  /// Copies values into this tensor, which may be a part of a larger one.
  ///
  /// The one operation in place: a transform writes scale after scale into one result.
  func overwrite(with values: Tensor) {
    _ = callOperator("copy_", .tensor(self), .tensor(values), .bool(false))
  }
}
