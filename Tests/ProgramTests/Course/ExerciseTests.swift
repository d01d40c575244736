import Foundation
import Lessons
import Literate
import TestSupport
import Testing

/// One exercise of the course, as a test's argument.
struct CourseExercise: CustomTestStringConvertible, Sendable {
  let chapter: Chapter
  let cell: Cell

  var testDescription: String { "chapter \(chapter.number), \(cell.name)" }

  static let all: [CourseExercise] = Course.chapters.flatMap { chapter in
    let lesson = (try? Course.locate()).flatMap { try? chapter.currentPage(in: $0) }
    return (lesson?.exercises ?? []).map { CourseExercise(chapter: chapter, cell: $0) }
  }
}

@Suite("Exercises of the course")
struct CourseExerciseTests {
  @Test("every chapter has three exercises or more")
  func present() {
    for chapter in Course.chapters {
      #expect(CourseExercise.all.count { $0.chapter.number == chapter.number } >= 3)
    }
  }

  /// What running one version of an exercise says.
  private func run(_ body: ChapterBody.Run?) throws -> Desk {
    let desk = try Desk()
    let body = try #require(body)
    let page = desk.page(assets: try Course.locate().assets)
    do { try body(page) } catch { try page.fail(error) }
    return desk
  }

  @Test("its solution passes its own check", arguments: CourseExercise.all)
  func solution(exercise: CourseExercise) throws {
    let desk = try run(exercise.chapter.body.exercises[exercise.cell.index])
    #expect(desk.failures == [])
    #expect(!desk.checks.isEmpty)
    #expect(!desk.checks.contains { !$0.passed })
  }

  @Test("a plausible mistake fails its check by value", arguments: CourseExercise.all)
  func mistakes(exercise: CourseExercise) throws {
    let versions = try #require(exercise.chapter.body.wrongAnswers[exercise.cell.index])
    #expect(!versions.isEmpty)
    for version in versions {
      let desk = try run(version)
      #expect(desk.checks.contains { !$0.passed })
    }
  }

  @Test(
    "its blank version has a blank for each answer, two hints, and no check in the task",
    arguments: CourseExercise.all)
  func blanks(exercise: CourseExercise) throws {
    let cell = exercise.cell
    let facts = try #require(cell.exercise)
    #expect(!cell.blankLines.isEmpty)
    #expect(cell.blankLines.count == facts.answers.count)
    #expect(facts.hints.count >= 2)
    #expect(!cell.task.contains("page.check"))
    #expect(cell.check.contains("page.check"))
  }
}

@Suite(
  "Exercise commands", .enabled(if: Program.isBuilt, "the program is not beside the tests"),
  .serialized)
struct ExerciseCommandTests {
  private let desk: Desk
  private let copy = "workspace/01-mother-wavelet.md"
  private let blank = "let scale: Double = ___"

  init() throws {
    desk = try Desk()
  }

  private func ask(_ arguments: String...) throws -> (status: Int32, text: String) {
    let answer = try Program.run(arguments, in: desk.folder)
    return (answer.status, String(decoding: answer.output, as: UTF8.self) + answer.errors)
  }

  private func write(_ answer: String) throws {
    let file = desk.folder.appendingPathComponent(copy)
    let text = try desk.text(copy).replacingOccurrences(of: blank, with: answer)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  @Test("a blank is named with its line in a copy of the lesson, and fails the check")
  func blankVersion() throws {
    let answer = try ask("check", "1", "peak-scale")
    #expect(answer.status == 1)
    let lines = try desk.text(copy).split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0 == blank }) + 1
    #expect(answer.text.contains("\(copy):\(line)"))
  }

  @Test("the reader's copy holds no answer, and a failed check does not tell it")
  func noAnswers() throws {
    _ = try ask("check", "1")
    let text = try desk.text(copy)
    for line in text.split(separator: "\n") where line.contains(#/^//\| (answer|wrong|hint)/#) {
      #expect(line.hasSuffix(": ..."))
    }
    let original = try Course.locate().root.appendingPathComponent("lessons/01-mother-wavelet.md")
    let lines = try String(contentsOf: original, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == lines.count)
    let tails = try #require(try Lesson(text: text, file: copy).exercises.first?.exercise).hints
    #expect(tails.allSatisfy { $0.allSatisfy { $0 == "." || $0 == " " } })
    try write("let scale: Double = 3.0")
    let wrong = try ask("check", "1", "peak-scale")
    #expect(wrong.text.contains("FAIL the scale that answers most: 3 is not it"))
    #expect(!wrong.text.contains("2.01"))
    #expect(try ask("hint", "1", "peak-scale").text.contains("factor"))
  }

  @Test("chapter 5 is undecided where two standard errors, or one interval of many, would decide")
  func verdict() throws {
    _ = try ask("check", "5")
    let copy = "workspace/05-compressing-cyclegan.md"
    let text = try desk.text(copy)
    let cell = try #require(Lesson(text: text, file: copy).exercise(named: "count"))
    // The mean of the three differences is 2.5 standard errors, the half of the interval 4.3.
    let code = #"""
      let close = MeanInterval(of: [1, 2, 2.1], minus: [0, 1.6, 0.2])
      let clear = MeanInterval(of: [1, 2, 2.1], minus: [2, 3.1, 3])
      let two = JointVerdicts([close, clear]).verdicts.map { "\($0)" }
      let many = JointVerdicts(Array(repeating: close, count: 30) + [clear]).verdicts.map { "\($0)" }
      page.check(
        "verdicts", that: two == ["undecided", "lower"] && many.last == "undecided",
        found: "\(two) \(many)")
      """#
    let lesson = try #require(
      CourseExercise.all.first { $0.chapter.number == 5 && $0.cell.name == "count" }
    ).cell
    let solution = lesson.code(filling: lesson.exercise?.answers ?? [])
    try text.replacing(cell.code, with: code + "\n" + solution)
      .write(to: desk.folder.appendingPathComponent(copy), atomically: true, encoding: .utf8)
    let answer = try ask("check", "5", "count")
    #expect(answer.status == 0, "\(answer.text)")
    #expect(answer.text.contains("PASS verdicts"))
  }

  @Test("a mistake of the compiler is told at the page's line, without generated code")
  func compilerError() throws {
    _ = try ask("check", "1")
    try write("let scale: Double = frequncy")
    let answer = try ask("check", "1", "peak-scale")
    #expect(answer.status == 1)
    #expect(answer.text.contains("\(copy):"))
    #expect(answer.text.contains("cannot find 'frequncy' in scope"))
    #expect(answer.text.contains("    let scale: Double = frequncy\n"))
    #expect(!answer.text.contains("chapter01"))
  }

  @Test("a wrong value fails, a right one passes and is kept; reset keeps the reader's page")
  func solving() throws {
    _ = try ask("check", "1")
    try write("let scale: Double = 3.0")
    let wrong = try ask("check", "1", "peak-scale")
    #expect(wrong.status == 1)
    #expect(wrong.text.contains("FAIL"))
    let reset = try ask("reset", "1", "peak-scale")
    #expect(reset.status == 0)
    #expect(try desk.text(copy).contains(blank))
    #expect(try desk.text(copy + ".before-reset").contains("let scale: Double = 3.0"))
    try write("let scale: Double = sqrt(5.0 / 2) * rate / (2 * .pi * frequency)")
    let right = try ask("check", "1", "peak-scale")
    #expect(right.status == 0)
    #expect(right.text.contains("PASS"))
    let map = try ask("map", "--json")
    #expect(map.text.contains("\"exercisesSolved\" : 1"))
  }

  @Test(
    "every outcome has its reason",
    arguments: [
      ("{ exit(0) }()", "ended the program, with exit status 0"),
      ("{ exit(3) }()", "ended the program, with exit status 3"),
      ("{ kill(getpid(), SIGKILL); return 0 }()", "killed from outside"),
      ("2.0; return", "left the chapter by `return`"),
    ])
  func reasons(answer: String, words: String) throws {
    _ = try ask("check", "1")
    try write("let scale: Double = " + answer)
    let said = try ask("check", "1", "peak-scale")
    #expect(said.status == 1)
    #expect(said.text.contains(words), "\(said.text)")
  }

  @Test("the check of the lesson is run, whatever stands on the page")
  func ownCheck() throws {
    _ = try ask("check", "1")
    let lesson = try Lesson(text: try desk.text(copy), file: copy)
    let check = try #require(lesson.exercise(named: "peak-scale")).check
    let file = desk.folder.appendingPathComponent(copy)
    for other in ["", "page.check(\"mine\", that: true, found: \"\\(scale)\")"] {
      try (try desk.text(copy)).replacing(check, with: other).replacing(
        blank, with: "let scale: Double = 9"
      )
      .write(to: file, atomically: true, encoding: .utf8)
      let wrong = try ask("check", "1", "peak-scale")
      #expect(wrong.status == 1)
      #expect(wrong.text.contains("FAIL the scale that answers most: 9 is not it"))
      #expect(wrong.text.contains("not the lesson's"))
      #expect(try ask("reset", "1", "peak-scale").status == 0)
    }
    #expect(try ask("check", "1", "peak-scale").text.contains("OPEN"))
  }

  @Test("the old line in a comment is no blank, and Windows line ends are no obstacle")
  func oldLine() throws {
    _ = try ask("check", "1")
    try write("let scale: Double = sqrt(5.0 / 2) * rate / (2 * .pi * frequency)  // was: ___")
    let file = desk.folder.appendingPathComponent(copy)
    try ("\u{FEFF}" + desk.text(copy).replacing("\n", with: "\r\n"))
      .write(to: file, atomically: true, encoding: .utf8)
    let answer = try ask("check", "1", "peak-scale")
    #expect(answer.status == 0, "\(answer.text)")
  }

  @Test("many programs at once compile the same page, and every one of them answers")
  func atOnce() throws {
    _ = try ask("check", "1")
    for answer in ["3.5", "undefined"] {
      try write("let scale: Double = \(answer)")
      let processes = try (0..<4).map { number in
        let folder = desk.folder.appendingPathComponent("logs/\(number)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let output = folder.appendingPathComponent("out")
        try Data().write(to: output)
        let process = try Program.prepare(["check", "1", "peak-scale"], in: desk.folder)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = process.standardOutput
        try process.run()
        Thread.sleep(forTimeInterval: Double(number) * 0.15)
        return (process, output)
      }
      for (process, output) in processes {
        process.end()
        let said = try String(contentsOf: output, encoding: .utf8)
        let words = answer == "3.5" ? "3.5 is not it" : "cannot find 'undefined' in scope"
        #expect(said.contains(words), "\(said)")
      }
      _ = try ask("reset", "1", "peak-scale")
    }
    let build = desk.folder.appendingPathComponent("logs/state/wkd-learn/build")
    let left = try FileManager.default.contentsOfDirectory(atPath: build.path)
    #expect(left.allSatisfy { $0.hasSuffix(".so") }, "\(left)")
  }

  @Test("an editor gets one object with status, place and problems")
  func json() throws {
    func check() throws -> [String: Any] {
      let answer = try Program.run(["check", "1", "peak-scale", "--json"], in: desk.folder)
      #expect(answer.errors.isEmpty)
      #expect((answer.status == 0) == (try answer.json["status"] as? String == "solved"))
      return try answer.json
    }
    let open = try check()
    #expect(open["status"] as? String == "open")
    #expect(open["file"] as? String == copy)
    let text = try desk.text(copy).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(open["line"] as? Int == (text.firstIndex { $0 == blank } ?? -2) + 1)
    #expect((open["news"] as? [String])?.count == 1)
    try write("let scale: Double = frequncy")
    let broken = try check()
    #expect(broken["status"] as? String == "broken")
    #expect((broken["message"] as? String)?.contains("cannot find 'frequncy'") == true)
    #expect(((broken["problems"] as? [[String: Any]])?.first?["column"] as? Int) == 21)
    _ = try ask("reset", "1", "peak-scale")
    try write("let scale: Double = 3")
    let failed = try check()
    #expect(failed["status"] as? String == "failed")
    #expect((failed["message"] as? String)?.contains("3 is not it") == true)
    _ = try ask("reset", "1", "peak-scale")
    try write("let scale: Double = sqrt(5.0 / 2) * rate / (2 * .pi * frequency)")
    #expect(try check()["status"] as? String == "solved")
    try (try desk.text(copy)).replacing("//| check", with: "")
      .write(to: desk.folder.appendingPathComponent(copy), atomically: true, encoding: .utf8)
    let misshapen = try check()
    #expect(misshapen["status"] as? String == "broken")
    #expect(misshapen["line"] as? Int != nil)
  }

  @Test("all exercises are listed with their state; all are put back after a yes")
  func list() throws {
    _ = try ask("check", "1")
    try write("let scale: Double = 9")
    _ = try ask("skip", "2")
    func states() throws -> [String: String] {
      let answer = try Program.run(["exercises", "--json"], in: desk.folder)
      let all = try #require(
        try JSONSerialization.jsonObject(with: answer.output) as? [[String: Any]])
      return Dictionary(
        uniqueKeysWithValues: all.map {
          ("\($0["chapter"] ?? "") \($0["exercise"] ?? "")", $0["status"] as? String ?? "")
        })
    }
    let skipped = try states().filter { $0.value == "skipped" }.keys
    #expect(skipped.count == 1)
    #expect(try states().count == CourseExercise.all.count)
    #expect(try ask("exercises", "1").text.contains("0 of 3 solved"))
    let refused = try ask("reset", "--all")
    #expect(refused.status == 2)
    #expect(refused.text.contains("--yes"))
    #expect(try desk.text(copy).contains("let scale: Double = 9"))
    let answer = try ask("reset", "--all", "--yes")
    #expect(answer.status == 0, "\(answer.text)")
    #expect(try desk.text(copy).contains(blank))
    #expect(try desk.text(copy + ".before-reset").contains("let scale: Double = 9"))
    #expect(try states().values.allSatisfy { $0 == "open" })
  }

  @Test("a crash in an answer is told in words")
  func crash() throws {
    _ = try ask("check", "1")
    try write("let scale: Double = [1.0, 2.0][Int(rate)]")
    let answer = try ask("check", "1", "peak-scale")
    #expect(answer.status == 1)
    #expect(answer.text.contains("Index out of range"))
  }

  @Test("hints come one by one, and the solution on a second asking")
  func help() throws {
    #expect(try ask("hint", "1", "peak-scale").text.hasPrefix("hint 1"))
    #expect(try ask("hint", "1", "peak-scale").text.hasPrefix("hint 2"))
    #expect(try ask("hint", "1", "peak-scale").text.contains("no further hint"))
    let first = try ask("solution", "1", "peak-scale")
    let second = try ask("solution", "1", "peak-scale")
    #expect(!first.text.contains("sqrt(5.0 / 2)"))
    #expect(second.text.contains("sqrt(5.0 / 2)"))
  }

  @Test("an unknown exercise is answered with the known ones")
  func unknown() throws {
    let answer = try ask("check", "1", "nothing")
    #expect(answer.status == 2)
    #expect(answer.text.contains("peak-scale"))
    #expect(try ask("hint", "1", "peak-scal").text.contains("did you mean `peak-scale`?"))
    #expect(try ask("hint", "1", "rmap").text.contains("did you mean `ramp`?"))
  }

  @Test("the copy of every chapter compiles, whatever else stands on its page", arguments: 1...5)
  func everyCopy(chapter: Int) throws {
    _ = try ask("watch", "\(chapter)", "--once")
    let folder = desk.folder.appendingPathComponent("workspace")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let file = folder.appendingPathComponent(
      try #require(names.first { $0.hasSuffix(".md") }))
    let lesson = try #require(CourseExercise.all.last { $0.chapter.number == chapter })
    var text = try String(contentsOf: file, encoding: .utf8)
    let solution = lesson.cell.code(filling: lesson.cell.exercise?.answers ?? [])
    text = text.replacingOccurrences(of: lesson.cell.code, with: solution)
    try text.write(to: file, atomically: true, encoding: .utf8)
    let answer = try ask("check", "\(chapter)", lesson.cell.name)
    #expect(answer.status == 0, "\(answer.text)")
    #expect(answer.text.contains("PASS"))
  }
}
