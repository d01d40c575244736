/// The facts about a run that a reader needs to repeat it.
public struct Environment: Codable, Equatable, Sendable {
  /// The version of this program.
  public var toolVersion: String
  /// The version of LibTorch, or nil where it is not known.
  public var libTorchVersion: String?
  /// The processor's name.
  public var processor: String
  /// How many cores the machine has.
  public var cores: Int
  /// How many threads the library computes with.
  public var threads: Int
  /// The seed of every random number.
  public var seed: UInt64
  /// The size of the run.
  public var preset: String
  /// What was chosen beyond that, as it is written on the command line; nil for nothing.
  public var options: [String]?

  /// Makes an environment from its facts.
  public init(
    toolVersion: String, libTorchVersion: String?, processor: String, cores: Int, threads: Int,
    seed: UInt64, preset: String, options: [String]? = nil
  ) {
    self.toolVersion = toolVersion
    self.libTorchVersion = libTorchVersion
    self.processor = processor
    self.cores = cores
    self.threads = threads
    self.seed = seed
    self.preset = preset
    self.options = options
  }
}
