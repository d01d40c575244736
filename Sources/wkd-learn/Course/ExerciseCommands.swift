import ArgumentParser
import Console
import Foundation
import Lessons
import Literate

/// Checks an exercise as the reader has written it.
struct CheckCommand: ExerciseCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check your answer to an exercise.",
    discussion: """
      EXAMPLES:
        wkd-learn check 1                the first open exercise of chapter 1
        wkd-learn check 1 peak-scale

      Write into your own copy of the lesson: workspace/NN-name.md.
      """)

  @OptionGroup var options: ExerciseOptions

  func run(_ cell: Cell, on desk: ExerciseDesk) throws {
    let outcome = try desk.check(cell)
    print(ExerciseText(desk, style: Screen().style).lines(of: outcome))
    if !outcome.isSolved { throw ExitCode(1) }
  }
}

/// Shows the next hint of an exercise.
struct HintCommand: ExerciseCommand {
  static let configuration = CommandConfiguration(
    commandName: "hint",
    abstract: "Show the next hint of an exercise.",
    discussion: """
      EXAMPLES:
        wkd-learn hint 1
        wkd-learn hint 1 peak-scale
      """)

  @OptionGroup var options: ExerciseOptions

  func run(_ cell: Cell, on desk: ExerciseDesk) throws {
    print(try ExerciseText(desk, style: Screen().style).hint(cell))
  }
}

/// Shows the solution of an exercise.
struct SolutionCommand: ExerciseCommand {
  static let configuration = CommandConfiguration(
    commandName: "solution",
    abstract: "Show the solution of an exercise: after success, or when you ask twice.",
    discussion: """
      EXAMPLES:
        wkd-learn solution 1
        wkd-learn solution 1 peak-scale
      """)

  @OptionGroup var options: ExerciseOptions

  func run(_ cell: Cell, on desk: ExerciseDesk) throws {
    print(try ExerciseText(desk, style: Screen().style).solution(cell))
  }
}

/// Restores the lesson's text of an exercise.
struct ResetCommand: ExerciseCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Restore the lesson's text of an exercise; yours is kept beside it.",
    discussion: """
      EXAMPLES:
        wkd-learn reset 1 peak-scale
      """)

  @OptionGroup var options: ExerciseOptions

  func run(_ cell: Cell, on desk: ExerciseDesk) throws {
    let saved = try desk.reset(cell)
    print("`\(cell.name)` is as it was; your page before that is \(saved.relativePath)")
  }
}

/// Skips an exercise for now.
struct SkipCommand: ExerciseCommand {
  static let configuration = CommandConfiguration(
    commandName: "skip",
    abstract: "Skip an exercise for now; `check` with its name returns to it.",
    discussion: """
      EXAMPLES:
        wkd-learn skip 1
      """)

  @OptionGroup var options: ExerciseOptions

  func run(_ cell: Cell, on desk: ExerciseDesk) throws {
    try desk.skip(cell)
    print(
      "`\(cell.name)` is skipped: `wkd-learn check \(desk.chapter.number) \(cell.name)` comes back")
  }
}

/// Checks and runs a reader's page again whenever it is saved.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Check and run your copy of a lesson again whenever you save it.",
    discussion: """
      EXAMPLES:
        wkd-learn watch 1
        wkd-learn watch 1 --workspace lessons     the lesson itself instead of a copy

      A changed exercise is checked; a changed cell runs, after the cells before it, and its figures \
      are written beside the page, in workspace/chapter-N. Ctrl-C ends it.
      """)

  @OptionGroup var desk: DeskOptions
  @OptionGroup var look: LookOptions

  @Flag(help: .hidden)
  var once = false

  func run() throws {
    let watch = PageWatch(try desk.open(), screen: look.screen)
    try watch.run(once: once) { text in
      print(text)
      fflush(nil)
    }
  }
}

/// A command on one exercise of the reader's copy.
protocol ExerciseCommand: ParsableCommand {
  var options: ExerciseOptions { get }

  /// Does the command's work on an exercise.
  func run(_ cell: Cell, on desk: ExerciseDesk) throws
}

extension ExerciseCommand {
  func run() throws {
    let desk = try options.desk.open()
    try run(try desk.exercise(named: options.exercise), on: desk)
  }
}

/// The chapter whose exercises are meant, and the places of the reader's work.
struct DeskOptions: ParsableArguments {
  @OptionGroup var number: ChapterArguments
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var state: StateOptions

  func open() throws -> ExerciseDesk {
    ExerciseDesk(
      chapter: try Course.chapter(number.chapter), course: try Course.locate(),
      workspace: Workspace(folder: workspace.workspace), store: state.store)
  }
}

/// The exercise that is meant.
struct ExerciseOptions: ParsableArguments {
  @OptionGroup var desk: DeskOptions

  @Argument(
    help: "The exercise's name; without it the first open one.",
    completion: .custom { words, _, _ in ExerciseOptions.names(after: words) })
  var exercise: String?

  /// The exercises of the chapter on an unfinished command line; none where that is in doubt, because a
  /// completion has no way to report an error.
  private static func names(after words: [String]) -> [String] {
    guard let number = words.compactMap({ Int($0) }).first,
      let chapter = try? Course.chapter(number), let course = try? Course.locate(),
      let page = try? chapter.currentPage(in: course)
    else { return [] }
    return page.exercises.map(\.name)
  }
}
