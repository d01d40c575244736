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
  /// The cell at which a reader goes on another time; nil where nobody walks, or where the walk has come
  /// to its end.
  var place: Cell? { get }
  /// Whether the reader has left the walk.
  var hasQuit: Bool { get }
  /// Decides about a cell that waits.
  func call(for cell: Int, _ transcript: Transcript) -> CellCall
  /// Shows what is left, once the last cell has run, and decides whether that was all.
  func end(_ transcript: Transcript) -> CellCall
}

/// The decision about a cell that waits, or about the end of a run.
enum CellCall: Equatable {
  /// The cell runs; or the run is over.
  case run
  /// The run ends before it.
  case quit
  /// The chapter begins again, and the view asks for the same cells anew.
  case restart
}

extension ChapterView {
  var isStepped: Bool { false }
  var showsPreviews: Bool { false }
  var place: Cell? { nil }
  var hasQuit: Bool { false }
  func call(for cell: Int, _ transcript: Transcript) -> CellCall { .run }
  func end(_ transcript: Transcript) -> CellCall { .run }
}
