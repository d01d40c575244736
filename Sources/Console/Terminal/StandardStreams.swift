package import Foundation
import Markup

/// The name by which this process was started, as messages and temporary files need it.
package let programName = URL(fileURLWithPath: CommandLine.arguments[0]).lastPathComponent

/// Writes one message to the error stream, after the program's name; what it quotes of a file cannot steer
/// the terminal.
package func complain(_ message: String) {
  let line = "\(programName.printable): \(message.printableLines)\n"
  FileHandle.standardError.write(Data(line.utf8))
}

/// An error in words: Foundation's errors describe themselves best by their localized text.
package func message(of error: any Error) -> String {
  error is CocoaError ? error.localizedDescription : "\(error)"
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
