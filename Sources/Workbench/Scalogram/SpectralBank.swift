import Foundation
import Torch
import WKD

/// The rows of a continuous wavelet transform of blocks of one length, made of the formula of the wavelet's
/// spectrum.
///
/// A wavelet that is sampled aliases at small scales; its spectrum by the formula does not, so that a tone
/// is strongest at its own scale up to ``ScalogramRange/highestShare`` of the rate. Only frequencies on the
/// side of the wavelet's peak are taken: the answer is the analytic one, whose magnitude does not swing with
/// the phase of a tone. For a real wavelet its real part is the coefficient. Every spectrum is divided by its
/// height at the peak, so that a tone shows its own height.
struct SpectralBank {
  let wavelet: ContinuousWavelet
  /// Samples of a block.
  let size: Int
  private let rows: [Row]
  private let type: ElementType

  private struct Row {
    /// The first bin of the spectrum that the wavelet answers to.
    let first: Int
    let kernel: Tensor
    /// Samples of the answer over the length of the block.
    let count: Int
  }

  /// Answers of one row.
  struct Answer {
    /// Magnitudes of the analytic answer at equal distances over the block.
    let envelope: [Double]
    /// Magnitudes of the coefficients: the envelope of a complex wavelet, the absolute values of a real one.
    let magnitude: [Double]
  }

  /// Rows for some scales.
  ///
  /// A block has an even number of samples; `density` is the least number of answers for one of them, nil
  /// for exactly one.
  init(
    _ wavelet: ContinuousWavelet, scales: [Double], size: Int, density: Double?,
    type: ElementType = .float64
  ) {
    self.wavelet = wavelet
    self.size = size
    self.type = type
    let band = AnswerBand(wavelet)
    rows = scales.map { scale in
      let first = max(1, Int((band.lower * Double(size) / scale).rounded(.down)))
      let last = max(first, min(size / 2, Int((band.upper * Double(size) / scale).rounded(.up))))
      let bins = last - first + 1
      // The envelope needs as many answers as bins; more of them show its tops.
      let least = (type == .float64 ? 2 : 1) * (wavelet.isComplex ? 2 * bins : 4 * last)
      let count = density.map { Self.fastSize(max(least, Int(($0 * Double(size)).rounded(.up)))) }
      let factor = Double(count ?? size) / Double(size)
      let heights = (first...last).map { bin -> Double in
        let frequency = Double(bin) / Double(size)
        return factor * band.height(scale * frequency) * Self.taper(frequency)
      }
      return Row(first: first, kernel: Tensor(heights, type: type), count: count ?? size)
    }
  }

  /// The spectrum of a block, which all rows share.
  ///
  /// - Shape: `[size]` to `[size / 2 + 1]`, complex.
  func spectrum(of block: [Double]) -> Tensor {
    callOperator(
      "fft_rfft", .tensor(Tensor(block, type: type)), .int(size), .int(-1), .none)[0]
  }

  /// The answers of one row to a block.
  func answer(row: Int, to spectrum: Tensor) -> Answer {
    let row = rows[row]
    guard !wavelet.isComplex else {
      let envelope = Self.absolute(inverse(row, spectrum, isShifted: true)).values
      return Answer(envelope: envelope, magnitude: envelope)
    }
    let analytic = inverse(row, spectrum, isShifted: false)
    let part = Self.part(wavelet.spectrumTurn.isMultiple(of: 2) ? 0 : 1, of: analytic)
    return Answer(
      envelope: Self.absolute(analytic).values, magnitude: part.abs().values)
  }

  /// The coefficients of one row at every sample of the block.
  ///
  /// - Returns: real parts, and imaginary ones for a complex wavelet.
  func coefficients(row: Int, to spectrum: Tensor) -> (real: [Double], imaginary: [Double]?) {
    let analytic = inverse(rows[row], spectrum, isShifted: false)
    let (x, y) = (Self.part(0, of: analytic).values, Self.part(1, of: analytic).values)
    // The conjugate of the wavelet's quarter turns.
    let (real, imaginary): ([Double], [Double]) =
      switch (4 - wavelet.spectrumTurn) % 4 {
      case 0: (x, y)
      case 1: (y.map { -$0 }, x)
      case 2: (x.map { -$0 }, y.map { -$0 })
      default: (y, x.map { -$0 })
      }
    guard wavelet.isComplex else { return (real, nil) }
    // At negative frequencies stands the conjugate of what stands at positive ones.
    return (real, wavelet.isBackward ? imaginary.map { -$0 } : imaginary)
  }

  /// The analytic answer of a row; shifted, the first bin is taken for frequency 0, which leaves magnitudes
  /// alone.
  private func inverse(_ row: Row, _ spectrum: Tensor, isShifted: Bool) -> Tensor {
    let bins = row.kernel.count
    let some = spectrum.slice(axis: 0, row.first..<row.first + bins) * row.kernel
    let placed =
      isShifted
      ? some
      : callOperator("constant_pad_nd", .tensor(some), .ints([row.first, 0]), .double(0))[0]
    return callOperator("fft_ifft", .tensor(placed), .int(row.count), .int(-1), .none)[0]
  }

  private static func absolute(_ complex: Tensor) -> Tensor {
    callOperator("abs", .tensor(complex))[0]
  }

  private static func part(_ part: Int, of complex: Tensor) -> Tensor {
    callOperator("view_as_real", .tensor(complex))[0].select(axis: 1, part)
  }

  /// A factor that falls from 1 at the highest frequency that is told to 0 at half the rate.
  ///
  /// It is the same at every scale, so that it moves no peak, and smooth, so that rows near half the rate
  /// do not ring.
  static func taper(_ frequency: Double) -> Double {
    let highest = ScalogramRange.highestShare
    guard frequency > highest else { return 1 }
    return 0.5 + 0.5 * cos(.pi * min(1, (frequency - highest) / (0.5 - highest)))
  }

  /// The smallest even length of at least `count` without a prime factor above 5.
  static func fastSize(_ count: Int) -> Int {
    var size = max(2, count + count % 2)
    while true {
      var rest = size
      for factor in [2, 3, 5] {
        while rest.isMultiple(of: factor) { rest /= factor }
      }
      if rest == 1 { return size }
      size += 2
    }
  }
}
