/// The cells of an image grid and the room for its texts.
struct ImageGridLayout {
  let title: PanelTitle
  private(set) var columnLabels: [TextBlock] = []
  private(set) var rowLabels: [TextBlock] = []
  private(set) var captions: [[TextBlock]] = []
  private(set) var cell = Size(width: 1, height: 1)
  private var origin = Point(0, 0)
  /// From one column to the next.
  private var pitch = 1.0
  private var captionHeights: [Double] = []
  private let columns: Int
  private let gap: Double
  private let frame: Rect

  /// Finds the largest cells that fit; the texts are broken to the cells, so that it takes rounds.
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
    // A single small picture is not blown up over the whole width.
    var width = min(longestPitch - gap, 260)
    for _ in 0..<4 {
      width = Self.wholePixels(max(width, 1), of: widest)
      // Narrow pictures stand farther apart where their labels need it, and letters shrink where
      // even that is not enough.
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

  /// The picture in the middle of its cell, as large as its shape allows.
  func place(of picture: Picture, in cell: Rect) -> Rect {
    let factor = min(cell.width / Double(picture.width), cell.height / Double(picture.height))
    let size = Size(
      width: Double(picture.width) * factor, height: Double(picture.height) * factor)
    return Rect(center: cell.center, size: size)
  }

  /// The width at which every pixel of the picture covers as many pixels of the page, two of which
  /// make one unit, unless that would make the picture much smaller.
  private static func wholePixels(_ width: Double, of pixels: Double) -> Double {
    let factor = (width * 2 / pixels).rounded(.down)
    return factor * pixels / 2 >= width * 0.8 ? factor * pixels / 2 : width
  }
}
