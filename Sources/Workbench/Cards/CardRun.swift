public import WKD

/// One run of a card.
public struct CardRun: Codable, Sendable {
  /// The way from the card's folder to the run's.
  public var path: String
  /// The command line that the run was started by.
  public var command: String
  /// The path of the pictures as the run had it, or `meadow`.
  public var data: String
  /// The way from the card's folder to the pictures; nil where they were not found, and for the meadow.
  public var dataPath: String?
  /// Sizes, length and seed of the training.
  public var plan: TrainingPlan
  /// The two training sets and the two test sets by their names.
  public var sets: [String: CardSet]
  /// The number of test pictures of each set that were measured by, the first ones; nil for all.
  public var measuredPictures: Int?
  /// The way from a file to what the networks see.
  public var preprocessing: CardPreprocessing
  /// The teacher's size and fingerprint; nil without one.
  public var teacher: String?
  /// Threads, device and intervals, by their names in `run.json`; empty where there is none.
  public var settings: [String: String]
  /// The metric that chose the best step; the pictures were the test pictures.
  public var selection: String
  /// The trained networks.
  public var networks: [CardNetwork]
  /// The machine that the run ended on.
  public var machine: Machine
  /// The time of one picture when the run ended, in seconds.
  public var secondsAtTraining: Double
  /// Time and memory when the card was made; nil where they were not measured.
  public var timing: CardTiming?
  /// All that is missing or harmed; empty for a run that is complete and unharmed.
  public var problems: [String]

  /// Whether there were test pictures.
  var isMeasured: Bool { fewest > 0 }
  /// The number of pictures in the smaller test set.
  var fewest: Int { min(sets["testA"]?.count ?? 0, sets["testB"]?.count ?? 0) }

  /// Why no run can have such numbers; nil for usual ones.
  var impossible: String? {
    let sizes = [
      plan.generator.baseWidth, plan.discriminator.baseWidth, plan.schedule.steps,
      plan.schedule.batchSize, preprocessing.side / 32,
    ]
    guard sizes.allSatisfy({ (1...1_000_000_000).contains($0) }), preprocessing.side <= 8192,
      preprocessing.side.isMultiple(of: 4), plan.generator.baseWidth <= 4096,
      (0...1000).contains(plan.generator.blocks), plan.discriminator.baseWidth <= 4096,
      (0...8).contains(plan.discriminator.layers), plan.schedule.batchSize <= 4096,
      preprocessing.side <= preprocessing.loadSide, preprocessing.loadSide <= 16384,
      plan.schedule.learningRate.isFinite, plan.schedule.learningRate > 0,
      ([plan.schedule.decayFrom]
        + (plan.schedule.earlier ?? []).flatMap { [$0.steps, $0.decayFrom] })
        .allSatisfy({ (0...1_000_000_000).contains($0 ?? 0) }),
      (1...10_000_000).contains(measuredPictures ?? 1)
    else { return "its sizes are not those of a training" }
    guard plan.crop.map({ $0 > 0 && $0 <= preprocessing.loadSide }) ?? true else {
      return "its cut does not fit its pictures"
    }
    guard
      networks.allSatisfy({ network in
        // The only network of a run without a teacher is called after what it will be.
        network.distillation.name == network.name || network.distillation == .none
      }), !networks.isEmpty,
      Set(networks.map(\.name)).count == networks.count
    else { return "its networks are not those of a run" }
    guard sets.values.allSatisfy({ (0...10_000_000).contains($0.count) }) else {
      return "its sets are not those of a run"
    }
    return nil
  }
}

/// One set of pictures of a card.
public struct CardSet: Codable, Sendable, Equatable {
  /// The number of pictures.
  public var count: Int
  /// Their number, size and fingerprint as the networks see them; empty where the run does not tell.
  public var summary: String
  /// Names and digests of the files; nil for drawn pictures, and where they were not found.
  public var files: [FileDigest]?
}

/// One trained network of a card.
public struct CardNetwork: Codable, Sendable {
  /// The name of its distillation.
  public var name: String
  /// The way in which it followed its teacher.
  public var distillation: Distillation
  /// Parameters and multiply-accumulates of each of its generators, for one picture.
  public var size: GeneratorSize
  /// The weights of the last step.
  public var last: CardWeights
  /// The weights of the step that was best by the selecting metric.
  public var best: CardWeights
}

/// Weights of a card with all that was measured of them.
public struct CardWeights: Codable, Sendable {
  /// The step after which they were kept.
  public var step: Int
  /// Names and digests of both files; empty where they were not found.
  public var files: [FileDigest]
  /// The metrics in their order.
  public var numbers: [CardNumber]
}

/// One metric of a card.
public struct CardNumber: Codable, Sendable, Equatable {
  /// The name of the metric.
  public var name: String
  /// The value in the run's table, of six digits; nil where it is not there.
  public var recorded: Double?
  /// The value measured again when the card was made, with all digits; nil where it was not.
  public var measured: Double?
}

/// Time and memory of a generator, with the machine.
public struct CardTiming: Codable, Sendable {
  /// Seconds for one picture, the median of 15.
  public var seconds: Double
  /// The distance of their quartiles.
  public var spread: Double
  /// The most memory in bytes beyond the bare process; nil where it is not known.
  public var memory: Int?
  /// The machine that was measured on.
  public var machine: Machine
}

/// Networks of a card that differ in nothing but their seed.
public struct CardGroup: Codable, Sendable {
  /// The method with the settings that set it apart.
  public var name: String
  /// The seeds.
  public var seeds: [UInt64]
  /// Means of the last weights.
  public var last: [CardMean]
  /// Means of the best weights.
  public var best: [CardMean]
}

/// The mean of a metric over seeds.
public struct CardMean: Codable, Sendable, Equatable {
  /// The name of the metric.
  public var name: String
  /// The number of values.
  public var count: Int
  /// Their mean.
  public var mean: Double
  /// The distance to either end of the 95 % interval by Student's t; nil for one value.
  public var halfWidth: Double?
}
