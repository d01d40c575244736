/// The place of neck and head of a meadow animal in its image.
public struct MeadowHead: Sendable, Equatable {
  /// Whether the animal looks to the left.
  public let facesLeft: Bool
  /// The rows of a box around neck and head.
  public let rows: Range<Int>
  /// The columns of that box.
  public let columns: Range<Int>
  /// The columns of the box at the other end of the animal, where a second head would be.
  public let oppositeColumns: Range<Int>
}

extension MeadowScene {
  /// Neck and head in an image of a size.
  func head(size: Int) -> MeadowHead {
    let side = Float(size)
    let pixels = { (low: Float, high: Float) -> Range<Int> in
      let bounds = [low, high].map { min(max(Int(($0 * side).rounded()), 0), size) }
      return bounds[0]..<max(bounds[0], bounds[1])
    }
    // The box of the parts that `animal` places there, in lengths of the animal.
    let (near, far) = (center.x + facing * scale * 0.16, center.x + facing * scale * 0.41)
    let (back, tail) = (center.x - facing * scale * 0.16, center.x - facing * scale * 0.41)
    return MeadowHead(
      facesLeft: facing < 0,
      rows: pixels(
        center.y - scale * (0.28 + headLift), center.y - scale * (0.05 + max(headLift, 0) / 2)),
      columns: pixels(min(near, far), max(near, far)),
      oppositeColumns: pixels(min(back, tail), max(back, tail)))
  }
}
