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
