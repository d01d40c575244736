import Foundation
import Literate

/// Looks at a reader's copy of a page and checks what has changed in it.
public struct PageWatch {
  private let desk: ExerciseDesk
  private let text: ExerciseText

  /// Watches the page of a desk.
  public init(_ desk: ExerciseDesk) {
    self.desk = desk
    text = ExerciseText(desk)
  }

  /// Checks the page now and after each change, until the process is ended.
  public func run(once: Bool = false, say: (String) -> Void) throws {
    _ = try desk.lesson()  // makes the copy where there is none
    let file = desk.workspace.file(of: desk.chapter)
    say("watching \(file.relativePath): edit and save it; Ctrl-C ends this")
    var seen: [String: String] = [:]
    var stamp: FileStamp?
    repeat {
      let now = FileStamp(file)
      if now != stamp, now != nil {
        stamp = now
        look(at: &seen, say: say)
      }
      if !once { usleep(100_000) }
    } while !once
  }

  /// Checks the exercises that are not as they were when they were checked last.
  private func look(at seen: inout [String: String], say: (String) -> Void) {
    do {
      let lesson = try desk.lesson()
      let isFirst = seen.isEmpty
      let changed = lesson.exercises.filter { seen[$0.name] != $0.fingerprint }
      for cell in changed { seen[cell.name] = cell.fingerprint }
      let worthwhile = changed.filter { !isFirst || $0.blankLines.isEmpty }
      for cell in worthwhile { say(text.lines(of: try desk.check(cell))) }
      if worthwhile.isEmpty { say(try standing(of: lesson)) }
    } catch {
      say("\(error)")
    }
  }

  private func standing(of lesson: Lesson) throws -> String {
    let states = try lesson.exercises.map { cell in
      "  \(cell.name), line \(cell.line): \(try desk.state(of: cell).status.rawValue)"
    }
    return (["exercises of chapter \(lesson.number):"] + states).joined(separator: "\n")
  }
}

/// Tells whether a file has been saved since.
private struct FileStamp: Equatable {
  let date: Date
  let size: Int

  init?(_ file: URL) {
    var fresh = file
    fresh.removeAllCachedResourceValues()
    // Between an editor's removing and renaming there is no file for a moment.
    guard
      let values = try? fresh.resourceValues(forKeys: [.contentModificationDateKey, .fileSizeKey]),
      let date = values.contentModificationDate, let size = values.fileSize
    else { return nil }
    self.date = date
    self.size = size
  }
}
