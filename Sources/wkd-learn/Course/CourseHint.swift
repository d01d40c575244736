import Lessons

/// The option that follows the advice of an error of the course, whose sentence knows of no command line; nil
/// where none does.
///
/// `command` is the one that was given, for the same folder is another option's in each.
func courseHint(for error: any Error, command: String?) -> String? {
  switch error {
  case is StateError: "--state DIR"
  case CourseError.unwritable(_, _, let isBook), CourseError.notAReport(_, let isBook):
    switch command {
    case "book" where !isBook, "export": "--reports DIR"
    default: "--output DIR"
    }
  default: nil
  }
}
