import Foundation
public import Literate
import Torch

/// Finds out where a run takes place, and makes the place ready for it.
public enum EnvironmentProbe {
  /// The version of this program.
  public static let toolVersion = "0.1.0"

  /// The version of LibTorch, or nil where it cannot be asked.
  public static var libTorchVersion: String? {
    "\(Runtime.version), \(Runtime.cpuCapability)"
  }

  /// Makes the library follow the settings, before a chapter runs.
  public static func prepare(for settings: ChapterSettings) {
    if let threads = settings.threads { Runtime.setThreads(threads) }
  }

  /// The facts that a report prints.
  public static func environment(for settings: ChapterSettings) -> Environment {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    return Environment(
      toolVersion: toolVersion,
      libTorchVersion: libTorchVersion,
      processor: processorName ?? "not known",
      cores: cores,
      threads: settings.threads ?? Runtime.threads,
      seed: settings.seed,
      preset: settings.preset.rawValue,
      options: settings.options.isEmpty ? nil : settings.options)
  }
}

/// The name that the operating system gives to the processor.
private var processorName: String? {
  #if os(macOS)
    var size = 0
    guard sysctlbyname("machdep.cpu.brand_string", nil, &size, nil, 0) == 0 else { return nil }
    var name = [UInt8](repeating: 0, count: size)
    guard sysctlbyname("machdep.cpu.brand_string", &name, &size, nil, 0) == 0 else { return nil }
    return String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
  #else
    // A file that is absent on some systems; then the name is not known.
    guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else {
      return nil
    }
    return text.firstMatch(of: /model name\s*:\s*(.+)/).map { String($0.1) }
  #endif
}
