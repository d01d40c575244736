/// The reason why a checkpoint was refused.
public enum CheckpointError: Error, Equatable, CustomStringConvertible {
  /// A checkpoint of other networks, of another number of them, or of other data.
  case otherTraining
  /// A checkpoint with numbers that are not finite.
  case notFinite

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .otherTraining:
      "the checkpoint is not of this training: start again in another folder"
    case .notFinite:
      "the checkpoint holds numbers that are not finite: start again from earlier weights"
    }
  }
}
