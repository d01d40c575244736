import Foundation
import Torch

/// The machine and the library that computed some numbers.
public struct Machine: Codable, Equatable, Sendable {
  /// The version of this package.
  public var toolVersion: String
  /// LibTorch's version and the vector instructions it uses; nil where it is not known.
  public var libTorchVersion: String?
  /// The processor's name.
  public var processor: String
  /// The number of its cores.
  public var cores: Int
  /// The number of threads of one operation.
  public var threads: Int

  /// The version of this package.
  public static let version = "0.3.0"

  /// The machine that this process runs on.
  ///
  /// - Parameter threads: the number of threads of one operation; nil for LibTorch's present one.
  /// - Returns: its facts, read now.
  public static func current(threads: Int? = nil) -> Machine {
    Machine(
      toolVersion: version, libTorchVersion: "\(Runtime.version), \(Runtime.cpuCapability)",
      processor: processorName ?? "not known",
      cores: ProcessInfo.processInfo.activeProcessorCount, threads: threads ?? Runtime.threads)
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
