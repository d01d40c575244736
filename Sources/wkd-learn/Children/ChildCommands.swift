import ArgumentParser
import Console
import Foundation
import Lessons
import Workbench

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

/// Runs a cell that is meant to stop with an error; the program calls this itself.
struct RunTrialCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run-trial",
    abstract: "Run a cell that is meant to stop with an error.",
    shouldDisplay: false)

  @OptionGroup var number: ChapterArguments

  @Argument(help: "The cell's index.")
  var cell: Int

  @Option(
    help: ArgumentHelp("The library of a reader's own page.", valueName: "file"),
    completion: .file())
  var library: String?

  func run() throws {
    try ExpectedError.run(chapter: number.chapter, cell: cell, library: library)
  }
}

/// Measures one generator in a process of its own; the program calls this itself.
struct RunGeneratorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run-generator",
    abstract: "Measure time and memory of a generator.",
    shouldDisplay: false)

  /// The parent gives both; these are for a person who tries the command.
  private enum Defaults: OptionDefaults {
    static let side = 64
    static let count = 1
    static var size: Int? { side }
    static var threads: Int? { count }
  }

  @Argument(
    help: ArgumentHelp("A folder with the weights of both directions.", valueName: "dir"),
    completion: .directory)
  var weights: String

  @OptionGroup private var size: SizeOptions<Defaults>
  @OptionGroup private var threads: ThreadsOptions<Defaults>

  func run() throws {
    ParentLine.followParent()
    try printJSON(
      try GeneratorTiming(
        weights: URL(fileURLWithPath: weights), size: size.size ?? Defaults.side,
        threads: threads.threads ?? Defaults.count))
  }
}
