import Console
import Files
package import Foundation
package import Literate
import Markup
import Torch

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

  /// Whether the reader has a copy of a lesson.
  package func hasCopy(of chapter: Chapter) -> Bool {
    FileManager.default.fileExists(atPath: file(of: chapter).path)
  }

  /// The reader's copy as a lesson; the page is copied first where there is none.
  ///
  /// - Throws: `LessonError` where the copy is no lesson any more, ``ExerciseError`` where it cannot be
  ///   read or made.
  package func lesson(of chapter: Chapter, in course: Course) throws -> Lesson {
    let page = try page(of: chapter, in: course)
    return try Lesson(text: page.text, file: file(of: chapter).relativePath)
  }

  /// The lines of the reader's copy, which is made where there is none.
  func page(of chapter: Chapter, in course: Course) throws -> PageText {
    let copy = file(of: chapter)
    if !hasCopy(of: chapter) {
      let fresh = try freshCopy(of: chapter, in: course)
      try makeFolder()
      // First, for a page without it could not be told from one of an older lesson.
      try write(Data(Markup.fingerprint(of: fresh.text).utf8), to: origin(of: chapter))
      try create(copy, Data(fresh.content.utf8))
    }
    return PageText(try text(of: copy))
  }

  /// The lesson as a reader gets it: nobody sees what solves an exercise, and lines keep their numbers.
  func freshCopy(of chapter: Chapter, in course: Course) throws -> PageText {
    let page = PageText(try chapter.text(in: course))
    // Whoever edits the lessons themselves works on the answers too.
    let isLesson =
      hasCopy(of: chapter)
      && FileIdentity(file(of: chapter))
        == FileIdentity(course.root.appendingPathComponent(chapter.file))
    return isLesson ? page : page.withoutAnswers
  }

  /// Whether the lesson is no longer the one of which the reader's copy was made; nil where nobody knows.
  func isOutdated(_ chapter: Chapter, in course: Course) throws -> Bool? {
    guard hasCopy(of: chapter),
      let origin = try? String(contentsOf: origin(of: chapter), encoding: .utf8)
    else { return nil }
    return try origin != Markup.fingerprint(of: freshCopy(of: chapter, in: course).text)
  }

  /// Writes the reader's page anew; the page as it was is kept beside it under a name that is free.
  ///
  /// - Returns: the file that holds the page as it was.
  func replace(_ page: PageText, of chapter: Chapter) throws -> URL {
    let copy = file(of: chapter)
    let saved = try keep(copy)
    try write(Data(page.content.utf8), to: copy)
    return saved
  }

  /// Copies a page to the byte, never over anything that is there.
  private func keep(_ copy: URL) throws -> URL {
    guard let bytes = try? Data(contentsOf: copy) else {
      throw ExerciseError.unreadable(copy.relativePath)
    }
    var number = 1
    while true {
      let saved = copy.appendingPathExtension(
        number == 1 ? "before-reset" : "before-reset-\(number)")
      if try create(saved, bytes) { return saved }
      if (try? Data(contentsOf: saved)) == bytes { return saved }
      number += 1
    }
  }

  /// A hidden file beside the copy that tells the lesson's text at that time.
  private func origin(of chapter: Chapter) -> URL {
    folder.appendingPathComponent(".\(file(of: chapter).lastPathComponent).lesson")
  }

  private func text(of url: URL) throws -> String {
    guard let data = try? Data(contentsOf: url),
      let text = String(validating: data, as: UTF8.self)
    else { throw ExerciseError.unreadable(url.relativePath) }
    return text
  }

  private func makeFolder() throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw ExerciseError.unwritable(folder.relativePath)
    }
  }

  /// Writes a file whole or not at all, unless something has that name already.
  ///
  /// - Returns: whether it was written.
  @discardableResult
  private func create(_ url: URL, _ bytes: Data) throws -> Bool {
    do {
      return try AtomicFile.create(bytes, at: url)
    } catch {
      throw ExerciseError.unwritable(url.relativePath)
    }
  }

  /// Replaces a file; where a link stands, the file to which it leads.
  private func write(_ bytes: Data, to url: URL) throws {
    do {
      try AtomicFile.write(bytes, to: url.resolvingSymlinksInPath())
    } catch {
      throw ExerciseError.unwritable(url.relativePath)
    }
  }
}

extension PageText {
  /// The page in which nothing tells what solves an exercise.
  fileprivate var withoutAnswers: PageText {
    var page = self
    var isHidden = false
    for (number, line) in lines.enumerated() {
      if Exercise.continued(by: line.drop { $0.isWhitespace }) != nil {
        if isHidden { page.replace(number..<number + 1, with: [Exercise.continuation + "..."]) }
      } else if let match = line.prefixMatch(of: #/\s*//\|\s*(answer|wrong|hint)\s*:/#) {
        isHidden = true
        page.replace(number..<number + 1, with: ["\(match.0) ..."])
      } else {
        isHidden = false
      }
    }
    return page
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
