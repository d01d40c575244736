public import Foundation
import Console
import Torch
import WKD

/// Time and memory of one generator, measured in a process of its own.
public struct GeneratorTiming: Codable, Sendable {
  /// Seconds for one picture, batch 1, after warming up: median and distance of the quartiles.
  public var seconds: Double
  public var spread: Double
  /// The most memory that reading and running the generator took beyond the bare process, in bytes;
  /// nil where the system does not tell.
  public var memory: Int?

  /// Measures here and now; what ran before in this process would count as bare.
  ///
  /// - Throws: what reading the weights throws.
  public init(weights: URL, size: Int, threads: Int) throws {
    Runtime.setThreads(threads)
    let picture = Tensor.zeros([1, 3, size, size])
    _ = picture.convolved(with: Tensor.zeros([1, 3, 3, 3]))  // loads what every network needs
    let bare = PeakMemory.bytes
    let generator = try GeneratorPair(contentsOf: weights).ab
    let time = RunTime(of: generator, side: size)
    seconds = time.median
    spread = time.spread
    memory = PeakMemory.bytes.flatMap { peak in bare.map { peak - $0 } }
  }

  /// Measures in a child process, which nothing that ran before can disturb.
  ///
  /// - Parameter program: answers `run-generator WEIGHTS --size N --threads N` with a timing as JSON;
  ///   nil measures in this process.
  /// - Throws: ``GeneratorTimingError`` where the child does not answer, or what reading the weights
  ///   throws.
  static func measured(
    by program: URL?, weights: String, size: Int, threads: Int
  ) throws -> GeneratorTiming {
    guard let program else {
      return try GeneratorTiming(
        weights: URL(fileURLWithPath: weights), size: size, threads: threads)
    }
    var output: [UInt8] = []
    let ending = try ChildProcess(
      executable: program,
      arguments: ["run-generator", weights, "--size", "\(size)", "--threads", "\(threads)"]
    ).run { source, bytes, _ in if source == .output { output += bytes } }
    guard ending == .exit(0),
      let timing = try? JSONDecoder().decode(GeneratorTiming.self, from: Data(output))
    else { throw GeneratorTimingError.noAnswer(weights) }
    return timing
  }
}

extension RunTime {
  /// How long a generator takes for one picture of `side` pixels.
  init(of generator: ResNetGenerator, side: Int) {
    let picture = Tensor.zeros([1, 3, side, side])
    self.init(warmUp: 3, repeats: 15) { withoutGradients { _ = generator(picture) } }
  }
}

extension GeneratorTiming {
  /// Time and memory in one line.
  func text(threads: Int) -> String {
    let memory = memory.map { String(format: ", %.0f MB at most", Double($0) / 1e6) } ?? ""
    return String(
      format: "  %.2f ms a picture (median, spread %.2f; batch 1, %d threads)%@", 1000 * seconds,
      1000 * spread, threads, memory)
  }
}

/// Why a generator cannot be measured in a process of its own.
public enum GeneratorTimingError: Error, Equatable, CustomStringConvertible {
  /// The process did not start, or did not end well.
  case noAnswer(String)

  public var description: String {
    switch self {
    case .noAnswer(let weights):
      "the process that measures \(weights) did not answer: check the program's file and the free memory"
    }
  }
}
