/// One drawing inside a figure.
///
/// A type of one's own becomes a panel by saying how high it is and how it is drawn. It uses the
/// theme's colours and sizes, so that it can be recoloured like all others:
///
/// ```swift
/// struct PaletteStrip: Panel {
///   let title: String
///   let palette: Palette
///
///   var data: [DataRow] { [] }
///
///   func height(
///     forWidth width: Double, wanted: Double?, on canvas: Canvas, theme: Theme
///   ) -> Double {
///     wanted ?? theme.sizes.label * 4
///   }
///
///   func draw(on canvas: Canvas, in frame: Rect, theme: Theme) {
///     let steps = 64
///     let width = frame.width / Double(steps)
///     for step in 0..<steps {
///       canvas.rectangle(
///         Rect(
///           x: frame.minX + Double(step) * width, y: frame.minY, width: width,
///           height: frame.height),
///         fill: palette.color(at: Double(step) / Double(steps - 1)))
///     }
///     canvas.text(
///       title, at: frame.center,
///       font: Font(family: theme.fontFamily, size: theme.sizes.label), color: theme.colors.ink,
///       halo: theme.colors.background)
///   }
/// }
///
/// let strips = Palette.allCases.map { PaletteStrip(title: "\($0)", palette: $0) }
/// let png = try Figure(panels: strips).pngData()
/// print(png)
/// ```
public protocol Panel: Sendable {
  /// The title above the drawing, which also names the panel in the figure's table; empty for none.
  var title: String { get }

  /// The numbers that the drawing shows, in drawing order; empty for a drawing without numbers.
  var data: [DataRow] { get }

  /// The height of the drawing at some width.
  ///
  /// - Parameters:
  ///   - width: the width in canvas units.
  ///   - wanted: the height that the figure wants, of which a panel asks for more only if its texts
  ///     need it; nil for the height that suits the panel best.
  ///   - canvas: a canvas to measure texts on.
  ///   - theme: the colours and sizes that the panel will be drawn with.
  /// - Returns: the height in canvas units.
  func height(
    forWidth width: Double, wanted: Double?, on canvas: Canvas, theme: Theme
  ) -> Double

  /// Draws the panel.
  ///
  /// - Parameters:
  ///   - canvas: the canvas to draw on.
  ///   - frame: the rectangle of the panel, at least as high as ``height(forWidth:wanted:on:theme:)``
  ///     asked for; the panel draws nothing outside of it.
  ///   - theme: the colours and sizes to draw with.
  func draw(on canvas: Canvas, in frame: Rect, theme: Theme)
}
