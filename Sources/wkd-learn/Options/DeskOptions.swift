import ArgumentParser
import Lessons
import Literate

/// Where a reader's progress is kept.
struct StateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder that keeps your progress (default: $XDG_STATE_HOME/wkd-learn).",
      valueName: "dir"))
  var state: String?

  var store: StateStore { StateStore(folder: state) }
}

/// Where a reader's copies of the lessons are.
struct WorkspaceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The folder of your own copies of the lessons.", valueName: "dir"))
  var workspace = "workspace"
}

/// Which exercise is meant.
struct DeskOptions: ParsableArguments {
  @Argument(help: "The chapter's number.")
  var chapter: Int

  @Argument(help: "The exercise's name; without it the first open one.")
  var exercise: String?

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var state: StateOptions

  /// The desk, and the exercise that lies on it.
  func open() throws -> (desk: ExerciseDesk, cell: Cell) {
    let desk = try Self.desk(chapter, workspace, state)
    return (desk, try desk.exercise(named: exercise))
  }

  static func desk(
    _ chapter: Int, _ workspace: WorkspaceOptions, _ state: StateOptions
  ) throws -> ExerciseDesk {
    ExerciseDesk(
      chapter: try Course.chapter(chapter), course: try Course.locate(),
      workspace: Workspace(folder: workspace.workspace), store: state.store)
  }
}
