package import Console
import Foundation
import Literate

/// Looks at a reader's copy of a page: exercises that have changed in it are checked, cells that
/// have changed run again.
package struct PageWatch {
  private let desk: ExerciseDesk
  private let text: ExerciseText
  private let screen: Screen

  /// Watches the page of a desk.
  package init(_ desk: ExerciseDesk, screen: Screen) {
    self.desk = desk
    self.screen = screen
    text = ExerciseText(desk, style: screen.style)
  }

  /// Checks the page now and after each change, until the process is ended.
  package func run(once: Bool = false, say: (String) -> Void) throws {
    _ = try desk.lesson()  // makes the copy where there is none
    let file = desk.workspace.file(of: desk.chapter)
    say("watching \(file.relativePath): edit and save it; Ctrl-C ends this")
    var seen: [String: String] = [:]
    var stamp: FileStamp?
    repeat {
      let now = FileStamp(file)
      if now != stamp, now != nil {
        stamp = now
        guard look(at: &seen, say: say) else { return }
      }
      if !once { usleep(100_000) }
    } while !once
  }

  /// Checks and runs what is not as it was when it was looked at last; at first only exercises.
  ///
  /// - Returns: false where the reader has ended a run.
  private func look(at seen: inout [String: String], say: (String) -> Void) -> Bool {
    do {
      let lesson = try desk.lesson()
      let isFirst = seen.isEmpty
      let changed = lesson.cells.filter { seen[$0.watchName] != $0.fingerprint }
      let exercises = changed.filter {
        $0.kind == .exercise && (!isFirst || $0.blankLines.isEmpty)
      }
      let cells = changed.filter { !isFirst && $0.kind != .exercise && $0.kind != .skip }
      // What neither is checked nor runs is seen at once, the rest once that has been done.
      let waiting = Set((exercises + cells).map(\.index))
      for cell in changed where !waiting.contains(cell.index) {
        seen[cell.watchName] = cell.fingerprint
      }
      if waiting.isEmpty { say(try standing(of: lesson)) }
      do {
        for cell in exercises {
          say(text.lines(of: try desk.check(cell)))
          seen[cell.watchName] = cell.fingerprint
        }
      } catch is Interruption {
        return false
      } catch {
        say("\(error)")  // a slip in an exercise keeps no cell from running
      }
      if !cells.isEmpty {
        guard
          try desk.run(cells, of: lesson, screen: screen)
        else { return false }
        for cell in cells { seen[cell.watchName] = cell.fingerprint }
      }
    } catch {
      say("\(error)")
    }
    return true
  }

  private func standing(of lesson: Lesson) throws -> String {
    let states = try lesson.exercises.map { cell in
      "  \(cell.name), line \(cell.line): \(try desk.state(of: cell).status.rawValue)"
    }
    return (["exercises of chapter \(lesson.number):"] + states).joined(separator: "\n")
  }
}

extension Cell {
  /// The name that identifies a cell from one save to the next.
  fileprivate var watchName: String { label ?? "\(index)" }
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
