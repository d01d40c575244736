import ArgumentParser
import Lessons

/// Runs a chapter inside a child process; the program calls this itself.
struct RunChapterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run-chapter",
    abstract: "Run a chapter in this process and print its events.",
    shouldDisplay: false)

  @Argument(help: "The request in JSON.")
  var request: String

  func run() throws {
    if try !ChapterChild.run(request: request) { throw ExitCode(1) }
  }
}
