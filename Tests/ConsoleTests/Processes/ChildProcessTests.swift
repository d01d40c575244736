import Console
import Foundation
import Testing

@Suite("Child processes", .serialized)
struct ChildProcessTests {
  private func shell(_ script: String) -> ChildProcess {
    ChildProcess(executable: URL(fileURLWithPath: "/bin/sh"), arguments: ["-c", script])
  }

  @Test("both streams are collected, however much comes on each of them")
  func collect() throws {
    let script = """
      i=0
      while [ $i -lt 3000 ]; do
        echo "output line number $i, long enough to fill a pipe"
        echo "error line number $i, long enough to fill a pipe" >&2
        i=$((i + 1))
      done
      exit 3
      """
    let outcome = try shell(script).collect()
    #expect(outcome.status == 3)
    #expect(outcome.output.split(separator: "\n").count == 3000)
    #expect(outcome.errors.split(separator: "\n").count == 3000)
  }

  @Test("a collected child gets no input")
  func noInput() throws {
    let outcome = try shell("if read line; then echo got; else echo none; fi").collect()
    #expect(outcome.output == "none\n")
  }

  @Test("a program that is not there is an exit status, a missing file an error")
  func missing() throws {
    #expect(try ChildProcess(command: ["no-such-program-anywhere"]).collect().status == 127)
    let nowhere = ChildProcess(executable: URL(fileURLWithPath: "/no/such/file"), arguments: [])
    #expect(throws: (any Error).self) { try nowhere.collect() }
  }

  @Test("endings are told apart: exit, signal and a time limit")
  func endings() throws {
    #expect(try shell("exit 7").run { _, _, _ in } == .exit(7))
    #expect(try shell("kill -SEGV $$").run { _, _, _ in } == .signal(SIGSEGV))
    let limit = Duration.milliseconds(200)
    #expect(try shell("while :; do :; done").run(limit: limit) { _, _, _ in } == .timedOut)
  }

  @Test("what is sent to a child arrives there, and its answer here")
  func answers() throws {
    var output = ""
    let script = "echo ready; read line; echo \"got $line\""
    let ending = try shell(script).run { source, bytes, input in
      guard source == .output else { return }
      output += String(decoding: bytes, as: UTF8.self)
      if output == "ready\n" {
        for byte in "word\n".utf8 { input.send(byte) }
      }
    }
    #expect(ending == .exit(0))
    #expect(output == "ready\ngot word\n")
  }

  @Test("a deadline that is set while the child runs ends it, with what it has started")
  func deadline() throws {
    let start = ContinuousClock.now
    let ending = try shell("echo ready; sleep 60 & wait").run { _, _, input in
      input.deadline = .now + .milliseconds(100)
    }
    #expect(ending == .timedOut)
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test("a child that died of a signal is told from one that ended with that number")
  func deaths() throws {
    let killed = try shell("kill -9 $$").collect()
    #expect(killed.hasDied && killed.status == 9)
    let ended = try shell("exit 9").collect()
    #expect(!ended.hasDied && ended.status == 9)
  }

  @Test("a child of this program has an input that ends with this process, and nothing on it")
  func ownChild() throws {
    let script = "if [ -p /dev/stdin ]; then echo line; else echo none; fi"
    #expect(try shell(script).collect(isOwn: true).output == "line\n")
    #expect(try shell(script).collect().output == "none\n")
  }
}
