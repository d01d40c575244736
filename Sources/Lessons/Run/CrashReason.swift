import Foundation

/// The reason why a child died, read from its error stream.
struct CrashReason {
  let message: String
  /// The line of the page that a backtrace names.
  let line: Int?

  /// The environment of a child whose crash names its place: a short backtrace is enough for that.
  static var environment: [String: String] {
    let short =
      "enable=yes,interactive=no,color=no,threads=crashed,images=none,registers=none,limit=16"
    return ["SWIFT_BACKTRACE": short].merging(ProcessInfo.processInfo.environment) { $1 }
  }

  /// Reads the end of the child's error stream.
  init(signal: Int32, errors: String, file: String) {
    message = "the program stopped: " + (Self.words(in: errors) ?? Self.name(of: signal))
    let page = file.split(separator: "/").last.map(String.init) ?? file
    line =
      errors.ranges(of: page + ":").lazy.compactMap { range in
        Int(errors[range.upperBound...].prefix(while: \.isNumber))
      }.first
  }

  /// The words of the error that ended a program, all their lines; nil where it had none.
  static func words(in errors: String) -> String? {
    // Behind them there may be a backtrace, of the one kind or of the other.
    let end =
      errors.firstRange(of: /\n\*\*\* (Signal|Program crashed)|\nCurrent stack trace:\n/)?
      .lowerBound
    let told = errors[..<(end ?? errors.endIndex)]
    if let match = told.matches(
      of: /(Fatal error|Precondition failed|Assertion failed)(?:: |:?\n|:?$)/
    ).last {
      let words = told[match.range.upperBound...].trimmingCharacters(in: .whitespacesAndNewlines)
      let kind = match.1 == "Fatal error" ? "" : match.1.lowercased()
      let all = [kind, words].filter { !$0.isEmpty }.joined(separator: ": ")
      return all.isEmpty ? nil : all
    }
    // The C++ library's own last words.
    return told.firstMatch(of: /terminate called after throwing[^\n]*\n\s*what\(\):\s*([^\n]+)/)
      .map { String($0.1) }
  }

  /// A signal in words.
  static func name(of signal: Int32) -> String {
    switch signal {
    case SIGILL, SIGTRAP: "a trap, as for an index out of range or an overflow (signal \(signal))"
    case SIGSEGV, SIGBUS: "memory was used that is not there (signal \(signal))"
    case SIGFPE: "a division that has no result (signal \(signal))"
    case SIGABRT: "it gave up (signal \(signal))"
    case SIGKILL: "it was killed from outside (signal \(signal)), perhaps for want of memory"
    case SIGTERM, SIGINT, SIGHUP, SIGQUIT: "it was ended from outside (signal \(signal))"
    default: "signal \(signal)"
    }
  }
}

/// Hands errors on up to a crash, whose backtrace speaks of code that the reader has not written.
package struct BacktraceFilter {
  private static let heads = ["\n*** Signal ", "\n*** Program crashed"].map { Array($0.utf8) }

  /// The longest end that may be the beginning of a head, which comes in pieces.
  private var held: [UInt8] = []
  /// A head stands at the beginning of a line, the first one included.
  private var isAtLineStart = true
  private var hasCrashed = false

  /// Begins at the start of a stream.
  package init() {}

  /// The bytes to show of those that have come.
  package mutating func pass(_ bytes: [UInt8]) -> [UInt8] {
    guard !hasCrashed else { return [] }
    let new = held + bytes
    // A line end before the first byte, so that a head there is found as everywhere else.
    let text = (isAtLineStart ? [UInt8(ascii: "\n")] : []) + new
    let added = text.count - new.count
    held = []
    for start in text.indices where text[start] == UInt8(ascii: "\n") {
      let rest = text[start...]
      if Self.heads.contains(where: { rest.starts(with: $0) }) {
        hasCrashed = true
        return Array(text[..<start].dropFirst(added))
      }
      // The end of a line is shown at once, an empty line once something follows it.
      let isEmptyLine = start > 0 && text[start - 1] == UInt8(ascii: "\n")
      if rest.count > 1 || isEmptyLine, Self.heads.contains(where: { $0.starts(with: rest) }) {
        held = Array(start < added ? rest.dropFirst() : rest)
        return note(Array(text[..<start].dropFirst(added)))
      }
    }
    return note(new)
  }

  /// The bytes that were held back and begin no backtrace.
  package mutating func finish() -> [UInt8] {
    defer { held = [] }
    return held
  }

  private mutating func note(_ shown: [UInt8]) -> [UInt8] {
    if let last = shown.last { isAtLineStart = last == UInt8(ascii: "\n") }
    return shown
  }
}
