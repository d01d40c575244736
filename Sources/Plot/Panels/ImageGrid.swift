/// Pictures in rows and columns of equal cells, as for samples of several models.
///
/// ```swift
/// let ramp = Picture(width: 4, height: 1, gray: [0, 85, 170, 255])
/// let spot = Picture(width: 1, height: 1, rgb: [213, 94, 0])
/// let grid = ImageGrid(
///   "Samples", rows: [[ramp, spot]], columnLabels: ["input", "output"],
///   captions: [["", "31.2 dB"]])
/// let png = try Figure(panels: [grid]).pngData()
/// print(png)
/// ```
public struct ImageGrid: Panel {
  /// The title above the pictures.
  public let title: String
  let rows: [[Picture]]
  let columnLabels: [String]
  let rowLabels: [String]
  let captions: [[String]]

  /// Creates a grid of pictures, enlarged without smoothing.
  ///
  /// Rows may have different lengths; labels and captions may be left out altogether.
  ///
  /// - Parameters:
  ///   - title: the title above the pictures; empty for none.
  ///   - rows: the pictures, row after row.
  ///   - columnLabels: the texts above the columns.
  ///   - rowLabels: the texts to the left of the rows.
  ///   - captions: the texts below the pictures, in rows of the same lengths.
  /// - Precondition: there is at least one picture, and labels and captions that are given have
  ///   one entry for each column, row or picture.
  public init(
    _ title: String, rows: [[Picture]], columnLabels: [String] = [], rowLabels: [String] = [],
    captions: [[String]] = []
  ) {
    let columns = rows.map(\.count).max() ?? 0
    guard columns > 0 else { misuse("ImageGrid", found: "no picture", wanted: "at least one") }
    func check(_ name: String, _ found: Int, _ wanted: Int) {
      guard found == 0 || found == wanted else {
        misuse("ImageGrid", found: "\(found) \(name)", wanted: "none or \(wanted)")
      }
    }
    check("column labels", columnLabels.count, columns)
    check("row labels", rowLabels.count, rows.count)
    check("rows of captions", captions.count, rows.count)
    for (row, texts) in zip(rows, captions) { check("captions in a row", texts.count, row.count) }
    self.title = title
    self.rows = rows
    self.columnLabels = columnLabels
    self.rowLabels = rowLabels
    self.captions = captions
  }

  /// No rows: pictures have no numbers to list.
  public var data: [DataRow] { [] }

  /// The wanted height, or else the one at which the cells fill the width without being enlarged
  /// too much.
  public func height(
    forWidth width: Double, wanted: Double?, on canvas: Canvas, theme: Theme
  ) -> Double {
    let endless = Rect(x: 0, y: 0, width: width, height: 100_000)
    return wanted
      ?? ImageGridLayout(self, in: endless, on: canvas, theme: theme).usedHeight
  }

  /// Draws the pictures with their labels.
  public func draw(on canvas: Canvas, in frame: Rect, theme: Theme) {
    let layout = ImageGridLayout(self, in: frame, on: canvas, theme: theme)
    let ink = theme.colors.ink
    layout.title.draw(on: canvas, in: frame, over: layout.middle)
    for (column, label) in layout.columnLabels.enumerated() {
      let cell = layout.cell(row: 0, column: column)
      label.draw(
        on: canvas, at: Point(cell.center.x, cell.minY - theme.sizes.gap * 0.8), color: ink,
        vertical: .bottom)
    }
    for (row, label) in layout.rowLabels.enumerated() {
      let cell = layout.cell(row: row, column: 0)
      label.draw(
        on: canvas, at: Point(cell.minX - theme.sizes.gap, cell.center.y), color: ink,
        horizontal: .trailing, vertical: .center)
    }
    for (row, pictures) in rows.enumerated() {
      for (column, picture) in pictures.enumerated() {
        let cell = layout.cell(row: row, column: column)
        let place = layout.place(of: picture, in: cell)
        canvas.image(picture, in: place)
        canvas.rectangle(
          place, fill: nil, stroke: Stroke(theme.colors.faintInk, width: theme.sizes.axis * 0.7))
      }
    }
    for (row, texts) in layout.captions.enumerated() {
      for (column, text) in texts.enumerated() {
        let cell = layout.cell(row: row, column: column)
        text.draw(
          on: canvas, at: Point(cell.center.x, cell.maxY + theme.sizes.gap * 0.6), color: ink)
      }
    }
  }
}

/// The cells of an image grid and the room for its texts.
private struct ImageGridLayout {
  let title: PanelTitle
  private(set) var columnLabels: [TextBlock] = []
  private(set) var rowLabels: [TextBlock] = []
  private(set) var captions: [[TextBlock]] = []
  private(set) var cell = Size(width: 1, height: 1)
  private var origin = Point(0, 0)
  /// The distance from one column to the next.
  private var pitch = 1.0
  private var captionHeights: [Double] = []
  private let columns: Int
  private let gap: Double
  private let frame: Rect

  /// Finds the largest cells that fit, in rounds, since the height of the texts depends on them.
  init(_ grid: ImageGrid, in frame: Rect, on canvas: Canvas, theme: Theme) {
    self.frame = frame
    gap = theme.sizes.gap
    title = PanelTitle(grid.title, width: frame.width, on: canvas, theme: theme)
    columns = grid.rows.map(\.count).max() ?? 1
    let pictures = grid.rows.flatMap { $0 }
    let widest = Double(pictures.map(\.width).max() ?? 1)
    let aspect = pictures.map { Double($0.height) / Double($0.width) }.max() ?? 1
    rowLabels = grid.rowLabels.map {
      TextBlock($0, font: theme.labelFont, fitting: frame.width * 0.2, on: canvas)
    }
    let labelWidth = (rowLabels.map(\.width).max() ?? -gap) + gap
    let acrossRoom = frame.width - labelWidth
    let longestPitch = acrossRoom / Double(columns)
    let words = (grid.columnLabels + grid.captions.flatMap { $0 }).flatMap {
      $0.split(separator: " ")
    }
    let widestWord = words.map { canvas.width(of: String($0), font: theme.labelFont) }.max() ?? 0
    // A single small picture is not enlarged to the whole width.
    var width = min(longestPitch - gap, 260)
    for _ in 0..<4 {
      width = Self.wholePixels(max(width, 1), of: widest)
      // Narrow pictures stand farther apart if their labels need it, and letters shrink if even
      // that is not enough.
      pitch = min(max(width, widestWord) + gap, longestPitch)
      let shrink = min(1, max(0.65, (pitch - gap * 0.5) / max(widestWord, 1)))
      func block(_ text: String, _ size: Double) -> TextBlock {
        TextBlock(text, font: theme.font(size * shrink), fitting: pitch - gap * 0.4, on: canvas)
      }
      columnLabels = grid.columnLabels.map { block($0, theme.sizes.label) }
      captions = grid.captions.map { $0.map { block($0, theme.sizes.tick) } }
      captionHeights = grid.rows.indices.map { row in
        let tallest = captions.isEmpty ? 0 : captions[row].map(\.height).max() ?? 0
        return tallest > 0 ? tallest + gap * 0.6 : 0
      }
      let columnHeight = columnLabels.map(\.height).max() ?? 0
      let top = title.height + (columnHeight > 0 ? columnHeight + gap * 0.8 : 0)
      cell = Size(width: width, height: width * aspect)
      let used = pitch * Double(columns - 1) + width
      origin = Point(
        frame.minX + labelWidth + max(0, (acrossRoom - used) / 2), frame.minY + top)
      let excess = usedHeight - frame.height
      guard excess > 0.01 else { break }
      width = max(8, width - excess / Double(grid.rows.count) / aspect)
    }
  }

  /// The middle of all columns.
  var middle: Double { origin.x + (pitch * Double(columns - 1) + cell.width) / 2 }

  /// The height of everything.
  var usedHeight: Double {
    self.cell(row: captionHeights.count - 1, column: 0).maxY + (captionHeights.last ?? 0)
      - frame.minY
  }

  /// The rectangle of one cell.
  func cell(row: Int, column: Int) -> Rect {
    Rect(
      x: origin.x + Double(column) * pitch,
      y: origin.y + Double(row) * (cell.height + gap)
        + captionHeights.prefix(row).reduce(0, +),
      width: cell.width, height: cell.height)
  }

  /// The rectangle of the picture in the middle of its cell, as large as its shape allows.
  func place(of picture: Picture, in cell: Rect) -> Rect {
    let factor = min(cell.width / Double(picture.width), cell.height / Double(picture.height))
    let size = Size(
      width: Double(picture.width) * factor, height: Double(picture.height) * factor)
    return Rect(center: cell.center, size: size)
  }

  /// The width at which every pixel of the picture covers a whole number of pixels of the page, two
  /// of which make one unit, unless that would make the picture much smaller.
  private static func wholePixels(_ width: Double, of pixels: Double) -> Double {
    let factor = (width * 2 / pixels).rounded(.down)
    return factor * pixels / 2 >= width * 0.8 ? factor * pixels / 2 : width
  }
}
