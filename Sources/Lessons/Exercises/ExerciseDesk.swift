package import Foundation
package import Literate
import Markup

/// The place where a reader works on the exercises of a chapter.
///
/// The reader's page is looked at only where an answer is checked: hints, solutions, leaving out and
/// putting back need the lesson alone, so that they work in whatever shape the reader's page is.
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
    let lesson = try workspace.lesson(of: chapter, in: course)
    noteWorkspace()
    return lesson
  }

  /// The page of the course itself, as it is now.
  package func original() throws -> Lesson { try chapter.currentPage(in: course) }

  /// Whether anything is noted about an exercise of the chapter.
  package var hasBegun: Bool {
    get throws { try !store.load()[chapter.number].exercises.isEmpty }
  }

  /// The lesson's exercise with a name; without one the first that is open.
  package func original(named name: String?) throws -> Cell {
    let exercises = try original().exercises
    guard let first = exercises.first else { throw ExerciseError.none(chapter: chapter.number) }
    if let name { return try original().knownExercise(named: name) }
    let state = try store.load()[chapter.number]
    return exercises.first { (state.exercises[$0.name]?.status ?? .open) == .open } ?? first
  }

  /// The exercise as it stands on the reader's page; without a name the first that is open.
  package func exercise(named name: String?) throws -> Cell {
    try onPage(original(named: name), in: page(for: name))
  }

  /// How far the reader has come with an exercise.
  package func state(of cell: Cell) throws -> ExerciseState {
    try store.load()[chapter.number].exercises[cell.name] ?? ExerciseState()
  }

  /// Compiles and runs an exercise as the reader has written it, by the lesson's own check, and keeps a
  /// success.
  ///
  /// - Parameters:
  ///   - cell: the exercise; its name counts.
  ///   - isCalledOff: asked again and again whether the attempt is still wanted.
  /// - Returns: how it went, a blank that is left included.
  /// - Throws: ``ExerciseError``, ``CalledOff``, or what ends the work of a child.
  package func check(
    _ cell: Cell, isCalledOff: @escaping () -> Bool = { false }
  ) throws -> ExerciseOutcome {
    let original = try original()
    _ = try original.knownExercise(named: cell.name)
    let lesson = try page(for: cell.name)
    let attempt = ExerciseAttempt(
      course: course, executable: executable, folder: store.folder, isCalledOff: isCalledOff)
    let outcome = try attempt.outcome(
      of: try onPage(cell, in: lesson), in: lesson, checkedBy: original)
    if outcome.isSolved { try change(cell) { $0.status = .solved } }
    return outcome
  }

  /// The next hint, or nil where there is no further one.
  package func hint(_ cell: Cell) throws -> (number: Int, text: String)? {
    let hints = try original(named: cell.name).exercise?.hints ?? []
    let shown = try state(of: cell).hints
    guard hints.indices.contains(shown) else { return nil }
    try change(cell) { $0.hints = shown + 1 }
    return (shown + 1, hints[shown])
  }

  /// The solution once the exercise is solved or the reader asks for the second time; nil before.
  package func solution(_ cell: Cell) throws -> String? {
    let original = try original(named: cell.name)
    let state = try state(of: cell)
    guard state.status == .solved || state.askedForSolution else {
      try change(cell) { $0.askedForSolution = true }
      return nil
    }
    return original.code(filling: original.exercise?.answers ?? [])
  }

  /// Leaves an exercise out for now.
  package func skip(_ cell: Cell) throws {
    try change(cell) { if $0.status == .open { $0.status = .skipped } }
  }

  /// Puts exercises back as the lesson has them, and forgets what was done with them.
  ///
  /// - Returns: the file that keeps the reader's page as it was; nil where nothing on it has changed.
  package func reset(_ cells: [Cell]) throws -> URL? {
    let before = try workspace.page(of: chapter, in: course)
    var reset = PageReset(before, from: try workspace.freshCopy(of: chapter, in: course))
    for cell in cells { reset.restore(cell.name) }
    let saved = reset.page == before ? nil : try workspace.replace(reset.page, of: chapter)
    try store.update { state in
      for cell in cells { state[chapter.number].exercises[cell.name] = nil }
    }
    return saved
  }

  /// The file of the lesson itself.
  var lessonFile: URL { course.root.appendingPathComponent(chapter.file) }

  /// News of the copy for the reader: that it has just been made, or that the lesson has changed
  /// since.
  package func news() throws -> [String] {
    let copy = workspace.file(of: chapter).relativePath
    guard workspace.hasCopy(of: chapter) else {
      _ = try workspace.page(of: chapter, in: course)
      noteWorkspace()
      return ["\(copy) is your own copy of \(chapter.file), made now"]
    }
    guard try workspace.isOutdated(chapter, in: course) == true else { return [] }
    return [
      """
      \(chapter.file) has changed since your copy \(copy) was made: move yours away, and a new one is \
      made, into which you can take your answers
      """
    ]
  }

  /// The reader's page; a slip in its form is told with the way back.
  private func page(for name: String?) throws -> Lesson {
    do {
      return try lesson()
    } catch let slip as LessonError {
      // The exercise to put back is the one with the slip.
      let found = try workspace.page(of: chapter, in: course).label(near: slip.line)
      let known = try original().exercises.map(\.name)
      throw ExerciseError.outOfShape(
        slip: slip,
        exercise: try found.flatMap { known.contains($0) ? $0 : nil } ?? original(named: name).name,
        chapter: chapter.number)
    }
  }

  private func onPage(_ cell: Cell, in lesson: Lesson) throws -> Cell {
    guard let mine = lesson.exercise(named: cell.name) else {
      throw ExerciseError.missing(cell.name, page: lesson.file, chapter: chapter.number)
    }
    return mine
  }

  private func change(_ cell: Cell, _ change: (inout ExerciseState) -> Void) throws {
    try store.update { state in
      change(&state[chapter.number].exercises[cell.name, default: ExerciseState()])
    }
  }
}
