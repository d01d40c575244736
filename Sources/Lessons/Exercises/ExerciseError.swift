import Console
package import Literate
import WKD

/// Errors around an exercise, each with its remedy.
package enum ExerciseError: ErrorWithStatus, Equatable, CustomStringConvertible {
  case none(chapter: Int)
  /// The lesson has no such exercise.
  case unknown(String, known: [String])
  /// The lesson has it, and the reader's page no longer does.
  case missing(String, page: String, chapter: Int)
  /// The reader's page cannot be read as a lesson.
  case outOfShape(slip: LessonError, exercise: String, chapter: Int)
  /// The reader's page is no text.
  case unreadable(String)
  case unwritable(String)
  /// The compiler, or what it needs, is not there.
  case noCompiler(String)
  /// The page does not compile.
  case mistakes(CompilerMistakes)

  /// 2 where another command line would do.
  package var exitStatus: Int32 {
    switch self {
    case .none, .unknown: 2
    default: 1
    }
  }

  package var description: String {
    switch self {
    case .none(let chapter): "chapter \(chapter) has no exercises: try another chapter"
    case .unknown(let name, let known):
      "there is no exercise `\(name)`"
        + (closest(to: name, among: known).map { ": did you mean `\($0)`?" } ?? "")
        + " This chapter has \(known.joined(separator: ", "))"
    case .missing(let name, let page, let chapter):
      """
      \(page) has no exercise `\(name)` any more: `\(programCall()) reset \(chapter) \(name)` puts it back, \
      and keeps your page as it is beside it
      """
    case .outOfShape(let slip, let name, let chapter):
      """
      \(slip)
      correct that line, or let `\(programCall()) reset \(chapter) \(name)` put the exercise back, which keeps \
      your page as it is beside it
      """
    case .unreadable(let page):
      """
      \(page) cannot be read as UTF-8 text: save it as such, or move it away, and a new copy of the \
      lesson is made
      """
    case .unwritable(let path):
      "cannot write \(path): make its folder writable, or choose another one for your copies"
    case .noCompiler(let reason):
      "your page cannot be compiled (\(reason)): run ./wkd-learn once, which builds all it needs"
    case .mistakes(let mistakes): mistakes.description
    }
  }
}

/// The end of work that is no longer wanted, because the page has been saved again.
package struct CalledOff: Error {
  /// Takes nothing: there is nothing to tell.
  package init() {}
}
