public import Foundation
import Torch
import WKD

/// Times training steps and translations against plain PyTorch, in one run, and checks that both sides
/// computed the same losses and pictures.
public struct TrainingBench: Sendable {
  /// A Python with the packages of `scripts/bench/requirements.txt`.
  public var python: URL
  /// The script that times the peer.
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
    /// Median seconds of PyTorch and of this library, the faster round of each.
    public let peerSeconds: Double
    public let seconds: Double
    /// This library's time over PyTorch's.
    public var share: Double { seconds / peerSeconds }
    /// Largest relative difference before any weight has moved, and over all compared steps.
    public let firstDifference: Double
    public let difference: Double
    /// Whether both are what single precision allows.
    public let agrees: Bool
  }

  /// Everything that was measured.
  public struct Report: Codable, Sendable {
    public let rows: [Row]
    /// Time of the teacher's translation over the student's, of PyTorch and of this library.
    public let peerCompression: Double
    public let compression: Double
    public let threads: Int
    public let instructions: String
  }

  /// Runs peer, library, peer, library and keeps the faster round of each.
  ///
  /// - Parameter observe: is told what begins; a round takes a minute.
  /// - Throws: ``BenchError``, or what reading the numbers throws.
  public func run(observe: (String) -> Void = { _ in }) throws -> Report {
    let (works, outcome) = try BenchPeer(python: python, script: script).compare(
      threads: threads, works: TrainingWork.all, observe: observe
    ) { works in try works.map { try $0.run() } }
    let rows = try works.enumerated().map { index, work -> Row in
      let outcomes = outcome.rounds.map { $0[index] }
      let (first, all) = outcomes[0].differences(outcome.expected)
      return Row(
        work: work.name, peerSeconds: try outcome.peerSeconds(work.key),
        seconds: outcomes.map(\.seconds).min() ?? .nan, firstDifference: first, difference: all,
        // Sums in another order at first, through 23 layers; then Adam, whose quotient of two numbers
        // near zero turns the last digits of a gradient into a whole step. In double precision the
        // tests follow three steps to 1e-9.
        agrees: first < 5e-5 && all < 5e-3)
    }
    let translations = rows.suffix(2)
    guard let teacher = translations.first, let student = translations.last else {
      throw BenchError.answer
    }
    return Report(
      rows: rows, peerCompression: teacher.peerSeconds / student.peerSeconds,
      compression: teacher.seconds / student.seconds, threads: threads,
      instructions: Runtime.cpuCapability)
  }
}
