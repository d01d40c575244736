import ArgumentParser
import Foundation
import Lessons
import Workbench

/// Writes a report of several runs.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Write a report of several training runs side by side.",
    discussion: """
      EXAMPLES:
        wkd-learn compare students-1 students-2 students-3
        wkd-learn compare small wide --output comparison

      Runs that differ in nothing but their seed are taken together: means with 95 % intervals.
      """)

  @Argument(help: ArgumentHelp("Folders of complete runs.", valueName: "run"))
  var runs: [String]

  @Option(help: ArgumentHelp("The folder for the report.", valueName: "dir"))
  var output = "comparison"

  func run() throws {
    print(try Comparison(runs: runs, output: URL(fileURLWithPath: output)).write())
  }
}
