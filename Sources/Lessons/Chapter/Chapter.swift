import Foundation
package import Literate

/// A lesson that has been compiled into the program.
package struct Chapter: Sendable {
  /// The number that the reader types.
  package let number: Int
  /// The words of the page's file name after the number.
  package let slug: String
  /// The chapter's title.
  package let title: String
  /// One sentence for the course map.
  package let summary: String
  /// About how long a reader needs.
  package let minutes: Int
  /// The page below the project's root, such as `lessons/03-distillation.md`.
  package let file: String
  /// The digest of the page from which the chapter was compiled.
  package let fingerprint: String
  /// The compiled cells.
  package let body: ChapterBody
}

extension Chapter {
  /// Reads the page that the chapter was compiled from; throws where it has changed since.
  func page(in course: Course) throws -> Lesson {
    // A page that was in order when it was compiled and is not now has changed too.
    guard let lesson = try? currentPage(in: course), lesson.fingerprint == fingerprint else {
      _ = try text(in: course)
      throw CourseError.changedPage(file)
    }
    return lesson
  }

  /// Reads the chapter's page as it is now.
  package func currentPage(in course: Course) throws -> Lesson {
    try Lesson(text: try text(in: course), file: file)
  }

  private func text(in course: Course) throws -> String {
    do {
      return try String(contentsOf: course.root.appendingPathComponent(file), encoding: .utf8)
    } catch {
      throw CourseError.unreadablePage(file)
    }
  }
}
