package import Foundation
import Markup

/// The name of this program's file, as messages and temporary files need it.
package let programName = URL(fileURLWithPath: CommandLine.arguments[0]).lastPathComponent

/// The words by which the reader starts this program: the variable that a script around it sets, which is
/// the program's name in capitals with `_COMMAND`, else the name of its file or the way to it from here.
///
/// - Parameters:
///   - path: the program as it was started.
///   - environment: the variables of the process.
/// - Returns: the words, as a shell takes them.
package func programCall(
  _ path: String = CommandLine.arguments[0],
  environment: [String: String] = ProcessInfo.processInfo.environment
) -> String {
  let name = URL(fileURLWithPath: path).lastPathComponent
  let variable = name.uppercased().replacing("-", with: "_") + "_COMMAND"
  if let command = environment[variable], !command.isEmpty { return command.shellQuoted }
  return path.hasPrefix("/") ? name : path.shellQuoted
}

/// Writes one message to the error stream, after the program's name; what it quotes of a file cannot steer
/// the terminal.
package func complain(_ message: String) {
  writeErrors("\(programName.printable): \(message.printableLines)\n")
}

/// Writes to the error stream; a terminal that is gone wants to know nothing.
package func writeErrors(_ text: some StringProtocol) {
  writeErrors(Array(text.utf8))
}

/// Writes bytes to the error stream.
package func writeErrors(_ bytes: [UInt8]) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return }
    rest = rest.dropFirst(count)
  }
}

/// An error in words; one of Foundation's says which file it is about and what the system found.
package func message(of error: any Error) -> String {
  guard error is CocoaError || error is POSIXError || type(of: error) == NSError.self else {
    return "\(error)"
  }
  let facts = error as NSError
  let reason = systemReason(of: error) ?? facts.localizedDescription
  let path =
    facts.userInfo[NSFilePathErrorKey] as? String ?? (facts.userInfo[NSURLErrorKey] as? URL)?.path
  return path.map { "\($0): \(reason)" } ?? reason
}

/// The system's words for what went wrong, such as `No space left on device`; nil where it was not asked.
private func systemReason(of error: any Error) -> String? {
  let facts = error as NSError
  let cause = (facts.userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError } ?? facts
  guard cause.domain == NSPOSIXErrorDomain else { return nil }
  return String(cString: strerror(Int32(truncatingIfNeeded: cause.code)))
}

/// Prints a value as JSON on standard output.
package func printJSON(_ value: some Encodable) throws {
  print(String(decoding: try JSONText.data(of: value, isPretty: true), as: UTF8.self))
}

/// Values as JSON for other programs.
package enum JSONText {
  /// The bytes of a value, on one line or laid out for people; keys are sorted, and numbers that JSON
  /// cannot hold are words.
  package static func data(of value: some Encodable, isPretty: Bool) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try encoder.encode(value)
  }
}

extension String {
  /// The command line of this process, as a shell takes it.
  package static var ofThisProcess: String { commandLine(CommandLine.arguments.dropFirst()) }

  /// A command of this program as the reader types it.
  package static func typed(_ words: String...) -> String {
    ([programCall()] + words).joined(separator: " ")
  }

  /// The program's name and some arguments, as a shell takes them.
  package static func commandLine(_ arguments: some Sequence<String>) -> String {
    ([programName] + arguments).map(\.shellQuoted).joined(separator: " ")
  }

  /// The text as one word of a POSIX shell: in single quotes where it holds a special character.
  package var shellQuoted: String {
    let plain = /[A-Za-z0-9_@%+=:,.\/-]+/
    if wholeMatch(of: plain) != nil { return self }
    return "'" + replacing("'", with: "'\\''") + "'"
  }
}
