/// One drawing inside a figure.
public protocol Panel: Sendable {
  /// What stands above the drawing; empty for nothing.
  var title: String { get }

  /// The numbers that the drawing shows, in the order in which they are drawn.
  var data: [DataRow] { get }

  /// The height of the drawing at some width: the one that the figure wants, unless its texts need
  /// more, or the one that suits it best where the figure leaves the choice.
  func height(
    forWidth width: Double, wanted: Double?, on canvas: Canvas, theme: Theme
  ) -> Double

  /// Draws everything inside `frame`.
  func draw(on canvas: Canvas, in frame: Rect, theme: Theme)
}
