package import Torch
import WKD

/// The bench of the wavelet kernels against PyWavelets, pytorch_wavelets and ptwt.
package typealias WaveletBench = Bench<WaveletWork>

/// One piece of work of the wavelet bench.
package struct WaveletWork: BenchWork {
  package let key: String
  private let name: String
  private let peer: String
  private let repeats: Int
  /// Bytes of the inputs and results.
  private let traffic: Int
  private let tolerance: Double
  private let body: @Sendable () -> Void
  /// The largest difference from the peer's numbers, over the largest of these.
  private let difference: @Sendable (_ expected: [String: Tensor]) throws -> Double

  package static func all(_ inputs: Safetensors) throws -> [WaveletWork] {
    let input = { (name: String) throws -> Tensor in
      guard let tensor = inputs.tensors[name] else { throw BenchError.answer }
      return tensor
    }
    return [
      try loss("haar", student: try input("student"), teacher: try input("teacher")),
      try loss("db3", student: try input("student"), teacher: try input("teacher")),
      forward(try input("image")), try roundTrip(try input("student")),
      continuous(try input("signal"), scales: try input("scales").values),
    ]
  }

  /// The median in seconds.
  package func run() -> Double { RunTime(warmUp: 3, repeats: repeats, body).median }

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

extension WaveletWork {
  /// One line of the result.
  package struct Row: Codable, Sendable {
    package let work: String
    package let peer: String
    /// Median seconds of the peer.
    package let peerSeconds: Double
    /// Median seconds of this library.
    package let seconds: Double
    /// The number of times by which this library is faster.
    package var ratio: Double { peerSeconds / seconds }
    /// The largest difference of the numbers, over the largest number.
    package let difference: Double
    /// Whether the difference is what the precision allows.
    package let agrees: Bool
    /// The share of the measured copy bandwidth that reading each input and writing each result takes.
    package let bandwidthShare: Double
  }

  /// Everything that was measured.
  package struct Report: Codable, Sendable {
    package let rows: [Row]
    /// Bytes read and written in a second by a plain copy.
    package let copyBandwidth: Double
    package let threads: Int
    package let instructions: String
  }

  package static func report(_ pairs: [BenchPair<WaveletWork>], threads: Int) throws -> Report {
    let bandwidth = copyBandwidth()
    let rows = try pairs.map { pair -> Row in
      let seconds = pair.outcomes.min() ?? .nan
      let difference = try pair.work.difference(pair.expected)
      return Row(
        work: pair.work.name, peer: pair.work.peer, peerSeconds: pair.peerSeconds,
        seconds: seconds, difference: difference, agrees: difference < pair.work.tolerance,
        bandwidthShare: Double(pair.work.traffic) / bandwidth / seconds)
    }
    return Report(
      rows: rows, copyBandwidth: bandwidth, threads: threads,
      instructions: WaveletTransform.instructionSet)
  }

  /// Bytes a second of copying 256 MiB, read and written.
  private static func copyBandwidth() -> Double {
    let source = Tensor.ones([1 << 26])
    let target = Tensor.zeros([1 << 26])
    let copy = RunTime(repeats: 7) { _ = callOperator("copy_", .tensor(target), .tensor(source)) }
    return Double(2 * source.count * 4) / copy.median
  }
}
