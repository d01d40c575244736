/// The reader stopped some work with Ctrl-C; nothing has failed.
public struct Interruption: Error, Equatable, CustomStringConvertible {
  /// What was stopped, and how to go on.
  public let description: String
}
