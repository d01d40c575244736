import Foundation

/// The folder of a chapter's report, filled out of sight and put in place when it is complete.
struct ReportFolder {
  /// Where the report is in the end.
  let place: URL
  /// Where it is filled.
  let partial: URL

  /// Makes the folder to fill; throws where nothing could be written, before any work is done.
  init(chapter: Int, output: String) throws {
    let parent = URL(fileURLWithPath: output, isDirectory: true)
    Self.removeLeftovers(in: parent)
    place = Self.place(chapter: chapter, output: output)
    partial = parent.appendingPathComponent(
      ".chapter-\(chapter)-\(ProcessInfo.processInfo.processIdentifier)", isDirectory: true)
    do {
      try FileManager.default.createDirectory(at: partial, withIntermediateDirectories: true)
    } catch {
      throw CourseError.unwritable(folder: output, reason: Self.reason(error))
    }
    guard isReplaceable() else {
      discard()
      throw CourseError.notAReport(folder: place.path)
    }
  }

  /// Where the report of a chapter is.
  static func place(chapter: Int, output: String) -> URL {
    URL(fileURLWithPath: output, isDirectory: true)
      .appendingPathComponent("chapter-\(chapter)", isDirectory: true)
  }

  /// Throws where no report could be written.
  static func probe(output: String) throws {
    try ReportFolder(chapter: 0, output: output).discard()
  }

  /// Puts the report in place of an older one.
  func commit() throws {
    let files = FileManager.default
    let old = partial.appendingPathExtension("old")
    do {
      if files.fileExists(atPath: place.path) {
        try files.moveItem(at: place, to: old)
      }
      try files.moveItem(at: partial, to: place)
      if files.fileExists(atPath: old.path) {
        try files.removeItem(at: old)
      }
    } catch {
      throw CourseError.unwritable(folder: place.path, reason: Self.reason(error))
    }
  }

  /// Removes what has been filled.
  func discard() {
    // A leftover folder does no harm, and there is nobody left to tell.
    try? FileManager.default.removeItem(at: partial)
  }

  /// Removes what runs that were killed have left behind.
  private static func removeLeftovers(in parent: URL) {
    // The folder may not exist yet; then there is nothing to remove.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    for name in names {
      guard let match = name.wholeMatch(of: /\.chapter-[0-9]+-([0-9]+)/),
        let process = Int32(match.1), kill(process, 0) != 0, errno == ESRCH
      else { continue }
      try? FileManager.default.removeItem(at: parent.appendingPathComponent(name))
    }
  }

  /// Only a report, or nothing at all, may be replaced.
  private func isReplaceable() -> Bool {
    let files = FileManager.default
    guard files.fileExists(atPath: place.path) else { return true }
    guard let names = try? files.contentsOfDirectory(atPath: place.path) else { return false }
    return names.isEmpty || names.contains("results.json")
  }

  private static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    guard let code = underlying?.code, underlying?.domain == NSPOSIXErrorDomain else {
      return error.localizedDescription
    }
    return String(cString: strerror(Int32(code)))
  }
}
