import ArgumentParser
import Foundation
import Lessons
import Literate

/// Checks what the reader wrote into an exercise.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check what you wrote into an exercise.",
    discussion: """
      EXAMPLES:
        wkd-learn check 1                the first open exercise of chapter 1
        wkd-learn check 1 peak-scale

      Write into your own copy of the lesson: workspace/NN-name.md.
      """)

  @OptionGroup var options: DeskOptions

  func run() throws {
    let (desk, cell) = try options.open()
    let outcome = try desk.check(cell)
    print(ExerciseText(desk).lines(of: outcome))
    if !outcome.isSolved { throw ExitCode(1) }
  }
}

/// Shows the next hint of an exercise.
struct HintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hint",
    abstract: "Show the next hint of an exercise.",
    discussion: """
      EXAMPLES:
        wkd-learn hint 1
        wkd-learn hint 1 peak-scale
      """)

  @OptionGroup var options: DeskOptions

  func run() throws {
    let (desk, cell) = try options.open()
    print(try ExerciseText(desk).hint(cell))
  }
}

/// Shows the solution of an exercise.
struct SolutionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solution",
    abstract: "Show the solution of an exercise: after success, or when you ask twice.",
    discussion: """
      EXAMPLES:
        wkd-learn solution 1
        wkd-learn solution 1 peak-scale
      """)

  @OptionGroup var options: DeskOptions

  func run() throws {
    let (desk, cell) = try options.open()
    print(try ExerciseText(desk).solution(cell))
  }
}

/// Puts an exercise back as the lesson has it.
struct ResetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Put an exercise back as the lesson has it; your text is kept beside it.",
    discussion: """
      EXAMPLES:
        wkd-learn reset 1 peak-scale
      """)

  @OptionGroup var options: DeskOptions

  func run() throws {
    let (desk, cell) = try options.open()
    let saved = try desk.reset(cell)
    print("`\(cell.name)` is as it was; your page before that is \(saved.relativePath)")
  }
}

/// Leaves an exercise out for now.
struct SkipCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "skip",
    abstract: "Leave an exercise out for now; `check` with its name comes back to it.",
    discussion: """
      EXAMPLES:
        wkd-learn skip 1
      """)

  @OptionGroup var options: DeskOptions

  func run() throws {
    let (desk, cell) = try options.open()
    try desk.skip(cell)
    print("`\(cell.name)` is skipped: `wkd-learn check \(options.chapter) \(cell.name)` comes back")
  }
}
