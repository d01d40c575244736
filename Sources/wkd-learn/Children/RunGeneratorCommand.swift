import ArgumentParser
import Console
import Foundation
import Lessons
import Workbench

/// Measures one generator in a process of its own; the program calls this itself.
struct RunGeneratorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run-generator",
    abstract: "Measure time and memory of a generator.",
    shouldDisplay: false)

  @Argument(help: "A folder with the weights of both directions.")
  var weights: String

  @Option(help: "The side of the picture.")
  var size: Int

  @Option(help: "How many threads to compute with.")
  var threads: Int

  func run() throws {
    try printJSON(
      try GeneratorTiming(
        weights: URL(fileURLWithPath: weights), size: size, threads: threads))
  }
}
