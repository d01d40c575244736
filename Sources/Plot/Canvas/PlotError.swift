/// What can go wrong outside the program when a figure is written.
public enum PlotError: Error, CustomStringConvertible {
  /// The file could not be written.
  case cannotWrite(path: String, reason: String)
  /// Cairo could not make the drawing.
  case cannotDraw(reason: String)

  /// What happened and what to do next.
  public var description: String {
    switch self {
    case .cannotWrite(let path, let reason):
      "cannot write the figure to \(path): \(reason); "
        + "choose a folder that exists and that you may write to"
    case .cannotDraw(let reason):
      "cannot draw the figure: \(reason); use fewer panels, smaller panels or a smaller scale"
    }
  }
}

/// Stops the program because a figure was described in a way that cannot be drawn.
///
/// Arrays of different lengths and unknown names are mistakes of the program, not of the world,
/// so that they trap instead of throwing.
func misuse(_ operation: String, found: String, wanted: String) -> Never {
  fatalError("\(operation): found \(found), wanted \(wanted)")
}

/// Traps unless two arrays that belong together are equally long.
func requireEqualCounts(
  _ operation: String, _ first: (name: String, count: Int), _ second: (name: String, count: Int)
) {
  guard first.count == second.count else {
    misuse(
      operation,
      found: "\(first.count) values in \(first.name) and \(second.count) in \(second.name)",
      wanted: "equally many in both")
  }
}
