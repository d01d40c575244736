import Markup

/// Turns lessons into the Swift source that the build compiles.
///
/// Cell code keeps its columns, and `#sourceLocation` maps it back to the page, so that compiler
/// errors, warnings and crash reports all point at the Markdown line.
///
/// The source names types that the course provides: `Page`, whose `begin(cell:)` and `end(cell:)`
/// stand around each cell, whose `at(line:)` stands before each statement that may throw, so that the
/// page knows the line of an error, and whose `expectError(cell:line:)` stands for a cell that must fail;
/// `ChapterBody`, the functions of a chapter, with `handedOver()`, which gives them to another
/// process image as a pointer; and `Chapter`, a row of the index.
package struct Tangler: Sendable {
  /// The modules that cells see, such as `Foundation`.
  package let imports: [String]

  /// Makes a tangler for cells that see some modules.
  package init(imports: [String]) {
    self.imports = imports
  }

  /// The name of the file that holds a lesson's chapter.
  package static func fileName(of number: Int) -> String {
    "Chapter\(twoDigits(number)).swift"
  }

  /// The name of the file that lists the chapters.
  package static let indexFileName = "ChapterIndex.swift"

  /// The name of the C function by which a page that was compiled on its own hands out its chapter.
  package static let entryPoint = "chapter_body"

  /// The source of one lesson: its `file` cells, then a function of its `run` cells.
  ///
  /// Exercises are functions of their own, with the lesson's own answers in their blanks.
  package func source(of lesson: Lesson) -> String {
    let exercises = lesson.exercises.flatMap { cell in
      [exercise(cell, in: lesson, answers: cell.exercise?.answers ?? [], suffix: "")]
        + wrongAnswers(of: cell).enumerated().map { number, answers in
          exercise(cell, in: lesson, answers: answers, suffix: "Wrong\(number)")
        }
    }
    return text(head(of: lesson) + body(of: lesson) + exercises.joined())
  }

  /// The exercises of a reader's copy of a lesson, to be compiled on their own beside the program.
  ///
  /// They hold what the reader wrote; one with a blank left is not compiled. The cells that run are
  /// left out: an exercise does not see them, and a slip in one is no reason to refuse the other.
  /// `course` is the module of the types that the course provides; `original` is the lesson whose checks
  /// the exercises get, whatever stands on the copy, and an exercise that it does not have is left out.
  package func source(
    ofExercisesIn lesson: Lesson, course: String, checkedBy original: Lesson
  ) -> String {
    let filled = lesson.exercises.filter { cell in
      cell.blankLines.isEmpty && original.exercise(named: cell.name) != nil
    }
    return text(
      head(of: lesson) + ["import \(course)"] + fileCells(of: lesson)
        + filled.flatMap { attempt($0, in: lesson, checkedBy: original) }
        + entry("run: { _ in }, trials: [:], exercises: [\(exercises(filled, in: lesson))]"))
  }

  /// The cells of a reader's copy of a lesson that run, to be compiled on their own beside the
  /// program.
  ///
  /// Exercises are left out. `course` is the module of the types that the course provides.
  package func source(ofCellsIn lesson: Lesson, course: String) -> String {
    text(
      head(of: lesson) + ["import \(course)"] + body(of: lesson)
        + entry("run: \(functionName(of: lesson)), trials: [\(trials(of: lesson))], exercises: [:]")
    )
  }

  /// The C function that hands out a chapter made from some arguments.
  private func entry(_ arguments: String) -> [String] {
    [
      "@_cdecl(\"\(Self.entryPoint)\")",
      "public func chapterBody() -> UnsafeMutableRawPointer {",
      "  ChapterBody(\(arguments)).handedOver()",
      "}",
    ]
  }

  private func head(of lesson: Lesson) -> [String] {
    ["// Made from \(lesson.file); edit that page instead."] + imports.map { "import \($0)" }
  }

  private func body(of lesson: Lesson) -> [String] {
    var lines = fileCells(of: lesson)
    for cell in lesson.cells where cell.kind == .expectError {
      lines.append("func \(trialName(of: cell, in: lesson))() throws {")
      lines += located(cell, in: lesson)
      lines.append("}")
    }
    var calls: [String] = []
    for cell in lesson.cells where cell.kind.takesPart {
      calls.append("try page.begin(cell: \(cell.index))")
      calls +=
        cell.kind == .run
        ? noted(cell.code, at: cell.line, of: lesson)
        : ["page.expectError(cell: \(cell.index), line: \(cell.line))"]
      calls.append("try page.end(cell: \(cell.index))")
    }
    return lines + function(functionName(of: lesson), calls)
  }

  private func fileCells(of lesson: Lesson) -> [String] {
    lesson.cells.filter { $0.kind == .file }.flatMap { located($0, in: lesson) }
  }

  private func exercise(
    _ cell: Cell, in lesson: Lesson, answers: [String], suffix: String
  ) -> [String] {
    function(
      exerciseName(of: cell, in: lesson) + suffix, of: cell,
      noted(cell.code(filling: answers), at: cell.line, of: lesson))
  }

  private func function(_ name: String, of cell: Cell, _ lines: [String]) -> [String] {
    function(
      name,
      ["try page.begin(cell: \(cell.index))"] + lines + ["try page.end(cell: \(cell.index))"])
  }

  private func function(_ name: String, _ lines: [String]) -> [String] {
    // A loop of a cell may have a variable `page`.
    let isNoted = lines.contains { $0.hasPrefix("notedPage.") }
    return ["func \(name)(_ page: Page) throws {"]
      + (isNoted ? ["let notedPage = page"] : []) + lines + ["}"]
  }

  /// The code that a reader has written, and the check of the lesson after it.
  private func attempt(_ cell: Cell, in lesson: Lesson, checkedBy original: Lesson) -> [String] {
    let own = original.exercise(named: cell.name) ?? cell
    // A check that nobody has changed is the one on the reader's page.
    let check =
      own.check == cell.check
      ? noted(cell.check, at: cell.checkLine, of: lesson)
      : noted(own.check, at: own.checkLine, of: original)
    return function(
      "\(exerciseName(of: cell, in: lesson))", of: cell,
      noted(cell.task, at: cell.line, of: lesson) + check)
  }

  /// For each plausible mistake, all answers with the mistake as the first of them.
  private func wrongAnswers(of cell: Cell) -> [[String]] {
    guard let exercise = cell.exercise else { return [] }
    return exercise.wrongAnswers.map { [$0] + exercise.answers.dropFirst() }
  }

  /// The source of the array that lists every chapter, in order of number; `library` is a fingerprint of
  /// the sources that the chapters' numbers depend on.
  package func index(of lessons: [Lesson], library: String) -> String {
    var lines = [
      "// Made from the lessons; edit those pages instead.",
      "let libraryFingerprint = \"\(library)\"",
      "let cellImports: [String] = \(imports)",
      "let chapterIndex: [Chapter] = [",
    ]
    for lesson in lessons.sorted(by: { $0.number < $1.number }) {
      lines += [
        "  Chapter(",
        "    number: \(lesson.number),",
        "    slug: \(lesson.slug.debugDescription),",
        "    title: \(lesson.title.debugDescription),",
        "    summary: \(lesson.summary.debugDescription),",
        "    minutes: \(lesson.minutes),",
        "    options: \(lesson.options),",
        "    file: \(lesson.file.debugDescription),",
        "    fingerprint: \(lesson.fingerprint.debugDescription),",
        "    body: ChapterBody(",
        "      run: \(functionName(of: lesson)),",
        "      trials: [\(trials(of: lesson))],",
        "      exercises: [\(exercises(lesson.exercises, in: lesson))],",
        "      wrongAnswers: [\(wrongAnswers(of: lesson))])),",
      ]
    }
    lines.append("]")
    return lines.joined(separator: "\n") + "\n"
  }

  private func located(_ cell: Cell, in lesson: Lesson) -> [String] {
    located(cell.code, at: cell.line, of: lesson)
  }

  private func located(_ code: String, at line: Int, of lesson: Lesson) -> [String] {
    [
      "#sourceLocation(file: \"\(lesson.file)\", line: \(line))",
      code,
      "#sourceLocation()",
    ]
  }

  /// The code of a cell; before each statement that may throw it notes the line.
  private func noted(_ code: String, at line: Int, of lesson: Lesson) -> [String] {
    let lines = code.lines
    var source: [String] = []
    var start = 0
    for statement in SwiftThrows.statements(in: code) {
      if start < statement.line {
        let before = lines[start..<statement.line].joined(separator: "\n")
        source += located(before, at: line + start, of: lesson)
      }
      source.append("notedPage.at(line: \(line + statement.throwing))")
      start = statement.line
    }
    return source + located(lines[start...].joined(separator: "\n"), at: line + start, of: lesson)
  }

  private func trials(of lesson: Lesson) -> String {
    let cells = lesson.cells.filter { $0.kind == .expectError }
    return dictionary(cells.map { "\($0.index): \(trialName(of: $0, in: lesson))" })
  }

  private func exercises(_ cells: [Cell], in lesson: Lesson) -> String {
    dictionary(cells.map { "\($0.index): \(exerciseName(of: $0, in: lesson))" })
  }

  private func wrongAnswers(of lesson: Lesson) -> String {
    dictionary(
      lesson.exercises.map { cell in
        let names = wrongAnswers(of: cell).indices.map { number in
          "\(exerciseName(of: cell, in: lesson))Wrong\(number)"
        }
        return "\(cell.index): [\(names.joined(separator: ", "))]"
      })
  }

  private func dictionary(_ entries: [String]) -> String {
    entries.isEmpty ? ":" : entries.joined(separator: ", ")
  }

  private func text(_ lines: [String]) -> String {
    lines.joined(separator: "\n") + "\n"
  }

  private func exerciseName(of cell: Cell, in lesson: Lesson) -> String {
    "\(functionName(of: lesson))Exercise\(cell.index)"
  }

  private func trialName(of cell: Cell, in lesson: Lesson) -> String {
    "\(functionName(of: lesson))Trial\(cell.index)"
  }

  private func functionName(of lesson: Lesson) -> String {
    "chapter\(twoDigits(lesson.number))"
  }

}

private func twoDigits(_ number: Int) -> String {
  number < 10 ? "0\(number)" : "\(number)"
}
