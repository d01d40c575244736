import Foundation
import Literate

/// A lesson that has been compiled into the program.
public struct Chapter: Sendable {
  /// The number that the reader types.
  public let number: Int
  /// The words of the page's file name after the number.
  public let slug: String
  /// The chapter's title.
  public let title: String
  /// One sentence for the course map.
  public let summary: String
  /// About how long a reader needs.
  public let minutes: Int
  /// The page below the project's root, such as `lessons/03-distillation.md`.
  public let file: String
  /// The digest of the page from which the chapter was compiled.
  public let fingerprint: String
  /// The compiled cells.
  public let body: ChapterBody
}

extension Chapter {
  /// Reads the page that the chapter was compiled from; throws where it has changed since.
  func page(in course: Course) throws -> Lesson {
    let url = course.root.appendingPathComponent(file)
    let text: String
    do {
      text = try String(contentsOf: url, encoding: .utf8)
    } catch {
      throw CourseError.unreadablePage(file)
    }
    // A page that was in order when it was compiled and is not now has changed too.
    guard let lesson = try? Lesson(text: text, file: file), lesson.fingerprint == fingerprint else {
      throw CourseError.changedPage(file)
    }
    return lesson
  }
}
