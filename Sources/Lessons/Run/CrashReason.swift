import Foundation

/// What the last words of a dead child tell about its end.
struct CrashReason {
  let message: String
  /// The line of the page that a backtrace names.
  let line: Int?

  /// The environment of a child whose crash tells its place: a short backtrace is enough for that.
  static var environment: [String: String] {
    let short =
      "enable=yes,interactive=no,color=no,threads=crashed,images=none,registers=none,limit=16"
    return ["SWIFT_BACKTRACE": short].merging(ProcessInfo.processInfo.environment) { $1 }
  }

  /// Reads the end of the child's error stream.
  init(signal: Int32, errors: String, file: String) {
    message = "the program stopped: " + (Self.fatalError(in: errors) ?? Self.name(of: signal))
    let page = file.split(separator: "/").last.map(String.init) ?? file
    line =
      errors.ranges(of: page + ":").lazy.compactMap { range in
        Int(errors[range.upperBound...].prefix(while: \.isNumber))
      }.first
  }

  /// What Swift itself said before it stopped.
  static func fatalError(in errors: String) -> String? {
    errors.firstMatch(of: /Fatal error:? ?([^\n]*)/).map { String($0.1) }
  }

  private static func name(of signal: Int32) -> String {
    switch signal {
    case SIGILL, SIGTRAP: "a trap, as for an index out of range or an overflow (signal \(signal))"
    case SIGSEGV, SIGBUS: "memory was used that is not there (signal \(signal))"
    case SIGABRT: "it gave up (signal \(signal))"
    case SIGKILL: "it was killed from outside (signal \(signal)), perhaps for want of memory"
    default: "signal \(signal)"
    }
  }
}
