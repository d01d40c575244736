package import Foundation
package import Literate

/// The place where a reader works on the exercises of a chapter.
package struct ExerciseDesk {
  /// The chapter.
  package let chapter: Chapter
  /// The folder of the reader's copies.
  package let workspace: Workspace

  let course: Course
  let store: StateStore
  let executable: URL

  /// Opens the desk of a chapter.
  package init(
    chapter: Chapter, course: Course, workspace: Workspace, store: StateStore,
    executable: URL = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
  ) {
    self.chapter = chapter
    self.course = course
    self.workspace = workspace
    self.store = store
    self.executable = executable
  }

  /// The reader's copy of the page, made where there was none.
  package func lesson() throws -> Lesson {
    try workspace.lesson(of: chapter, in: course)
  }

  /// The exercise with a name; without one the first that is open.
  package func exercise(named name: String?) throws -> Cell {
    let lesson = try lesson()
    let exercises = lesson.exercises
    guard let first = exercises.first else { throw ExerciseError.none(chapter: chapter.number) }
    if let name { return try lesson.knownExercise(named: name) }
    let state = try store.load()[chapter.number]
    return exercises.first { (state.exercises[$0.name]?.status ?? .open) == .open } ?? first
  }

  /// How far the reader has come with an exercise.
  package func state(of cell: Cell) throws -> ExerciseState {
    try store.load()[chapter.number].exercises[cell.name] ?? ExerciseState()
  }

  /// Compiles and runs an exercise as the reader has written it, and keeps a success.
  package func check(_ cell: Cell) throws -> ExerciseOutcome {
    let attempt = ExerciseAttempt(course: course, executable: executable, folder: store.folder)
    let outcome = try attempt.outcome(of: cell, in: try lesson())
    if outcome.isSolved { try change(cell) { $0.status = .solved } }
    return outcome
  }

  /// The next hint, or nil where there is no further one.
  package func hint(_ cell: Cell) throws -> (number: Int, text: String)? {
    let hints = try original(of: cell).exercise?.hints ?? []
    let shown = try state(of: cell).hints
    guard hints.indices.contains(shown) else { return nil }
    try change(cell) { $0.hints = shown + 1 }
    return (shown + 1, hints[shown])
  }

  /// The solution once the exercise is solved or the reader asks for the second time; nil before.
  package func solution(_ cell: Cell) throws -> String? {
    let state = try state(of: cell)
    guard state.status == .solved || state.askedForSolution else {
      try change(cell) { $0.askedForSolution = true }
      return nil
    }
    let original = try original(of: cell)
    return original.code(filling: original.exercise?.answers ?? [])
  }

  /// Leaves an exercise out for now.
  package func skip(_ cell: Cell) throws {
    try change(cell) { if $0.status == .open { $0.status = .skipped } }
  }

  /// Puts an exercise back as the lesson has it, and forgets what was done with it.
  ///
  /// - Returns: the file that keeps the reader's copy as it was.
  package func reset(_ cell: Cell) throws -> URL {
    let saved = try workspace.reset(cell.name, of: chapter, in: course)
    try change(cell) { $0 = ExerciseState() }
    return saved
  }

  private func original(of cell: Cell) throws -> Cell {
    try chapter.page(in: course).knownExercise(named: cell.name)
  }

  private func change(_ cell: Cell, _ change: (inout ExerciseState) -> Void) throws {
    try store.update { state in
      change(&state[chapter.number].exercises[cell.name, default: ExerciseState()])
    }
  }
}
