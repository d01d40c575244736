import Foundation
import Publish

/// A page of the course that is no chapter; it stands beside the lessons.
enum HandWrittenPage: String {
  case front, glossary, bibliography

  /// The path in the course.
  var file: String { "lessons/\(rawValue).md" }
}

extension Course {
  /// The text of a page.
  ///
  /// - Throws: ``CourseError/unreadablePage(_:)``.
  func text(of page: HandWrittenPage) throws -> String {
    do {
      return try String(contentsOf: root.appendingPathComponent(page.file), encoding: .utf8)
    } catch {
      throw CourseError.unreadablePage(page.file)
    }
  }

  /// A page of entries; `address` is where a book has it.
  ///
  /// - Throws: ``CourseError/unreadablePage(_:)``.
  func appendix(_ page: HandWrittenPage, address: String) throws -> Book.Appendix {
    Book.Appendix(text: try text(of: page), file: page.file, address: address)
  }

  /// The pages of entries to which a chapter that stands alone can link: those that are there.
  ///
  /// - Throws: ``CourseError/unreadablePage(_:)`` for one that is there and cannot be read.
  func appendices() throws -> [Book.Appendix] {
    try [HandWrittenPage.glossary, .bibliography].filter { page in
      FileManager.default.fileExists(atPath: root.appendingPathComponent(page.file).path)
    }.map { try appendix($0, address: $0.file) }
  }
}
