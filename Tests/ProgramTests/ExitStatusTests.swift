import Console
import Foundation
import Lessons
import TestSupport
import Testing
import WKD
import Workbench

@Suite("Exit status")
struct ExitStatusTests {
  /// Errors with the status that each should give.
  private static let table: [(any Error, Int32)] = [
    (CourseError.noChapter(9, known: [1, 2]), 2),
    (CourseError.noData("photos"), 2),
    (CourseError.badHome("home"), 1),
    (CourseError.noRoot, 1),
    (CourseError.unreadablePage("page.md"), 1),
    (CourseError.changedPage("page.md"), 1),
    (CourseError.unwritable(folder: "out", reason: "full"), 1),
    (CourseError.notAReport(folder: "out"), 1),
    (CourseError.noChild(reason: "memory"), 1),
    (DecompositionError.tooDeep(levels: 9, deepest: 3, wavelet: "haar", height: 8, width: 8), 2),
    (Interruption(description: "stopped"), 130),
    (Interruption(description: "stopped", signal: SIGTERM), 143),
    (RunFolderError.busy("out"), 1),
    (TrainingRequestError.lateDecay(after: 9, steps: 5), 1),
    (BoundaryModeError.unknown("symetric", suggestions: ["symmetric"]), 1),
    (CocoaError(.fileReadNoSuchFile), 1),
  ]

  @Test("an error decides the status, and 1 is that of every other one", arguments: table)
  func status(error: any Error, status: Int32) {
    #expect(exitStatus(of: error) == status)
  }
}

@Suite(
  "Unknown commands", .enabled(if: Program.isBuilt, "the program is not beside the tests"),
  .serialized)
struct UnknownCommandTests {
  @Test(
    "a mistyped command is answered with the closest one, another word with the way to all",
    arguments: [
      (["wavelt", "db4"], "did you mean wavelet?"), (["chaper", "1"], "did you mean chapter?"),
      (["decomposed"], "did you mean decompose?"), (["dance"], "wkd-learn --help"),
      (["run-chapte"], "wkd-learn --help"),
    ])
  func suggestion(arguments: [String], words: String) throws {
    let desk = try Desk()
    let answer = try Program.run(arguments, in: desk.folder)
    #expect(answer.status == 2)
    #expect(answer.output.isEmpty)
    #expect(answer.errors.contains("there is no command \(arguments[0])"))
    #expect(answer.errors.contains(words), "\(answer.errors)")
    #expect(answer.errors.split(separator: "\n").count == 1)
  }
}
