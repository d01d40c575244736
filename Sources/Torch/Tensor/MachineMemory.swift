internal import Foundation

/// The memory that this process may still take.
package enum MachineMemory {
  /// A number of bytes that takes the place of the machine's within a task, for tests.
  @TaskLocal package static var assumed: Int?

  /// Bytes that can be taken before the machine swaps or the process is ended; nil where it is not known.
  ///
  /// The smallest of what the machine has left, what its control group leaves and the limit of the address
  /// space.
  package static var available: Int? {
    if let assumed { return assumed }
    return [machineLeft, controlGroupLeft, addressSpaceLeft].compactMap { $0 }.min()
  }

  /// Refuses work that needs more memory than there is.
  ///
  /// - Parameters:
  ///   - bytes: an upper bound of what the work takes at its peak.
  ///   - work: the subject of the sentence, such as `decomposing photo.jpg`.
  ///   - advice: what to do instead, such as `give a smaller picture`.
  /// - Throws: ``MemoryError``.
  package static func check(_ bytes: Int, for work: String, advice: String) throws {
    guard let available, bytes > available else { return }
    throw MemoryError(work: work, needed: bytes, available: available, advice: advice)
  }

  #if os(Linux)
    private static var machineLeft: Int? {
      guard let text = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8) else {
        return nil
      }
      let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("MemAvailable:") }
      return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
    }

    /// Version 2 of control groups, whose files a container sees at the root.
    private static var controlGroupLeft: Int? {
      func number(_ name: String) -> Int? {
        let text = try? String(contentsOfFile: "/sys/fs/cgroup/\(name)", encoding: .utf8)
        return text.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
      }
      guard let limit = number("memory.max"), let used = number("memory.current") else {
        return nil
      }
      // Files that the kernel keeps in memory count as used, but make room when it is asked for.
      let lines = (try? String(contentsOfFile: "/sys/fs/cgroup/memory.stat", encoding: .utf8)) ?? ""
      let kept = lines.split(whereSeparator: \.isNewline).compactMap { line -> Int? in
        let words = line.split(separator: " ")
        return words.first == "inactive_file" ? words.last.flatMap { Int($0) } : nil
      }
      return max(0, limit - used + (kept.first ?? 0))
    }

    private static var addressSpaceLeft: Int? {
      var limit = rlimit()
      guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
        limit.rlim_cur < UInt(Int.max),
        let pages = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
          .split(separator: " ").first.flatMap({ Int($0) })
      else { return nil }
      return max(0, Int(limit.rlim_cur) - pages * Int(getpagesize()))
    }
  #else
    private static var machineLeft: Int? {
      // Free and easily freed pages are not told apart without a kernel port: half of the machine is taken
      // as its share.
      Int(ProcessInfo.processInfo.physicalMemory / 2)
    }
    private static var controlGroupLeft: Int? { nil }
    private static var addressSpaceLeft: Int? { nil }
  #endif
}

/// Work that needs more memory than there is.
package struct MemoryError: Error, Equatable, CustomStringConvertible {
  /// The subject of the sentence.
  package let work: String
  /// Bytes that the work would take.
  package let needed: Int
  /// Bytes that there are.
  package let available: Int
  /// The advice that ends the sentence.
  package let advice: String

  /// One sentence with both sizes and the advice.
  package var description: String {
    "\(work) needs about \(Self.size(needed)) of memory and \(Self.size(available)) are free: \(advice)"
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 1_000_000_000
      ? "\(max(1, bytes / 1_000_000)) MB" : String(format: "%.1f GB", Double(bytes) / 1e9)
  }
}
