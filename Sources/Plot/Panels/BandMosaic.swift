/// The bands of a two-dimensional wavelet transform in the classic nested layout.
///
/// The coarse band LL stands at the top left, HL (high-pass along x) at its right, LH (high-pass
/// along y) below it, and HH at the opposite corner; the next finer level encloses these four.
public struct BandMosaic: Panel {
  /// The title above the mosaic.
  public let title: String
  let bands: [String: Grid]
  let levels: Int
  let palette: Palette

  /// Creates a mosaic of bands called `LL3`, `LH3`, `HL3`, `HH3`, `LH2` and so on to `HH1`.
  ///
  /// Each band has limits of its own: LL from its least to its greatest number, the others
  /// symmetrically about zero. A band that is left out is drawn as a crossed-out rectangle.
  ///
  /// - Parameters:
  ///   - title: the title above the mosaic; empty for none.
  ///   - bands: the coefficients by the name of their band.
  ///   - levels: the number of levels of the transform.
  ///   - palette: the colours of the detail bands; LL is always grey.
  /// - Precondition: every name belongs to the transform: one LL at the coarsest level, and LH, HL
  ///   and HH from level 1 to `levels`.
  public init(
    _ title: String, bands: [String: Grid], levels: Int, palette: Palette = .gray
  ) {
    guard levels > 0 else {
      misuse("BandMosaic", found: "\(levels) levels", wanted: "at least 1")
    }
    let known = MosaicTile.all(levels: levels).map(\.name)
    for name in bands.keys.sorted() where !known.contains(name) {
      misuse("BandMosaic", found: "a band called \(name)", wanted: known.joined(separator: ", "))
    }
    self.title = title
    self.bands = bands
    self.levels = levels
    self.palette = palette
  }

  /// The least and the greatest number of each band.
  public var data: [DataRow] {
    MosaicTile.all(levels: levels).flatMap { tile -> [DataRow] in
      guard let extent = bands[tile.name]?.extent else { return [] }
      return [
        DataRow(mark: tile.name, category: "least", y: extent.lowerBound),
        DataRow(mark: tile.name, category: "greatest", y: extent.upperBound),
      ]
    }
  }

  /// The wanted height, or else the one that keeps the aspect ratio of the image.
  public func height(
    forWidth width: Double, wanted: Double?, on canvas: Canvas, theme: Theme
  ) -> Double {
    let title = PanelTitle(title, width: width, on: canvas, theme: theme)
    let width = min(width, 420)
    return wanted
      ?? title.height + width / aspect + noteHeight(forWidth: width, theme: theme)
  }

  /// Draws all bands with their names.
  public func draw(on canvas: Canvas, in frame: Rect, theme: Theme) {
    let title = PanelTitle(title, width: frame.width, on: canvas, theme: theme)
    let noteHeight = noteHeight(forWidth: min(frame.width, 420), theme: theme)
    let room = Size(width: frame.width, height: frame.height - title.height - noteHeight)
    let width = max(min(room.width, room.height * aspect), 20)
    let whole = Rect(
      x: frame.center.x - width / 2, y: frame.minY + title.height, width: width,
      height: width / aspect)
    title.draw(on: canvas, in: frame, over: whole.center.x)
    var unnamed: [String] = []
    for tile in MosaicTile.all(levels: levels) {
      let rect = tile.rect(in: whole)
      draw(tile, on: canvas, in: rect, theme: theme)
      let font = theme.font(min(theme.sizes.label, rect.width * 0.32, rect.height * 0.45))
      if font.size < Self.leastLetters {
        unnamed.append(tile.name)
      } else {
        canvas.text(
          tile.name, at: Point(rect.minX + font.size * 0.35, rect.minY + font.size * 0.35),
          font: font, color: theme.colors.ink, horizontal: .leading, vertical: .top,
          halo: theme.colors.background.opacity(0.9))
      }
    }
    guard !unnamed.isEmpty else { return }
    TextBlock(
      "too small for their names, at the top left: " + unnamed.joined(separator: ", "),
      font: theme.tickFont, fitting: frame.width, on: canvas
    ).draw(
      on: canvas, at: Point(whole.center.x, whole.maxY + theme.sizes.gap), color: theme.colors.ink)
  }

  /// The smallest legible font size.
  private static let leastLetters = 7.0

  private var aspect: Double {
    let grid = bands["LL\(levels)"] ?? bands.sorted { $0.key < $1.key }.first?.value
    return grid.map { Double($0.columns) / Double($0.rows) } ?? 1
  }

  /// The room for a line about the bands that are too small for their names.
  private func noteHeight(forWidth width: Double, theme: Theme) -> Double {
    let smallest = MosaicTile.side(ofLevel: levels) * min(width, width / aspect)
    return smallest * 0.32 < Self.leastLetters ? theme.tickFont.lineHeight * 2 : 0
  }

  private func draw(_ tile: MosaicTile, on canvas: Canvas, in rect: Rect, theme: Theme) {
    // The middle of the diverging palette is nearly white, so only dark lines are visible on it.
    let needsDarkEdge = palette == .diverging && !theme.colors.isDark
    let edge = Stroke(
      needsDarkEdge ? theme.colors.ink : theme.colors.background, width: theme.sizes.axis)
    guard let grid = bands[tile.name] else {
      canvas.rectangle(rect, fill: theme.colors.missing, stroke: edge)
      let cross = Stroke(theme.colors.background, width: theme.sizes.axis)
      canvas.polyline([Point(rect.minX, rect.minY), Point(rect.maxX, rect.maxY)], stroke: cross)
      canvas.polyline([Point(rect.minX, rect.maxY), Point(rect.maxX, rect.minY)], stroke: cross)
      return
    }
    let limits: ClosedRange<Double>
    if tile.isCoarse {
      limits = Palette.gray.limits(for: grid.extent)
    } else {
      limits = Palette.diverging.limits(for: grid.extent)
    }
    let picture = grid.picture(
      limits: limits, palette: tile.isCoarse ? .gray : palette, missing: theme.colors.missing)
    canvas.image(picture, in: rect)
    canvas.rectangle(rect, fill: nil, stroke: edge)
  }
}

/// The place of one band in the nested layout.
private struct MosaicTile {
  let name: String
  let isCoarse: Bool
  private let level: Int
  private let isRight: Bool
  private let isBelow: Bool

  /// All bands of a transform from the coarsest to the finest level.
  static func all(levels: Int) -> [MosaicTile] {
    let coarse = MosaicTile(
      name: "LL\(levels)", isCoarse: true, level: levels, isRight: false, isBelow: false)
    return [coarse]
      + (1...levels).reversed().flatMap { level in
        [("LH", false, true), ("HL", true, false), ("HH", true, true)].map { name, right, below in
          MosaicTile(
            name: "\(name)\(level)", isCoarse: false, level: level, isRight: right,
            isBelow: below)
        }
      }
  }

  /// The fraction of the side that a band of some level takes: a half, a quarter, an eighth.
  static func side(ofLevel level: Int) -> Double {
    (0..<level).reduce(1) { side, _ in side / 2 }
  }

  /// The rectangle of the band inside the mosaic.
  func rect(in whole: Rect) -> Rect {
    let side = Self.side(ofLevel: level)
    let size = Size(width: whole.width * side, height: whole.height * side)
    return Rect(
      x: whole.minX + (isRight ? size.width : 0), y: whole.minY + (isBelow ? size.height : 0),
      width: size.width, height: size.height)
  }
}
