import Lessons
import Testing

@Suite("Errors up to a backtrace")
struct BacktraceFilterTests {
  private let crash = """
    note
    x/y.swift:11: Fatal error: one
    two

    *** Signal 4: Backtracing from 0x7f8b716f9361... done ***

    *** Program crashed: Illegal instruction ***
    Thread 0 crashed:
    """

  private func shown(_ pieces: [String]) -> String {
    var filter = BacktraceFilter()
    return String(
      decoding: pieces.flatMap { filter.pass(Array($0.utf8)) } + filter.finish(), as: UTF8.self)
  }

  @Test("the error is shown and nothing of its backtrace, in whatever pieces both come")
  func pieces() {
    let right = "note\nx/y.swift:11: Fatal error: one\ntwo\n"
    for size in 1...crash.count {
      let letters = Array(crash)
      let pieces = stride(from: 0, to: letters.count, by: size).map {
        String(letters[$0..<min($0 + size, letters.count)])
      }
      #expect(shown(pieces) == right, "pieces of \(size)")
    }
    // The pieces in which Swift's runtime writes it.
    #expect(
      shown([
        "note\nx/y.swift:11: Fatal error: one\ntwo\n", "\n*** ", "Signal 4",
        ": Backtracing from 0x",
        "7f8b", "...", " done ***\n\n", "*** Program crashed: Illegal", "\n",
      ]) == right)
    #expect(shown(["*** Signal 4: Backtracing", " done ***"]) == "")
  }

  @Test("what only begins as a backtrace does is shown, and lines come at once")
  func others() {
    var filter = BacktraceFilter()
    func pass(_ text: String) -> String {
      String(decoding: filter.pass(Array(text.utf8)), as: UTF8.self)
    }
    #expect(pass("step 1\n") == "step 1\n")
    #expect(pass("\rhalf") == "\rhalf")
    #expect(pass("\n*** Sig") == "")
    #expect(pass("ma ***\n") == "\n*** Sigma ***\n")
    #expect(pass("a *** Signal 4: no\n") == "a *** Signal 4: no\n")
    #expect(pass("**") == "")
    #expect(String(decoding: filter.finish(), as: UTF8.self) == "**")
  }
}
