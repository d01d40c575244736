import Console
import Files
package import Foundation
import Literate
import Publish

/// Writes a chapter as a Jupyter notebook.
package struct NotebookExport {
  private let course: Course
  private let shelf: ChapterShelf

  /// Takes chapters from a shelf.
  package init(course: Course, shelf: ChapterShelf) {
    self.course = course
    self.shelf = shelf
  }

  /// Writes a chapter with its outputs; what solves its exercises only where it is asked for.
  ///
  /// - Throws: ``StagingError``, ``BookError``, or what running the chapter throws.
  package func write(_ chapter: Chapter, to place: URL, withSolutions: Bool) throws {
    try refuseReplacing(course.root.appendingPathComponent(chapter.file), by: [place])
    try OutputFormat.notebook.check(place)
    if let old = try? Data(contentsOf: place),
      old.range(of: Data("\"\(Product.wkdLearn.metadataKey)\"".utf8)) == nil
    {
      throw BookError.foreignFile(place.relativePath)
    }
    let finished = try shelf.finished(chapter)
    let files = StagedFiles()
    let root = course.root
    let way = URL(fileURLWithPath: place.path).deletingLastPathComponent().path(to: root)
    let links = PageLinks(root: way, chapter: { _ in nil }) { path in
      try? Data(contentsOf: root.appendingPathComponent(path))
    }
    try files.add(place) {
      Notebook.json(
        of: finished.page, picture: { $0.picture(for: .light, in: finished.folder) },
        withSolutions: withSolutions, product: .wkdLearn, links: links)
    }
    try files.commit()
  }
}

extension Product {
  /// This program.
  static let wkdLearn = Product(name: "wkd-learn", command: "./wkd-learn watch")
}
