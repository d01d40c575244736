/// A mistake in the text of a lesson.
public struct LessonError: Error, Equatable, CustomStringConvertible, Sendable {
  /// The lesson's path.
  public let file: String
  /// The line at fault, from 1.
  public let line: Int
  /// The mistake and its remedy.
  public let message: String

  /// Makes an error at a line of a lesson.
  public init(file: String, line: Int, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// The form that compilers use, so that editors and build logs can jump to the line.
  public var description: String {
    "\(file):\(line):1: error: \(message)"
  }
}

extension LessonError {
  /// The sentence on lists, quotes and marks that cannot be shown.
  static let tooDeep =
    "lists, quotes or marks are nested more than 100 times here, which no page shows; write them flat"
}
