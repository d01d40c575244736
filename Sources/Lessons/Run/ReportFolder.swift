import Console
import Foundation

/// A folder that is filled out of sight and put in place when it is complete.
struct ReportFolder {
  /// The folder's final place.
  let place: URL
  /// The place where the folder is filled.
  let partial: URL

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
    self.place = place
    self.mark = mark
    self.isBook = isBook
    let parent = place.deletingLastPathComponent()
    Self.removeLeftovers(of: place)
    partial = parent.appendingPathComponent(
      ".\(place.lastPathComponent)-\(ProcessInfo.processInfo.processIdentifier)",
      isDirectory: true)
    if parent.isFolder == false {
      throw CourseError.unwritable(
        folder: parent.relativePath, reason: "it is a file, not a folder", isBook: isBook)
    }
    // What a killed run of the same number has left is no part of this one.
    discard()
    do {
      try FileManager.default.createDirectory(at: partial, withIntermediateDirectories: true)
    } catch {
      throw CourseError.unwritable(
        folder: parent.relativePath, reason: systemReason(of: error) ?? message(of: error),
        isBook: isBook)
    }
    guard isReplaceable() else {
      discard()
      throw CourseError.notAReport(folder: place.path, isBook: isBook)
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

  /// Puts the folder in place of an older one, which is there until this one is.
  func commit() throws {
    guard isReplaceable() else {
      throw CourseError.notAReport(folder: place.path, isBook: isBook)
    }
    do {
      if !FileManager.default.fileExists(atPath: place.path) {
        try partial.move(to: place)
      } else if !partial.exchange(with: place) {
        // Where files cannot change places, a kill between the two leaves the old folder beside, from
        // where the next run brings it back.
        try place.move(to: old)
        do {
          try partial.move(to: place)
        } catch {
          try old.move(to: place)
          throw error
        }
      }
    } catch {
      throw CourseError.unwritable(
        folder: place.relativePath, reason: systemReason(of: error) ?? message(of: error),
        isBook: isBook)
    }
    // What cannot be removed now is a leftover for the next run.
    for leftover in [partial, old] { try? FileManager.default.removeItem(at: leftover) }
  }

  /// Removes what has been filled.
  func discard() {
    // A leftover folder does no harm, and there is nobody left to tell.
    try? FileManager.default.removeItem(at: partial)
  }

  /// The older folder on its way out.
  private var old: URL { partial.appendingPathExtension("old") }

  /// Removes the leftovers of killed runs; an older folder that one of them had moved aside comes back
  /// where nothing has taken its place.
  private static func removeLeftovers(of place: URL) {
    let parent = place.deletingLastPathComponent()
    let name = place.lastPathComponent
    // The folder may not exist yet; then there is nothing to remove.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    for leftover in names where leftover.hasPrefix(".\(name)-") {
      let words = leftover.dropFirst(name.count + 2).split(
        separator: ".", omittingEmptySubsequences: false)
      guard let process = words.first.flatMap({ Int32($0) }), process > 0,
        words.count == 1 || words.dropFirst() == ["old"],
        kill(process, 0) != 0, errno == ESRCH
      else { continue }
      let url = parent.appendingPathComponent(leftover, isDirectory: true)
      // `rename` takes the place of nothing but an empty folder.
      if words.count == 2, rename(url.path, place.path) == 0 { continue }
      try? FileManager.default.removeItem(at: url)
    }
  }

  /// Only a folder of the same kind, or an empty one, may be replaced.
  private func isReplaceable() -> Bool {
    let files = FileManager.default
    guard files.fileExists(atPath: place.path) else { return true }
    guard let names = try? files.contentsOfDirectory(atPath: place.path) else { return false }
    return names.isEmpty || names.contains(mark)
  }
}

extension URL {
  /// Moves a folder to a place where nothing or an empty folder is.
  fileprivate func move(to place: URL) throws {
    guard rename(path, place.path) == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
  }

  /// Lets two folders change places in one step, so that there is one in each of them at any moment.
  ///
  /// - Returns: false where the system or the file system cannot do it.
  fileprivate func exchange(with other: URL) -> Bool {
    #if os(macOS)
      return renamex_np(path, other.path, UInt32(RENAME_SWAP)) == 0
    #elseif os(Linux)
      // The C library declares it for GNU's own programs only.
      typealias Rename =
        @convention(c) (
          Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
        ) -> Int32
      guard let function = dlsym(nil, "renameat2") else { return false }
      let exchange: UInt32 = 2  // RENAME_EXCHANGE
      return unsafeBitCast(function, to: Rename.self)(
        AT_FDCWD, path, AT_FDCWD, other.path, exchange) == 0
    #else
      return false
    #endif
  }
}
