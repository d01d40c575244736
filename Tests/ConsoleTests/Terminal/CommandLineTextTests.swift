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

  @Test("the program is called as the reader called it, or as the script around it says")
  func call() {
    #expect(programCall("/usr/bin/some-tool", environment: [:]) == "some-tool")
    #expect(programCall("some-tool", environment: [:]) == "some-tool")
    #expect(programCall("./some-tool", environment: [:]) == "./some-tool")
    #expect(programCall("../a b/some-tool", environment: [:]) == "'../a b/some-tool'")
    let script = ["SOME_TOOL_COMMAND": "./go", "OTHER_COMMAND": "x"]
    #expect(programCall("/usr/bin/some-tool", environment: script) == "./go")
    #expect(programCall("x/some-tool", environment: ["SOME_TOOL_COMMAND": ""]) == "x/some-tool")
  }

  @Test("an error of a file names the file and what the system found")
  func fileErrors() throws {
    func words(_ work: () throws -> Void) -> String {
      do { try work() } catch { return message(of: error) }
      return "no error"
    }
    let nowhere = URL(fileURLWithPath: "/no/such/file.csv")
    let absent = "/no/such/file.csv: No such file or directory"
    #expect(words { _ = try Data(contentsOf: nowhere) } == absent)
    #expect(words { _ = try String(contentsOf: nowhere, encoding: .utf8) } == absent)
    #expect(
      words { _ = try FileManager.default.contentsOfDirectory(atPath: "/no/such") }
        == "/no/such: No such file or directory")
    #expect(words { throw POSIXError(.ENOSPC) } == "No space left on device")
    let made = words { try Data([1]).write(to: nowhere) }
    #expect(made.contains("No such file or directory") && !made.contains("Domain"))
    #expect(words { throw CSVLikeError.odd } == "odd")
  }

  private enum CSVLikeError: Error { case odd }
}
