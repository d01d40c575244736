package import Foundation
package import Literate

/// The folder of a reader's own copies of the lessons, to be edited freely.
package struct Workspace: Sendable {
  /// The folder.
  package let folder: URL

  /// Takes a folder.
  package init(folder: String) {
    self.folder = URL(fileURLWithPath: folder, isDirectory: true)
  }

  /// The reader's copy of a lesson's page.
  package func file(of chapter: Chapter) -> URL {
    folder.appendingPathComponent(URL(fileURLWithPath: chapter.file).lastPathComponent)
  }

  /// The reader's copy as a lesson; the page is copied first where there is none.
  package func lesson(of chapter: Chapter, in course: Course) throws -> Lesson {
    let copy = file(of: chapter)
    if !FileManager.default.fileExists(atPath: copy.path) {
      let page = try text(of: course.root.appendingPathComponent(chapter.file))
      try write(Self.withoutAnswers(page), to: copy)
    }
    return try Lesson(text: try text(of: copy), file: copy.relativePath)
  }

  /// The text of a lesson in which nobody sees what solves an exercise; lines keep their numbers.
  private static func withoutAnswers(_ text: String) -> String {
    var isHidden = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if let match = line.prefixMatch(of: #///\| (answer|wrong|hint): /#) {
        isHidden = true
        return "\(match.0)..."
      }
      isHidden = isHidden && line.hasPrefix(Exercise.continuation)
      return isHidden ? Exercise.continuation + "..." : String(line)
    }
    .joined(separator: "\n")
  }

  /// Puts an exercise back as the lesson has it; what it replaces is kept beside the copy.
  ///
  /// - Returns: the file that holds the copy as it was.
  package func reset(_ name: String, of chapter: Chapter, in course: Course) throws -> URL {
    let copy = file(of: chapter)
    let before = try text(of: copy)
    let mine = try lesson(of: chapter, in: course).knownExercise(named: name)
    let original = try chapter.page(in: course).knownExercise(named: name)
    let saved = copy.appendingPathExtension("before-reset")
    try write(before, to: saved)
    var lines = before.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let first = mine.line - 1
    let count = mine.code.split(separator: "\n", omittingEmptySubsequences: false).count
    lines.replaceSubrange(first..<(first + count), with: [original.code])
    try write(lines.joined(separator: "\n"), to: copy)
    return saved
  }

  private func text(of url: URL) throws -> String {
    do {
      return try String(contentsOf: url, encoding: .utf8)
    } catch {
      throw CourseError.unreadablePage(url.relativePath)
    }
  }

  private func write(_ text: String, to url: URL) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try text.write(to: url, atomically: true, encoding: .utf8)
    } catch {
      throw ExerciseError.unwritable(url.relativePath)
    }
  }
}

extension Lesson {
  /// The exercise with a name.
  ///
  /// - Throws: ``ExerciseError/unknown(_:known:)``.
  func knownExercise(named name: String) throws -> Cell {
    guard let cell = exercise(named: name) else {
      throw ExerciseError.unknown(name, known: exercises.map(\.name))
    }
    return cell
  }
}

/// Errors around an exercise.
package enum ExerciseError: Error, Equatable, CustomStringConvertible {
  case none(chapter: Int)
  case unknown(String, known: [String])
  case unwritable(String)
  /// The compiler, or what it needs, is not there.
  case noCompiler(String)
  /// The page does not compile; one message a line, each with its place.
  case mistakes(String)

  package var description: String {
    switch self {
    case .none(let chapter): "chapter \(chapter) has no exercises: try another chapter"
    case .unknown(let name, let known):
      "there is no exercise `\(name)`; this chapter has \(known.joined(separator: ", "))"
    case .unwritable(let path):
      "cannot write \(path): name a folder you may write to with --workspace DIR"
    case .noCompiler(let reason):
      "your page cannot be compiled (\(reason)): run ./wkd-learn once, which builds all it needs"
    case .mistakes(let text): text
    }
  }
}
