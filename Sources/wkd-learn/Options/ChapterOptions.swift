public import ArgumentParser
import Lessons
import Workbench

/// The work that a chapter does.
struct RunOptions: ParsableArguments {
  @Option(help: "How much work to do; smoke is for tests.")
  var preset = Preset.quick

  @OptionGroup var seed: SeedOptions<ChapterDefaults>
  @OptionGroup var threads: ThreadsOptions<ChapterDefaults>

  @Flag(help: "Recompute the results that earlier runs have kept.")
  var fresh = false

  @Flag(help: "Continue after a failed check; the exit status is still 1.")
  var keepGoing = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "End a cell that runs longer. (default: cells may take their time)", valueName: "seconds"))
  var timeLimit: Int?

  func validate() throws {
    try refuse("--time-limit", timeLimit, outside: 1...1_000_000)
  }

  /// The settings that these options ask for.
  func settings(output: String) -> ChapterSettings {
    var settings = ChapterSettings()
    settings.preset = preset
    settings.seed = UInt64(seed.seed)
    settings.threads = threads.threads
    settings.output = output
    settings.keepGoing = keepGoing
    settings.isFresh = fresh
    settings.timeLimit = timeLimit
    return settings
  }
}

/// The defaults of a chapter: its preset decides most of them.
enum ChapterDefaults: OptionDefaults {}

extension Preset: ExpressibleByArgument {}

/// The folder to which reports are written.
struct OutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The folder for the reports.", valueName: "dir"), completion: .directory)
  var output = "reports"
}

/// The folder from which reports are taken.
struct ReportsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The folder that holds the reports.", valueName: "dir"),
    completion: .directory)
  var reports = "reports"
}

/// The folder of a reader's progress.
struct StateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder that keeps your progress. (default: wkd-learn in $XDG_STATE_HOME or ~/.local/state)",
      valueName: "dir"),
    completion: .directory)
  var state: String?

  var store: StateStore { StateStore(folder: state) }
}

/// The folder of a reader's copies of the lessons.
struct WorkspaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of your own copies of the lessons. (default: workspace here, or where you worked last)",
      valueName: "dir"),
    completion: .directory)
  var workspace: String?

  /// The folder, which the reader's progress may know.
  func folder(_ state: StateOptions) throws -> Workspace {
    try Workspace.find(named: workspace, in: state.store)
  }
}

/// The number of a chapter.
struct ChapterArguments: ParsableArguments {
  @Argument(
    help: "The chapter's number.", completion: .list(Course.chapters.map { "\($0.number)" }))
  var chapter: Int
}
