#if canImport(Darwin)
  internal import Darwin
#else
  internal import Foundation
#endif

/// The most memory that this process has ever held at once.
///
/// It counts all of the process, program, libraries and buffers, and never falls: what runs later
/// cannot be told from what ran before. To measure one model, run it alone in a child process and let
/// the child report; run the child without the model too, for what the process costs by itself.
public enum PeakMemory {
  /// Largest resident size so far, in bytes; nil where the system does not tell.
  public static var bytes: Int? {
    #if canImport(Darwin)
      var usage = rusage()
      // macOS counts bytes, where Linux counts units of 1024.
      return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : nil
    #else
      // Not `getrusage`: on Linux a child begins with the peak of the process that started it.
      guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else {
        return nil
      }
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
        .map { $0 * 1024 }
    #endif
  }
}
