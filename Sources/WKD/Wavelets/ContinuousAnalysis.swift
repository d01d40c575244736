internal import Foundation
internal import Torch

extension ContinuousTransform {
  /// The kernels of all scales, in their order.
  func kernels() -> [ContinuousKernel] {
    let integral = method == .integrated ? WaveletIntegral(wavelet) : nil
    return scales.map { scale in
      let extra = normalization == .amplitude ? 1 / scale.squareRoot() : 1
      if let integral {
        return integral.kernel(scale: scale, factor: scale.squareRoot() * extra)
      }
      return wavelet.sampledKernel(scale: scale, factor: extra / scale.squareRoot())
    }
  }

  /// - Shape: `[samples]` to `[parts, scales, samples]`.
  func convolvedByFourier(_ signal: Tensor) -> Tensor {
    let parts = wavelet.isComplex ? 2 : 1
    let kernels = kernels()
    let plans = kernels.map { BlockPlan(kernelReach: $0.reach, samples: signal.count) }
    let output = Tensor.unwritten([parts, scales.count, signal.count], type: signal.type)
    var convolution = ContinuousConvolution(signal)
    var start = 0
    while start < scales.count {
      let plan = plans[start]
      // Some scales at once keep all threads busy; too many would leave the cache.
      let limit = max(1, (1 << 19) / (parts * plan.count * plan.size))
      var end = start + 1
      while end < scales.count, end - start < limit, plans[end] == plan { end += 1 }
      convolution.write(
        Array(kernels[start..<end]), plan: plan, into: output, at: start..<end)
      start = end
    }
    return output
  }

  /// - Shape: `[samples]` to `[parts, scales, samples]`; sums in double precision.
  func convolvedDirectly(_ signal: Tensor) -> Tensor {
    let samples = signal.values
    let kernels = kernels()
    let parts = (0..<(wavelet.isComplex ? 2 : 1)).flatMap { part in
      kernels.flatMap { centralConvolution(samples, $0.rows[part], lead: $0.lead) }
    }
    return Tensor(
      parts, shape: [parts.count / (scales.count * samples.count), scales.count, samples.count],
      type: signal.type)
  }
}

/// Samples `lead` and following of the full convolution, as many as the signal has.
private func centralConvolution(_ signal: [Double], _ kernel: [Double], lead: Int) -> [Double] {
  signal.indices.map { shift in
    let end = shift + lead
    let first = max(0, end - kernel.count + 1)
    let last = min(signal.count - 1, end)
    var sum = 0.0
    for index in stride(from: first, through: last, by: 1) {
      sum += signal[index] * kernel[end - index]
    }
    return sum
  }
}
