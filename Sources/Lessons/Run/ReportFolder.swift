import Files
import Foundation

/// The folder of a report or a book, which is filled out of sight and put in place when it is complete.
struct ReportFolder {
  /// The place where the folder is filled.
  var partial: URL { folder.partial }
  /// The folder's final place.
  var place: URL { folder.place }

  private let folder: StagedFolder
  private let mark: String
  private let isBook: Bool

  /// Makes the report folder of a chapter.
  init(chapter: Int, output: String) throws {
    try self.init(
      place: Self.place(chapter: chapter, output: output), mark: "results.json", isBook: false)
  }

  /// Makes the folder to fill; throws where nothing could be written, before any work is done.
  ///
  /// An older folder is replaced where it holds a file named `mark`, or nothing.
  init(place: URL, mark: String, isBook: Bool = true) throws {
    self.mark = mark
    self.isBook = isBook
    let parent = place.deletingLastPathComponent()
    if parent.isFolder == false {
      throw CourseError.unwritable(
        folder: parent.relativePath, reason: "it is a file, not a folder", isBook: isBook)
    }
    do {
      folder = try StagedFolder(for: place)
    } catch let error as AtomicFileError {
      throw CourseError.unwritable(
        folder: parent.relativePath, reason: error.reason, isBook: isBook)
    }
    try refuseForeign()
  }

  /// The name of a chapter's folder, among reports and in a book.
  static func name(of chapter: Int) -> String { "chapter-\(chapter)" }

  /// The place of a chapter's report.
  static func place(chapter: Int, output: String) -> URL {
    URL(fileURLWithPath: output, isDirectory: true)
      .appendingPathComponent(name(of: chapter), isDirectory: true)
  }

  /// Throws where no report could be written.
  static func probe(output: String) throws {
    _ = try ReportFolder(chapter: 0, output: output)
  }

  /// Puts the folder in place of an older one, which is there until this one is.
  func commit() throws {
    try refuseForeign()
    do {
      try folder.commit()
    } catch let error as AtomicFileError {
      throw CourseError.unwritable(
        folder: place.relativePath, reason: error.reason, isBook: isBook)
    }
  }

  /// Only a folder of the same kind, or an empty one, may be replaced.
  private func refuseForeign() throws {
    guard place.isFolder != nil else { return }
    let names = try? FileManager.default.contentsOfDirectory(atPath: place.path)
    guard let names, names.isEmpty || names.contains(mark) else {
      throw CourseError.notAReport(folder: place.path, isBook: isBook)
    }
  }
}
