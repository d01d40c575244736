import Files
public import Foundation

/// Some panels in rows, which can be written as an image or as a table of numbers.
///
/// A figure is a value: it draws nothing until it is asked for an image, and it can be asked for
/// several.
///
/// ```swift
/// let loss = Chart(
///   "Loss", x: Axis("step"), y: Axis("loss", scale: .log10),
///   marks: [
///     .line(x: [1, 2, 3, 4], y: [0.9, 0.5, 0.3, 0.2], label: "teacher"),
///     .line(x: [1, 2, 3, 4], y: [1.2, 0.8, 0.6, 0.5], label: "student"),
///   ])
/// let sizes = Chart(
///   "Size", x: Axis(""), y: Axis("parameters (millions)"),
///   marks: [.bars(categories: ["teacher", "student"], values: [11.4, 0.9])])
/// let figure = Figure(columns: 2, panels: [loss, sizes], title: "Two networks")
/// let png = try figure.pngData()
/// let darkSVG = try figure.recolored(.dark).svgData()
/// print(png, darkSVG, figure.csv)
/// ```
public struct Figure: Sendable {
  /// The number of panels in a row.
  public let columns: Int
  /// The panels, row after row.
  public let panels: [any Panel]
  /// The width of every panel in canvas units.
  public let panelWidth: Double
  /// The height of every panel in canvas units, which long texts may increase; nil for a height
  /// that suits the panels of each row.
  public let panelHeight: Double?
  /// The title above all panels; nil for none.
  public let title: String?
  /// The colours, sizes and typeface.
  public let theme: Theme

  /// Creates a figure.
  ///
  /// - Parameters:
  ///   - columns: the number of panels in a row; more than there are panels count as that many.
  ///   - panels: the panels, row after row.
  ///   - panelWidth: the width of every panel in canvas units.
  ///   - panelHeight: the height of every panel, which long texts may increase; nil for a height
  ///     that suits the panels of each row.
  ///   - title: the title above all panels; nil for none.
  ///   - theme: the colours, sizes and typeface.
  /// - Precondition: there is at least one panel and one column, and the sizes are positive.
  public init(
    columns: Int = 1, panels: [any Panel], panelWidth: Double = 460, panelHeight: Double? = nil,
    title: String? = nil, theme: Theme = .light
  ) {
    guard columns > 0, !panels.isEmpty else {
      misuse(
        "Figure", found: "\(columns) columns and \(panels.count) panels",
        wanted: "at least one of each")
    }
    guard panelWidth > 0, panelHeight.map({ $0 > 0 }) ?? true else {
      misuse(
        "Figure", found: "panels of \(panelWidth) by \(panelHeight ?? 0)",
        wanted: "positive sizes")
    }
    self.columns = min(columns, panels.count)
    self.panels = panels
    self.panelWidth = panelWidth
    self.panelHeight = panelHeight
    self.title = title
    self.theme = theme
  }

  /// The same figure in other colours, as for a dark page; sizes, letters, colour maps and pictures
  /// stay as they are.
  public func recolored(_ colors: ThemeColors) -> Figure {
    var theme = theme
    theme.colors = colors
    return Figure(
      columns: columns, panels: panels, panelWidth: panelWidth, panelHeight: panelHeight,
      title: title, theme: theme)
  }

  /// The size in canvas units; a PNG image has `scale` pixels for each.
  public var size: Size { FigureLayout(self).size }

  /// The boxes of all texts, in drawing order.
  public var textBoxes: [TextBox] {
    let layout = FigureLayout(self)
    let canvas = Canvas(size: layout.size, target: .layout)
    layout.draw(self, on: canvas)
    return canvas.texts
  }

  /// Writes the figure as a PNG image, by default with two pixels for each canvas unit.
  ///
  /// - Throws: ``PlotError``, if the file cannot be written or the image is too large.
  public func writePNG(to url: URL, scale: Double = 2) throws {
    try write(pngData(scale: scale), to: url)
  }

  /// Writes the figure as an SVG document, with text as outlines so that it looks the same anywhere.
  ///
  /// - Throws: ``PlotError``, if the file cannot be written.
  public func writeSVG(to url: URL) throws {
    try write(svgData(), to: url)
  }

  /// The figure as the bytes of a PNG file, by default with two pixels for each canvas unit.
  ///
  /// The same figure always gives the same bytes.
  ///
  /// - Throws: ``PlotError/cannotDraw(reason:)`` if the image is larger than the format allows.
  public func pngData(scale: Double = 2) throws -> Data {
    try drawn(for: .raster(scale: scale)).png()
  }

  /// The figure as the bytes of an SVG document, with text as outlines.
  ///
  /// The same figure always gives the same bytes.
  ///
  /// - Throws: ``PlotError/cannotDraw(reason:)`` if Cairo cannot make the drawing.
  public func svgData() throws -> Data {
    try drawn(for: .vector).svg()
  }

  /// The pixels of the PNG image.
  package func picture(scale: Double = 2) -> Picture {
    drawn(for: .raster(scale: scale)).picture
  }

  private func drawn(for target: Canvas.Target) -> Canvas {
    let layout = FigureLayout(self)
    let canvas = Canvas(size: layout.size, target: target)
    layout.draw(self, on: canvas)
    return canvas
  }

  private func write(_ data: Data, to url: URL) throws {
    do {
      try AtomicFile.write(data, to: url, isDurable: false)
    } catch let error as AtomicFileError {
      throw PlotError.cannotWrite(path: url.path, reason: error.reason)
    }
  }
}

// MARK: - Layout

/// The frames of a figure's panels.
private struct FigureLayout {
  let size: Size
  private let title: TextBlock
  private let frames: [Rect]
  private let theme: Theme
  private let margin: Double

  init(_ figure: Figure) {
    let columns = Double(figure.columns)
    let plainGap = figure.theme.sizes.gap * 4
    let width = columns * figure.panelWidth + (columns - 1) * plainGap
    let theme = figure.theme.fitted(toWidth: width)
    self.theme = theme
    margin = figure.theme.sizes.gap * 2
    let canvas = Canvas(size: Size(width: width, height: 1), target: .layout)
    title = TextBlock(
      figure.title ?? "", font: theme.figureTitleFont, fitting: width, on: canvas)

    let rowGap = theme.sizes.gap * 3.5
    var frames: [Rect] = []
    var top = margin + (title.height > 0 ? title.height + theme.sizes.gap * 2 : 0)
    for first in stride(from: 0, to: figure.panels.count, by: figure.columns) {
      let row = figure.panels[first..<min(first + figure.columns, figure.panels.count)]
      let heights = row.map { panel in
        panel.height(
          forWidth: figure.panelWidth, wanted: figure.panelHeight, on: canvas, theme: theme)
      }
      let height = heights.max() ?? 0
      for column in row.indices {
        let left = margin + Double(column - first) * (figure.panelWidth + plainGap)
        frames.append(Rect(x: left, y: top, width: figure.panelWidth, height: height))
      }
      top += height + rowGap
    }
    self.frames = frames
    size = Size(width: width + 2 * margin, height: (top - rowGap + margin).rounded(.up))
  }

  func draw(_ figure: Figure, on canvas: Canvas) {
    canvas.rectangle(
      Rect(x: 0, y: 0, width: size.width, height: size.height), fill: theme.colors.background)
    title.draw(on: canvas, at: Point(size.width / 2, margin), color: theme.colors.ink)
    for (panel, frame) in zip(figure.panels, frames) {
      panel.draw(on: canvas, in: frame, theme: theme)
    }
  }
}

// MARK: - Table

extension Figure {
  /// All numbers drawn, as comma-separated values in tidy long form.
  ///
  /// The columns are `panel,mark,x,y`; a figure with a heat map has a fifth one, `value`. Pictures
  /// are left out. A panel without a title is named by its number, counted from 1.
  public var csv: String {
    let rows = panels.enumerated().flatMap { index, panel in
      let name = panel.title.isEmpty ? "panel \(index + 1)" : panel.title
      return panel.data.map { (name, $0) }
    }
    let hasValues = rows.contains { $0.1.value != nil }
    let header = "panel,mark,x,y" + (hasValues ? ",value" : "")
    let lines = rows.map { name, row in
      var cells = [name, row.mark, row.x, row.y]
      if hasValues { cells.append(row.value ?? "") }
      return cells.map(Self.quoted).joined(separator: ",")
    }
    return ([header] + lines).joined(separator: "\n") + "\n"
  }

  /// A cell in the form of RFC 4180.
  private static func quoted(_ cell: String) -> String {
    guard cell.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return cell }
    return "\""
      + cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
