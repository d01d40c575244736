/// A failure outside the program while a figure is drawn or written.
public enum PlotError: Error, CustomStringConvertible {
  /// The file could not be written.
  case cannotWrite(path: String, reason: String)
  /// Cairo could not make the drawing, as where an image is too large.
  case cannotDraw(reason: String)

  /// A sentence that says what happened and what to do next.
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

/// Stops the program on a figure that cannot be drawn as it is described.
///
/// Arrays of different lengths and unknown names are errors of the program, not of the world, so
/// they trap instead of throwing.
func misuse(_ operation: String, found: String, wanted: String) -> Never {
  fatalError("\(operation): found \(found), wanted \(wanted)")
}

/// Traps unless two arrays that belong together have equal lengths.
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
