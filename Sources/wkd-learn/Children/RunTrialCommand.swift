import ArgumentParser
import Lessons

/// Runs a cell that is meant to stop with an error; the program calls this itself.
struct RunTrialCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run-trial",
    abstract: "Run a cell that is meant to stop with an error.",
    shouldDisplay: false)

  @Argument(help: "The chapter's number.")
  var chapter: Int

  @Argument(help: "The cell's index.")
  var cell: Int

  @Option(help: "The library of a reader's own page.")
  var library: String?

  func run() throws {
    try ExpectedError.run(chapter: chapter, cell: cell, library: library)
  }
}
