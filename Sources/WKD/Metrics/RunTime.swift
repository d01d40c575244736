#if canImport(Darwin)
  internal import Darwin
#else
  internal import Foundation
#endif

/// The time that something takes, as the median of several runs.
public struct RunTime: Codable, Sendable {
  /// Seconds of the middle run.
  public let median: Double
  /// Seconds between the first and the third quartile of the runs.
  public let spread: Double

  /// Times `body`.
  ///
  /// - Parameters:
  ///   - warmUp: runs that are not timed, first.
  ///   - repeats: runs that are timed, at least 1.
  ///   - body: what is timed, on this thread.
  public init(warmUp: Int = 2, repeats: Int = 9, _ body: () -> Void) {
    for _ in 0..<warmUp { body() }
    let clock = ContinuousClock()
    let seconds = (0..<repeats).map { _ in clock.measure(body) / .seconds(1) }.sorted()
    median = seconds[repeats / 2]
    spread = seconds[3 * repeats / 4] - seconds[repeats / 4]
  }
}

/// The most memory that this process has ever held at once.
///
/// It counts all of the process, program, libraries and buffers, and never falls: later work cannot be
/// told from earlier work. To measure one model, run it alone in a child process and let
/// the child report; run the child without the model too, for what the process costs by itself.
public enum PeakMemory {
  /// Largest resident size so far, in bytes; nil where the system does not report it.
  public static var bytes: Int? {
    #if canImport(Darwin)
      var usage = rusage()
      // macOS counts bytes, where Linux counts units of 1024.
      return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : nil
    #else
      // Not `getrusage`: on Linux a child starts with the peak of the process that started it.
      guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else {
        return nil
      }
      let line = status.split(whereSeparator: \.isNewline).first { $0.hasPrefix("VmHWM:") }
      return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
        .map { $0 * 1024 }
    #endif
  }
}
