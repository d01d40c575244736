import Literate

/// A view that shows a running chapter to its reader and decides when it may go on.
protocol ChapterView: AnyObject {
  /// Opens the chapter.
  func begin()
  /// Shows something that the chapter said.
  func show(_ item: EventReader.Item)
  /// Whether each cell waits until it is called for.
  var isStepped: Bool { get }
  /// Whether pictures of work in progress can be shown.
  var showsPreviews: Bool { get }
  /// The cell before which the reader left; nil where the reader did not.
  var stoppedBefore: Cell? { get }
  /// Decides about a cell that waits.
  func call(for cell: Int, _ transcript: Transcript) -> CellCall
  /// Shows what is left, once the last cell has run.
  func end(_ transcript: Transcript)
}

/// The decision about a cell that waits.
enum CellCall: Equatable {
  /// It runs.
  case run
  /// The run ends before it.
  case quit
  /// The chapter begins again, and the view asks for the same cells anew.
  case restart
}

extension ChapterView {
  var isStepped: Bool { false }
  var showsPreviews: Bool { false }
  var stoppedBefore: Cell? { nil }
  func call(for cell: Int, _ transcript: Transcript) -> CellCall { .run }
  func end(_ transcript: Transcript) {}
}
