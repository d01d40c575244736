import Console
public import Foundation
import Torch
import WKD

/// Time and memory of one generator.
///
/// Memory is the growth of the process's peak, so that a number of use comes from a process that has done
/// little before.
public struct GeneratorTiming: Codable, Sendable {
  /// Seconds for one picture, batch 1, after warming up: the median of 15 runs.
  public var seconds: Double
  /// The distance of the quartiles of the same runs, in seconds.
  public var spread: Double
  /// The most memory that reading and running the generator took beyond the bare process, in bytes;
  /// nil where the system does not report it.
  public var memory: Int?

  /// Measures the generator from A to B in this process.
  ///
  /// - Parameters:
  ///   - weights: a folder with the weights of both directions.
  ///   - size: side of the picture in pixels, a multiple of 4 from 8.
  ///   - threads: threads of one operation, from now on.
  /// - Throws: `GeneratorPairError`, `SafetensorsError`, `WeightsError` or `GeneratorFileError`.
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
  /// - Parameters:
  ///   - program: answers `run-generator WEIGHTS --size N --threads N` with a timing as JSON; nil
  ///     measures in this process.
  ///   - weights: a folder with the weights of both directions.
  ///   - size: side of the picture in pixels.
  ///   - threads: threads of one operation.
  /// - Returns: what the child measured.
  /// - Throws: ``GeneratorTimingError`` where the child does not answer, or what reading the weights
  ///   throws.
  package static func measured(
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

  /// Time and memory in one line.
  func text(threads: Int) -> String {
    let memory = memory.map { String(format: ", %.0f MB at most", Double($0) / 1e6) } ?? ""
    return String(
      format: "  %.2f ms a picture (median, spread %.2f; batch 1, %@)%@", 1000 * seconds,
      1000 * spread, counted(threads, "thread"), memory)
  }
}

extension RunTime {
  /// The time that a generator takes for one picture of `side` pixels.
  init(of generator: ResNetGenerator, side: Int) {
    let picture = Tensor.zeros([1, 3, side, side])
    self.init(warmUp: 3, repeats: 15) { withoutGradients { _ = generator(picture) } }
  }
}

/// The reason why a generator cannot be measured in a process of its own.
package enum GeneratorTimingError: Error, Equatable, CustomStringConvertible {
  /// The process did not start, or did not end well.
  case noAnswer(String)

  /// One sentence that says what is wrong and what to do.
  package var description: String {
    switch self {
    case .noAnswer(let weights):
      "the process that measures \(weights) did not answer: check the program's file and the free "
        + "memory"
    }
  }
}
