/// The place of one band in the nested layout.
struct MosaicTile {
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

  /// The part of the whole side that a band of some level takes: a half, a quarter, an eighth.
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
