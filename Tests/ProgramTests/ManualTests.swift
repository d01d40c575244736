import Foundation
import TestSupport
import Testing

@Suite(
  "Manual page", .enabled(if: Program.isBuilt, "the program is not beside the tests"), .serialized)
struct ManualTests {
  private func page() throws -> String {
    let answer = try Program.run(["manual"], in: try Desk().folder)
    #expect(answer.status == 0)
    return String(decoding: answer.output, as: UTF8.self)
  }

  /// The output of a program that reads a page, and what it complains about; nil where it is not installed.
  private func read(_ page: String, by command: [String]) throws -> (text: String, errors: String)?
  {
    let desk = try Desk()
    let file = desk.folder.appendingPathComponent("wkd-learn.1")
    try Data(page.utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command + [file.path]
    process.environment = ProcessInfo.processInfo.environment.merging(["MANWIDTH": "80"]) { $1 }
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.end()
    if process.terminationStatus == 127 { return nil }
    return (String(decoding: text, as: UTF8.self), String(decoding: complaints, as: UTF8.self))
  }

  @Test("it names every command and option that the help shows, and no hidden one")
  func complete() throws {
    let page = try page()
    let plain = page.replacing("\\-", with: "-")
    for command in try CommandTree.ofProgram().commands {
      let isShown = command.shouldDisplay ?? true
      #expect(plain.contains(".SS wkd-learn \(command.commandName)\n") == isShown)
      guard isShown else { continue }
      for argument in command.arguments ?? [] where argument.shouldDisplay ?? true {
        #expect(plain.contains(argument.name), "\(command.commandName) \(argument.name)")
      }
    }
    #expect(page.hasPrefix(".TH "))
    for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "ENVIRONMENT"] {
      #expect(page.contains("\n.SH \(section)\n"))
    }
  }

  @Test("groff finds nothing to complain about, and shows examples as they are typed")
  func groff() throws {
    guard let shown = try read(page(), by: ["groff", "-man", "-ww", "-Tutf8", "-P-c"]) else {
      return
    }
    #expect(shown.errors.isEmpty, "\(shown.errors)")
    let text = shown.text.replacing(/.\u{08}/, with: "")
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for words in [
      "wkd-learn check 1 peak-scale --json", "$XDG_STATE_HOME", "--keep-going",
      "wkd-learn manual | man -l -",
    ] {
      #expect(text.contains(words), "\(words)")
    }
  }
}
