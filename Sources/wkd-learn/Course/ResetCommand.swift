import ArgumentParser
import Console
import Foundation
import Lessons
import Literate

/// Restores the lesson's text of an exercise, or of all.
struct ResetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Restore the lesson's text of an exercise; yours is kept beside it.",
    discussion: """
      EXAMPLES:
        wkd-learn reset 1 peak-scale
        wkd-learn reset 1 --all            every exercise of chapter 1
        wkd-learn reset --all --yes        every exercise, without asking

      Your page as it was becomes workspace/NN-name.md.before-reset; where that name is taken, -2, -3, \
      and so on stand after it.
      """)

  @Argument(
    help: "The chapter's number; with --all it may be left out.",
    completion: .list(Course.chapters.map { "\($0.number)" }))
  var chapter: Int?

  @Argument(
    help: "The exercise's name; without it the first open one.",
    completion: .custom { words, _, _ in ExerciseOptions.names(after: words) })
  var exercise: String?

  @Flag(help: "Restore every exercise of the chapter, or of the course.")
  var all = false

  @Flag(help: "Do not ask before all are restored.")
  var yes = false

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var state: StateOptions

  func validate() throws {
    if all, exercise != nil {
      throw ValidationError("--all restores every exercise: leave the name out")
    }
    if !all, chapter == nil {
      throw ValidationError("a chapter is needed: try `wkd-learn reset 1 NAME`, or --all")
    }
  }

  func run() throws {
    let course = try Course.locate()
    let workspace = try workspace.folder(state)
    let chapters = try chapter.map { [try Course.chapter($0)] } ?? Course.chapters
    let desks = chapters.map {
      ExerciseDesk(chapter: $0, course: course, workspace: workspace, store: state.store)
    }
    guard all else {
      let cell = try desks[0].original(named: exercise)
      return tell("`\(cell.name)` is as it was", try desks[0].reset([cell]))
    }
    try confirm()
    for desk in desks {
      // A chapter without a page has nothing to be restored but what was noted about it.
      guard try workspace.hasCopy(of: desk.chapter) || chapter != nil || desk.hasBegun else {
        continue
      }
      tell(
        "the exercises of chapter \(desk.chapter.number) are as they were",
        try desk.reset(try desk.original().exercises))
    }
  }

  private func tell(_ what: String, _ saved: URL?) {
    print(what + (saved.map { "; your page before that is \($0.relativePath)" } ?? ""))
  }

  private func confirm() throws {
    if yes { return }
    guard isatty(STDIN_FILENO) != 0 else {
      throw ValidationError("--all asks before it restores all: add --yes where nobody can answer")
    }
    let what = chapter.map { "every exercise of chapter \($0)" } ?? "every exercise of the course"
    print(
      "restore \(what), and forget which are solved? Your pages are kept. [y/N] ", terminator: "")
    fflush(nil)
    let reply = readLine()
    guard ["y", "yes"].contains(reply?.lowercased()) else {
      print((reply == nil ? "\n" : "") + "nothing has changed")
      throw ExitCode(1)
    }
  }
}
