import Foundation
import Lessons
import TestSupport
import Testing

@Suite(
  "Streams, signals and names of the program",
  .enabled(if: Program.isBuilt, "the program is not beside the tests"), .serialized)
struct CommandStreamTests {
  private let desk: Desk

  init() throws {
    desk = try Desk()
  }

  private func run(_ arguments: [String]) throws -> Program.Answer {
    try Program.run(arguments, in: desk.folder)
  }

  private func shell(_ script: String, environment: [String: String] = [:]) throws -> Program.Answer
  {
    try Program.shell(script, in: desk.folder, environment: environment)
  }

  @Test(
    "output that cannot be written is told in a sentence and by the status",
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "/dev/full is Linux's"),
    arguments: [
      "map", "map --json", "completions bash", "--help", "chapter 1 --preset smoke --json",
    ])
  func fullOutput(command: String) throws {
    let answer = try shell("\"$0\" \(command) >/dev/full")
    #expect(answer.status == 1)
    #expect(answer.errors.contains("standard output was not written to its end"))
    #expect(answer.errors.split(separator: "\n").count == 1)
  }

  @Test("a reader of the output that wants no more is no failure to speak of")
  func closedPipe() throws {
    for command in ["map --json", "chapter 1 --preset smoke --json"] {
      let answer = try shell("\"$0\" \(command) | head -c 1")
      #expect(answer.errors.isEmpty)
    }
  }

  @Test(
    "the program runs where it has no standard input, output or errors",
    arguments: ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
  func closedStreams(redirections: String) throws {
    let answer = try shell("\"$0\" chapter 1 --preset smoke \(redirections)")
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(try desk.text("reports/chapter-1/README.md").contains("## "))
  }

  @Test("nohup holds: a lost connection ends nothing")
  func nohup() throws {
    let answer = try shell(
      """
      trap '' HUP
      "$0" chapter 1 --preset smoke & child=$!
      i=0; while [ $i -lt 30 ]; do kill -HUP $child 2>/dev/null; sleep 0.05; i=$((i + 1)); done
      wait $child
      """)
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(String(decoding: answer.output, as: UTF8.self).contains("passed: "))
  }

  @Test("messages and help name the program as it was started")
  func nameOfTheProgram() throws {
    let environment = ["WKD_LEARN_COMMAND": "./wkd-learn"]
    for (command, words) in [
      ("map", "type `./wkd-learn next`"), ("chapter 9", "try `./wkd-learn chapter 3`"),
      ("chapter --help", "\n  ./wkd-learn chapter 3 --seed 7"),
      ("chapter x", "(examples: ./wkd-learn chapter --help)"),
    ] {
      let answer = try shell("\"$0\" \(command)", environment: environment)
      let text = String(decoding: answer.output, as: UTF8.self) + answer.errors
      #expect(text.contains(words), "\(text)")
      #expect(!text.contains("`wkd-learn"))
    }
  }

  @Test("a folder that cannot be written is named with the option that names it")
  func options() throws {
    try Data().write(to: desk.folder.appendingPathComponent("file"))
    for (arguments, option) in [
      (["chapter", "1", "--state", "file"], "--state DIR"),
      (["chapter", "1", "--output", "file"], "--output DIR"),
      (["all", "--output", "file"], "--output DIR"),
      (["export", "--ipynb", "1", "--reports", "file"], "--reports DIR"),
      (["book", "--output", "file/book"], "--output DIR"),
      (["book", "--output", "book", "--reports", "file"], "--reports DIR"),
    ] {
      let answer = try run(arguments + ["--preset", "smoke"])
      #expect(answer.status == 1)
      #expect(answer.errors.contains("(\(option))"), "\(arguments): \(answer.errors)")
    }
  }

  @Test(
    "in JSON each cell that began has failed at most once and ended once, also one that was ended")
  func eventsOfFailures() throws {
    let answer = try run(["chapter", "5", "--json", "--time-limit", "1"])
    #expect(answer.status == 1)
    let events = try answer.events
    func cells(_ event: String) -> [String] {
      events.filter { $0["event"] as? String == event }.compactMap { $0["cell"] as? String }
    }
    #expect(cells("cell") == cells("cell-ended"))
    #expect(cells("failed") == [cells("cell").last])
    #expect(events.last?["event"] as? String == "report")
  }
}
