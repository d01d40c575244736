public import Foundation

/// Some panels side by side, which can be written as an image or as a table of numbers.
public struct Figure: Sendable {
  /// How many panels stand in a row.
  public let columns: Int
  /// The panels, row after row.
  public let panels: [any Panel]
  /// The width of every panel in canvas units.
  public let panelWidth: Double
  /// The height of every panel, which long texts may stretch; nil suits each row to its panels.
  public let panelHeight: Double?
  /// What stands above all panels; nil for nothing.
  public let title: String?
  /// The colours and sizes.
  public let theme: Theme

  /// Creates a figure.
  ///
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
  /// stay.
  public func recolored(_ colors: ThemeColors) -> Figure {
    var theme = theme
    theme.colors = colors
    return Figure(
      columns: columns, panels: panels, panelWidth: panelWidth, panelHeight: panelHeight,
      title: title, theme: theme)
  }

  /// The size in canvas units; a PNG has `scale` pixels for each.
  public var size: Size { FigureLayout(self).size }

  /// Every text with the place where it is drawn.
  public var textBoxes: [TextBox] {
    let layout = FigureLayout(self)
    let canvas = Canvas(size: layout.size, target: .layout)
    layout.draw(self, on: canvas)
    return canvas.texts
  }

  /// Writes the figure as a PNG image, by default with two pixels for each unit.
  public func writePNG(to url: URL, scale: Double = 2) throws {
    try write(pngData(scale: scale), to: url)
  }

  /// Writes the figure as an SVG document, with text as outlines so that it looks alike anywhere.
  public func writeSVG(to url: URL) throws {
    try write(svgData(), to: url)
  }

  /// The figure as the bytes of a PNG file.
  public func pngData(scale: Double = 2) throws -> Data {
    try drawn(for: .raster(scale: scale)).png()
  }

  /// The figure as the bytes of an SVG document.
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
      try data.write(to: url, options: .atomic)
    } catch {
      throw PlotError.cannotWrite(path: url.path, reason: error.localizedDescription)
    }
  }
}
