import ArgumentParser
import Console
import Foundation
import Lessons
import Literate

/// Lists the exercises of the course, each with how the reader stands with it.
struct ExercisesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exercises",
    abstract: "List all exercises, and which are open, solved or skipped.",
    discussion: """
      EXAMPLES:
        wkd-learn exercises
        wkd-learn exercises 3
        wkd-learn exercises --json
      """)

  @Argument(
    help: "The number of one chapter; without it all of them.",
    completion: .list(Course.chapters.map { "\($0.number)" }))
  var chapter: Int?

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var state: StateOptions
  @OptionGroup var look: ColourOptions
  @OptionGroup var answer: AnswerOptions

  func run() throws {
    let course = try Course.locate()
    let chapters = try chapter.map { [try Course.chapter($0)] } ?? Course.chapters
    let workspace = try workspace.folder(state)
    let state = try state.store.load()
    let entries = try chapters.flatMap { chapter in
      let page = workspace.hasCopy(of: chapter) ? workspace.file(of: chapter).relativePath : nil
      return try chapter.currentPage(in: course).exercises.map {
        Entry($0, chapter, state[chapter.number].exercises[$0.name], page: page)
      }
    }
    if answer.json { return try printJSON(entries) }
    guard !entries.isEmpty else { return print("there are no exercises") }
    for entry in entries { print(entry.line(look.style)) }
    let solved = entries.count { $0.status == .solved }
    print("\(solved) of \(entries.count) solved; `\(programCall()) check CHAPTER NAME` checks one")
  }

  /// An exercise of the list.
  private struct Entry: Encodable {
    let chapter: Int
    let exercise: String
    let status: ExerciseState.Status
    let hintsSeen: Int
    let hints: Int
    let task: String
    /// The reader's page; null where there is none yet.
    let file: String?

    init(_ cell: Cell, _ chapter: Chapter, _ state: ExerciseState?, page: String?) {
      self.chapter = chapter.number
      exercise = cell.name
      status = state?.status ?? .open
      hintsSeen = state?.hints ?? 0
      hints = cell.exercise?.hints.count ?? 0
      task = cell.exercise?.task ?? ""
      file = page
    }

    func line(_ style: TerminalStyle) -> String {
      let words = status.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0)
      let shown =
        switch status {
        case .solved: style.good(words)
        case .open: style.bold(words)
        case .skipped: style.dim(words)
        }
      let head = "\(shown) \(chapter) \(exercise)"
      guard status != .solved else { return head }
      let text = TerminalText.wrapped(task, width: max(20, style.width - 4))
      return head + "\n    " + text.replacing("\n", with: "\n    ")
    }
  }
}
