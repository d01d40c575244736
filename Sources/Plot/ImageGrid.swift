/// Pictures in rows and columns of equal cells, as samples of several models are compared.
public struct ImageGrid: Panel {
  /// What stands above the pictures.
  public let title: String
  let rows: [[Picture]]
  let columnLabels: [String]
  let rowLabels: [String]
  let captions: [[String]]

  /// Creates a grid of pictures, enlarged without smoothing.
  ///
  /// Rows may be of different length; labels and captions may be left out altogether.
  ///
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

  /// Pictures have no numbers to list.
  public var data: [DataRow] { [] }

  /// The height at which the cells fill the width, if they need not be enlarged too much for it.
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
