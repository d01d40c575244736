import Torch
import WKD

/// One piece of work that both sides of the wavelet bench do.
struct WaveletWork: Sendable {
  /// The peer's name for it.
  let key: String
  let name: String
  let peer: String
  let repeats: Int
  /// Bytes of the inputs and results.
  let traffic: Int
  let tolerance: Double
  let body: @Sendable () -> Void
  /// Largest difference from the peer's numbers, over the largest of these.
  let difference: @Sendable (_ expected: [String: Tensor]) throws -> Double

  /// All of them, on the given inputs.
  static func all(_ inputs: [String: Tensor]) throws -> [WaveletWork] {
    let input = { (name: String) throws -> Tensor in
      guard let tensor = inputs[name] else { throw BenchError.answer }
      return tensor
    }
    return [
      try loss("haar", student: try input("student"), teacher: try input("teacher")),
      try loss("db3", student: try input("student"), teacher: try input("teacher")),
      forward(try input("image")), try roundTrip(try input("student")),
      continuous(try input("signal"), scales: try input("scales").values),
    ]
  }

  private static func loss(_ name: String, student: Tensor, teacher: Tensor) throws -> WaveletWork {
    let loss = WaveletLoss(WaveletTransform(try FilterBank(named: name), levels: 3, mode: .zero))
    let point = student.trackingGradients()
    let run: @Sendable () -> (Tensor, Tensor) = {
      let value = loss(student: point, teacher: teacher)
      return (value, gradients(of: value, at: [point])[0])
    }
    return WaveletWork(
      key: "loss \(name)", name: "WKD loss and gradient, \(name), 3 levels, 8x3x256x256 float32",
      peer: "pytorch_wavelets", repeats: 30, traffic: 3 * 4 * student.count, tolerance: 1e-5,
      body: { _ = run() },
      difference: { expected in
        let (value, gradient) = run()
        return max(
          relative(value.reshaped([1]), expected["loss \(name)"]),
          relative(gradient, expected["gradient \(name)"]))
      })
  }

  private static func forward(_ image: Tensor) -> WaveletWork {
    let transform = WaveletTransform(.haar, levels: 3, mode: .zero)
    return WaveletWork(
      key: "forward", name: "forward DWT, haar, 3 levels, 1024x1024 float64", peer: "PyWavelets",
      repeats: 50, traffic: 2 * 8 * image.count, tolerance: 1e-12,
      body: { _ = transform(image) },
      difference: { expected in
        let pyramid = transform(image)
        return max(
          relative(pyramid.ll, expected["forward LL3"]),
          relative(pyramid["HH1"], expected["forward HH1"]))
      })
  }

  private static func roundTrip(_ images: Tensor) throws -> WaveletWork {
    let transform = WaveletTransform(try FilterBank(named: "db4"), levels: 3, mode: .reflect)
    return WaveletWork(
      key: "round trip", name: "forward and inverse, db4, 3 levels, 8x3x256x256 float32",
      peer: "ptwt", repeats: 30, traffic: 4 * 4 * images.count, tolerance: 1e-5,
      body: { _ = transform.inverse(transform(images)) },
      difference: { expected in
        let pyramid = transform(images)
        return max(
          relative(pyramid.ll, expected["round trip LL3"]),
          relative(transform.inverse(pyramid), expected["round trip image"]))
      })
  }
}

extension WaveletWork {
  private static func continuous(_ signal: Tensor, scales: [Double]) -> WaveletWork {
    let transform = ContinuousTransform(.morlet, scales: scales, method: .integrated)
    return WaveletWork(
      key: "continuous", name: "CWT, morl, 65,536 samples, 64 scales, float64",
      peer: "PyWavelets", repeats: 15, traffic: 8 * signal.count * (1 + scales.count),
      tolerance: 1e-6,
      body: { _ = transform(signal) },
      difference: { expected in relative(transform(signal), expected["continuous"]) })
  }
}
