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
