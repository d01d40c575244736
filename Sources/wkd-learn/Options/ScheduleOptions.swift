import ArgumentParser
import WKD

/// The length of a training, its learning rate and the weights of its losses.
struct ScheduleOptions: ParsableArguments {
  @Option(
    parsing: .unconditional, help: ArgumentHelp("The number of steps to train.", valueName: "n"))
  var steps: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Passes over all pictures, instead of --steps.", valueName: "n"))
  var epochs: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Pictures from each set in one step.", valueName: "n"))
  var batch: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The learning rate until it falls.", valueName: "rate"))
  var learningRate = 2e-4

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The step, or the epoch where epochs are counted, from which the learning rate falls to 0. "
        + "(default: half of them)", valueName: "n"))
  var decayFrom: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Weight of the cycle loss.", valueName: "weight"))
  var cycleWeight = 10.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Weight of the identity loss. (default: half of --cycle-weight)", valueName: "weight"))
  var identityWeight: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Weight of the mirror loss, which keeps left and right alike.", valueName: "weight"))
  var mirrorWeight = 0.0

  func validate() throws {
    try refuse("--steps", steps, outside: 1...1_000_000_000_000)
    try refuse("--epochs", epochs, outside: 1...1_000_000_000)
    try refuse("--batch", batch, outside: 1...4_096)
    try refuse("--decay-from", decayFrom, outside: 0...1_000_000_000_000)
    if steps != nil, epochs != nil {
      throw ValidationError("--steps and --epochs exclude each other: give one of them")
    }
    if learningRate <= 0 || !learningRate.isFinite {
      throw ValidationError("--learning-rate must be above 0: try --learning-rate 0.0002")
    }
    for (name, weight) in [
      ("--cycle-weight", cycleWeight), ("--identity-weight", identityWeight),
      ("--mirror-weight", mirrorWeight),
    ] {
      if let weight, weight < 0 || !weight.isFinite {
        throw ValidationError("\(name) must be 0 or above, not \(weight): leave it out")
      }
    }
  }

  /// The weights of the losses.
  var weights: ObjectiveWeights {
    ObjectiveWeights(cycle: cycleWeight, identity: identityWeight, mirror: mirrorWeight)
  }
}
