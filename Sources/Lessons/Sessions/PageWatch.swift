package import Console
import Foundation
import Literate

/// Looks at a reader's copy of a page: exercises that have changed in it are checked, cells that
/// have changed run again.
package struct PageWatch {
  private let desk: ExerciseDesk
  private let text: ExerciseText
  private let screen: Screen
  private let saves: PageSaves

  /// Watches the page of a desk.
  package init(_ desk: ExerciseDesk, screen: Screen) {
    self.desk = desk
    self.screen = screen
    text = ExerciseText(desk, style: screen.style)
    saves = PageSaves(of: desk.workspace.file(of: desk.chapter))
  }

  /// Checks the page now and after each change, until the process is ended.
  ///
  /// A save ends what runs, since the reader is waiting for the new page. Ctrl-C ends what runs too, and
  /// where nothing runs the watch.
  ///
  /// - Throws: an `Interruption` by another signal, or what making the copy throws.
  package func run(once: Bool = false, say: (String) -> Void) throws {
    for news in try desk.news() { say(news) }  // makes the copy where there is none
    let page = desk.workspace.file(of: desk.chapter).relativePath
    say("watching \(page): edit and save it; Ctrl-C ends this")
    var seen: [String: String] = [:]
    var isGone = false
    let lesson = PageSaves(of: desk.lessonFile)
    lesson.take()
    repeat {
      if saves.hasNew {
        saves.take()
        isGone = false
        do {
          try look(at: &seen, say: say)
        } catch is CalledOff {
          // The next turn looks at the page that was saved meanwhile.
        } catch let interruption as Interruption where interruption.signal == SIGINT {
          say("stopped; save \(page) to run it again, Ctrl-C ends the watch")
        }
      } else if saves.isGone, !isGone {
        isGone = true
        say("\(page) is gone: save it again; the next `wkd-learn` command makes a new copy")
      }
      if !once { usleep(100_000) }
      if lesson.hasNew {
        lesson.take()
        for news in try desk.news() { say(news) }
      }
    } while !once
  }

  /// Checks and runs what is not as it was when it was looked at last; at first only exercises.
  private func look(at seen: inout [String: String], say: (String) -> Void) throws {
    let isOver = { saves.hasNew }
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
          say(text.lines(of: try desk.check(cell, isCalledOff: isOver)))
          seen[cell.watchName] = cell.fingerprint
        }
      } catch let error where !error.endsLook {
        say("\(error)")  // a slip in an exercise keeps no cell from running
      }
      if !cells.isEmpty {
        try desk.run(cells, of: lesson, screen: screen, isCalledOff: isOver)
        for cell in cells { seen[cell.watchName] = cell.fingerprint }
      }
    } catch let error where !error.endsLook {
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

extension Error {
  /// Whether nothing more is to be done for a page, because the reader wants it so.
  fileprivate var endsLook: Bool { self is CalledOff || self is Interruption }
}

extension Cell {
  /// The name that identifies a cell from one save to the next.
  fileprivate var watchName: String { label ?? "\(index)" }
}
