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
        wkd-learn check 1 peak-scale --json      for an editor

      Write into your own copy of the lesson: workspace/NN-name.md. With --json one object has the \
      exercise, its status (solved, open, failed, or broken where the page cannot be compiled), a \
      message, and all problems with file and line.
      """)

  @OptionGroup var options: ExerciseOptions
  @OptionGroup var look: ColourOptions
  @OptionGroup var answer: AnswerOptions

  func run(_ cell: Cell, on desk: ExerciseDesk) throws {
    if answer.json {
      let answer = try ExerciseAnswer(cell, on: desk)
      try printJSON(answer)
      if answer.status != .solved { throw ExitCode(1) }
      return
    }
    for news in try desk.news() { complain(news) }
    let outcome = try desk.check(cell)
    print(ExerciseText(desk, style: look.style).lines(of: outcome))
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
  @OptionGroup var look: ColourOptions

  func run(_ cell: Cell, on desk: ExerciseDesk) throws {
    print(try ExerciseText(desk, style: look.style).hint(cell))
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
  @OptionGroup var look: ColourOptions

  func run(_ cell: Cell, on desk: ExerciseDesk) throws {
    guard let code = try desk.solution(cell) else {
      return print(ExerciseText(desk, style: look.style).refusal(of: cell))
    }
    print(TerminalText.highlighted(code, style: look.style))
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
      "`\(cell.name)` is skipped: `\(programCall()) check \(desk.chapter.number) \(cell.name)` comes back"
    )
  }
}

/// A command on one exercise.
protocol ExerciseCommand: ParsableCommand {
  var options: ExerciseOptions { get }

  /// Does the command's work on an exercise.
  func run(_ cell: Cell, on desk: ExerciseDesk) throws
}

extension ExerciseCommand {
  func run() throws {
    let desk = try options.desk.open()
    try run(try desk.original(named: options.exercise), on: desk)
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
      workspace: try workspace.folder(state), store: state.store)
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
  static func names(after words: [String]) -> [String] {
    guard let number = words.compactMap({ Int($0) }).first,
      let chapter = try? Course.chapter(number), let course = try? Course.locate(),
      let page = try? chapter.currentPage(in: course)
    else { return [] }
    return page.exercises.map(\.name)
  }
}
