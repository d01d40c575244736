public import ArgumentParser
public import Lessons
import Workbench

/// Where reports are, and in which form answers are given.
struct OutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The folder that holds the reports.", valueName: "dir"))
  var output = "reports"

  @Flag(help: "Write JSON and nothing else to standard output, one event a line.")
  var json = false
}

/// How chapters run.
struct RunOptions: ParsableArguments {
  @Option(help: "How much work to do: quick, full, paper, or smoke for a test.")
  var preset = Preset.quick

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The seed of every random number.", valueName: "n"))
  var seed: Int = 0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many threads to compute with.", valueName: "n"))
  var threads: Int?

  @Flag(help: "Compute anew what earlier runs have kept.")
  var fresh = false

  @Flag(help: "Go on after a failed check; the exit status is 1 all the same.")
  var keepGoing = false

  func validate() throws {
    if seed < 0 {
      throw ValidationError("a seed is 0 or above, not \(seed): try --seed 1")
    }
    if let threads, threads < 1 {
      throw ValidationError("at least one thread is needed, not \(threads): try --threads 2")
    }
  }

  /// The settings that these options ask for.
  func settings(output: String) -> ChapterSettings {
    var settings = ChapterSettings()
    settings.preset = preset
    settings.seed = UInt64(seed)
    settings.threads = threads
    settings.output = output
    settings.keepGoing = keepGoing
    settings.isFresh = fresh
    return settings
  }
}

extension Preset: ExpressibleByArgument {}
