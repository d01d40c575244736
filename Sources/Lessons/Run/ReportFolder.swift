import Console
import Foundation

/// A folder that is filled out of sight and put in place when it is complete.
struct ReportFolder {
  /// The folder's final place.
  let place: URL
  /// The place where the folder is filled.
  let partial: URL

  private let mark: String

  /// Makes the report folder of a chapter.
  init(chapter: Int, output: String) throws {
    try self.init(place: Self.place(chapter: chapter, output: output), mark: "results.json")
  }

  /// Makes the folder to fill; throws where nothing could be written, before any work is done.
  ///
  /// An older folder is replaced where it holds a file named `mark`, or nothing.
  init(place: URL, mark: String) throws {
    self.place = place
    self.mark = mark
    let parent = place.deletingLastPathComponent()
    Self.removeLeftovers(of: place.lastPathComponent, in: parent)
    partial = parent.appendingPathComponent(
      ".\(place.lastPathComponent)-\(ProcessInfo.processInfo.processIdentifier)",
      isDirectory: true)
    if parent.isFolder == false {
      throw CourseError.unwritable(
        folder: parent.relativePath, reason: "it is a file, not a folder")
    }
    // What a killed run of the same number has left is no part of this one.
    discard()
    do {
      try FileManager.default.createDirectory(at: partial, withIntermediateDirectories: true)
    } catch {
      throw CourseError.unwritable(folder: parent.relativePath, reason: Self.reason(error))
    }
    guard isReplaceable() else {
      discard()
      throw CourseError.notAReport(folder: place.path)
    }
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
    try ReportFolder(chapter: 0, output: output).discard()
  }

  /// Puts the folder in place of an older one, which comes back where that fails.
  func commit() throws {
    guard isReplaceable() else { throw CourseError.notAReport(folder: place.path) }
    let files = FileManager.default
    let old = partial.appendingPathExtension("old")
    let isNew = !files.fileExists(atPath: place.path)
    do {
      if !isNew { try files.moveItem(at: place, to: old) }
      do {
        try files.moveItem(at: partial, to: place)
      } catch {
        if !isNew { try files.moveItem(at: old, to: place) }
        throw error
      }
      if !isNew { try files.removeItem(at: old) }
    } catch {
      throw CourseError.unwritable(folder: place.path, reason: Self.reason(error))
    }
  }

  /// Removes what has been filled.
  func discard() {
    // A leftover folder does no harm, and there is nobody left to tell.
    try? FileManager.default.removeItem(at: partial)
  }

  /// Removes the leftovers of killed runs.
  private static func removeLeftovers(of name: String, in parent: URL) {
    // The folder may not exist yet; then there is nothing to remove.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    for leftover in names where leftover.hasPrefix(".\(name)-") {
      let number = leftover.dropFirst(name.count + 2)
      // An old folder that could not be put back is the reader's; it stays.
      guard let process = Int32(number), kill(process, 0) != 0, errno == ESRCH else { continue }
      try? FileManager.default.removeItem(at: parent.appendingPathComponent(leftover))
    }
  }

  /// Only a folder of the same kind, or an empty one, may be replaced.
  private func isReplaceable() -> Bool {
    let files = FileManager.default
    guard files.fileExists(atPath: place.path) else { return true }
    guard let names = try? files.contentsOfDirectory(atPath: place.path) else { return false }
    return names.isEmpty || names.contains(mark)
  }

  private static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    guard let code = underlying?.code, underlying?.domain == NSPOSIXErrorDomain else {
      return error.localizedDescription
    }
    return String(cString: strerror(Int32(code)))
  }
}
