import Console
import Foundation
import Testing

@Suite("Command lines as text")
struct CommandLineTextTests {
  @Test(
    "a shell reads back the words that were written",
    arguments: [
      ["plain", "--steps", "400"], ["two words", "it's", "$HOME", "a;b", "", "new\nline"],
      ["LH1,HL1,HH1", "bands=high,low", "runs/a_b-1+2", "\\", "\"", "*", "~"],
    ])
  func roundTrip(words: [String]) throws {
    let text = String.commandLine(words)
    let script = "set -- \(text); shift; for word in \"$@\"; do printf '%s\\0' \"$word\"; done"
    let outcome = try ChildProcess(
      executable: URL(fileURLWithPath: "/bin/sh"), arguments: ["-c", script]
    ).collect()
    let read = outcome.output.split(separator: "\0", omittingEmptySubsequences: false)
      .dropLast().map(String.init)
    #expect(read == words)
  }

  @Test("words without special characters stay as they are")
  func plain() {
    #expect("runs/seed-1".shellQuoted == "runs/seed-1")
    #expect("5%".shellQuoted == "5%")
    #expect("a b".shellQuoted == "'a b'")
  }
}
