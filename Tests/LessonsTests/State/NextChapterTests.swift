import Foundation
import Lessons
import Literate
import Testing

@Suite("What comes next")
struct NextChapterTests {
  private let course: Course

  init() throws {
    course = try Course.locate()
  }

  /// The state of somebody who ran every chapter straight through.
  private func allRun() throws -> CourseState {
    var state = CourseState()
    for chapter in Course.chapters {
      state[chapter.number].status = .passed
      state[chapter.number].cells = Set(
        try chapter.currentPage(in: course).cells.map(\.fingerprint))
    }
    return state
  }

  @Test("a run alone solves no exercise, so the course begins with the first that is open")
  func openExercises() throws {
    var state = try allRun()
    #expect(try state.next(in: course)?.number == Course.chapters.first?.number)
    for cell in try Course.chapter(1).currentPage(in: course).exercises {
      state[1].exercises[cell.name, default: ExerciseState()].status = .skipped
    }
    #expect(try state.next(in: course)?.number == 2)
  }

  @Test("nothing comes next when every exercise is solved or skipped")
  func finished() throws {
    var state = try allRun()
    for chapter in Course.chapters {
      for cell in try chapter.currentPage(in: course).exercises {
        state[chapter.number].exercises[cell.name, default: ExerciseState()].status = .solved
      }
    }
    #expect(try state.next(in: course) == nil)
  }

  @Test("the walk that was left last is taken up first")
  func paused() throws {
    var state = CourseState()
    #expect(try state.next(in: course)?.number == 1)
    state.paused = 3
    #expect(try state.next(in: course)?.number == 3)
  }

  @Test("where the walk that was left last has come to its end, another one that was left goes on")
  func otherWalk() throws {
    var state = CourseState()
    state[4].stoppedBefore = "a cell"
    #expect(try state.next(in: course)?.number == 4)
    state.paused = 2
    #expect(try state.next(in: course)?.number == 2)
  }

  @Test("a chapter that is done stays done when a later run of it is stopped")
  func interrupted() throws {
    var state = try allRun()
    state[2].status = .interrupted
    let page = try Course.chapter(2).currentPage(in: course)
    #expect(CellProgress(of: page, in: state[2]).standing == .done)
  }
}
