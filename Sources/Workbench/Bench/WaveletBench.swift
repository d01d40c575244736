public import Foundation
import Torch
import WKD

/// Times the wavelet kernels against PyWavelets, pytorch_wavelets and ptwt, in one run, and checks
/// that both sides computed the same numbers.
public struct WaveletBench: Sendable {
  /// A Python with the packages of `scripts/bench/requirements.txt`.
  public var python: URL
  /// The script that times the peers.
  public var script: URL
  /// Threads of both sides.
  public var threads: Int

  public init(python: URL, script: URL, threads: Int) {
    self.python = python
    self.script = script
    self.threads = threads
  }

  /// One line of the result.
  public struct Row: Codable, Sendable {
    public let work: String
    public let peer: String
    /// Median seconds of the peer and of this library.
    public let peerSeconds: Double
    public let seconds: Double
    /// How many times faster this library is.
    public var ratio: Double { peerSeconds / seconds }
    /// Largest difference of the numbers, over the largest number.
    public let difference: Double
    /// Whether the difference is what the precision allows.
    public let agrees: Bool
    /// Share of the measured copy bandwidth that reading each input and writing each result takes.
    public let bandwidthShare: Double
  }

  /// Everything that was measured.
  public struct Report: Codable, Sendable {
    public let rows: [Row]
    /// Bytes read and written in a second by a plain copy.
    public let copyBandwidth: Double
    public let threads: Int
    public let instructions: String
  }

  /// Runs peer, library, peer, library and keeps the faster round of each.
  ///
  /// - Throws: ``BenchError``, or what reading the numbers throws.
  public func run() throws -> Report {
    let (works, outcome) = try BenchPeer(python: python, script: script).compare(
      threads: threads, works: { try WaveletWork.all($0.tensors) }
    ) { works in works.map { RunTime(warmUp: 3, repeats: $0.repeats, $0.body).median } }
    let bandwidth = Self.copyBandwidth()
    let rows = try works.enumerated().map { index, work -> Row in
      let seconds = outcome.rounds.map { $0[index] }.min() ?? .nan
      let difference = try work.difference(outcome.expected)
      return Row(
        work: work.name, peer: work.peer, peerSeconds: try outcome.peerSeconds(work.key),
        seconds: seconds,
        difference: difference, agrees: difference < work.tolerance,
        bandwidthShare: Double(work.traffic) / bandwidth / seconds)
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
