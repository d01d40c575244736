internal import Torch

/// Convolves one signal with many kernels of different lengths by the Fourier transform.
///
/// The signal is cut into overlapping blocks whose length suits the kernel, and only the part of each
/// block that no border disturbs is kept (overlap-save). A short kernel then costs short transforms
/// that stay in the processor's cache, and the spectra of the blocks serve all kernels of about the
/// same length.
struct ContinuousConvolution {
  private let signal: Tensor
  private var spectra: (plan: BlockPlan, blocks: Tensor)?

  /// A convolution of `[samples]`, float32 or float64.
  init(_ signal: Tensor) {
    self.signal = signal
  }

  /// Writes the coefficients of some scales into their rows of `output`.
  ///
  /// - Shape: output `[parts, scales, samples]`, with the real and perhaps the imaginary part.
  /// - Precondition: the reach of every kernel is at most that of the plan.
  mutating func write(
    _ kernels: [ContinuousKernel], plan: BlockPlan, into output: Tensor, at scales: Range<Int>
  ) {
    let parts = output.shape[0]
    let waves = (0..<parts).flatMap { part in
      kernels.flatMap { $0.centered(part, size: plan.size) }
    }
    let spectra = Tensor(
      waves, shape: [parts, kernels.count, 1, plan.size], type: signal.type
    ).fourier(size: plan.size)
    let whole = (blocks(plan) * spectra).inverseFourier(size: plan.size)
    let valid = whole.slice(axis: 3, plan.reach..<plan.reach + plan.step)

    // All blocks but the last are full.
    let rows = output.slice(axis: 1, scales)
    let full = (plan.count - 1) * plan.step
    if full > 0 {
      rows.slice(axis: 2, 0..<full)
        .reshaped([parts, kernels.count, plan.count - 1, plan.step])
        .overwrite(with: valid.slice(axis: 2, 0..<plan.count - 1))
    }
    let rest = signal.count - full
    rows.slice(axis: 2, full..<signal.count)
      .overwrite(with: valid.select(axis: 2, plan.count - 1).slice(axis: 2, 0..<rest))
  }

  /// Spectra of the overlapping blocks, made once for neighbouring scales with the same plan.
  ///
  /// - Shape: `[blocks, size / 2 + 1]`.
  private mutating func blocks(_ plan: BlockPlan) -> Tensor {
    if let spectra, spectra.plan == plan { return spectra.blocks }
    let after = (plan.count - 1) * plan.step + plan.size - plan.reach - signal.count
    let padded = callOperator(
      "constant_pad_nd", .tensor(signal), .ints([plan.reach, after]), .double(0))[0]
    let cut = callOperator(
      "unfold", .tensor(padded), .int(0), .int(plan.size), .int(plan.step))[0]
    let blocks = cut.fourier(size: plan.size)
    spectra = (plan, blocks)
    return blocks
  }
}

/// The cut of a signal into overlapping blocks.
struct BlockPlan: Equatable {
  /// Samples that a kernel may reach to either side.
  let reach: Int
  /// Samples of a block, a length that Fourier transforms are fast at.
  let size: Int
  /// Samples from one block to the next.
  let step: Int
  /// Number of blocks.
  let count: Int

  /// The cheapest of some block lengths.
  ///
  /// - Parameters:
  ///   - kernelReach: reach of one kernel; rounded up, so that neighbouring scales share a plan.
  ///   - samples: length of the signal.
  init(kernelReach: Int, samples: Int) {
    var rounded = 32
    while rounded < kernelReach {
      let between = rounded + rounded / 2
      rounded = between >= kernelReach ? between : 2 * rounded
    }
    let reach = rounded
    let whole = Self.fastSize(samples + 2 * reach)
    let plans = [4, 8, 16].map { Self.fastSize(max($0 * reach, 1024)) }
      .map { min($0, whole) }
      .map { size in
        let step = size - 2 * reach
        return (size: size, step: step, count: (samples + step - 1) / step)
      }
    // A transform costs n log n in the cache; beyond some thousand samples memory costs more.
    func cost(_ size: Int, _ count: Int) -> Double {
      let logarithm = Double(size.bitWidth - size.leadingZeroBitCount)
      return Double((count + 1) * size) * (logarithm + Double(size) / 1000)
    }
    let best = plans.min { cost($0.size, $0.count) < cost($1.size, $1.count) }
    self.reach = reach
    size = best?.size ?? whole
    step = best?.step ?? whole - 2 * reach
    count = best?.count ?? 1
  }

  /// The smallest multiple of 32 that is at least `count` and has no prime factor above 5.
  static func fastSize(_ count: Int) -> Int {
    var size = (count + 31) / 32 * 32
    while !hasSmallFactors(size) { size += 32 }
    return size
  }

  private static func hasSmallFactors(_ number: Int) -> Bool {
    var rest = number
    for factor in [2, 3, 5] {
      while rest.isMultiple(of: factor) { rest /= factor }
    }
    return rest == 1
  }
}

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

  /// Complex conjugates.
  func conjugated() -> Tensor { callOperator("conj_physical", .tensor(self))[0] }

  /// Squared length of complex numbers; real.
  func power() -> Tensor { callOperator("abs", .tensor(self))[0].squared() }

  /// Memory of undefined content, for a result that is written piece by piece.
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
