import ArgumentParser
import WKD
import Workbench

/// The ways in which a student follows its teacher.
struct DistillationOptions: ParsableArguments {
  /// The names of all these options: they change the networks of the methods that know them, and no other.
  static let names: Set = [
    "methods", "alpha", "l1-weight", "wavelet", "levels", "mode", "bands", "norm", "level-weights",
    "alpha-schedule",
  ]

  @Option(help: "What the students learn from their teacher: one method, or several of them.")
  var methods = Checked<MethodList>("none,l1,wavelet")

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Weight of the wavelet loss. (default: the preset's)", valueName: "weight"))
  var alpha: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Weight of the pixel loss of method l1. (default: the preset's)", valueName: "weight"))
  var l1Weight: Double?

  @OptionGroup var transform: TransformOptions<DistillationDefaults>

  @Option(help: "The bands compared: a word, or a list such as LH1,HL1,HH1.")
  var bands = Checked<WaveletLoss.Bands>("high")

  @Option(help: "The measure of a difference of coefficients.")
  var norm = Checked<WaveletLoss.Norm>("l1")

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("A factor for each level, finest first.", valueName: "1,0.5,0.25"))
  var levelWeights: Checked<LevelWeights>?

  @Option(
    help: ArgumentHelp(
      "The weight over time: constant, rising until step N, or falling from step N on.",
      valueName: "schedule"))
  var alphaSchedule = Checked<WeightSchedule>("constant")

  func validate() throws {
    try methods.validate()
    try bands.validate()
    try norm.validate()
    try levelWeights?.validate()
    try alphaSchedule.validate()
    guard (1...8).contains(transform.levelCount) else {
      throw ValidationError("--levels is 1 to 8, not \(transform.levelCount): try --levels 3")
    }
  }

  /// The distillations that were chosen; a weight that was not is the preset's.
  func distillations(preset: TrainingPreset) throws -> [Distillation] {
    let schedule = try alphaSchedule.value
    return try methods.value.methods.map { method in
      switch method {
      case .none: return .none
      case .l1:
        return .l1(
          weight: try positive("--l1-weight", l1Weight ?? preset.l1Weight), schedule: schedule)
      case .wavelet:
        return .wavelet(
          try loss(), weight: try positive("--alpha", alpha ?? preset.alpha), schedule: schedule)
      }
    }
  }

  private func loss() throws -> WaveletLoss {
    let (levels, bands) = (transform.levelCount, try bands.value)
    if case .only(let chosen) = bands,
      let unknown = chosen.sorted().first(where: { !bands.contains($0, levels: levels) })
    {
      throw ValidationError(
        "a transform of \(levels) levels has no band \(unknown): raise --levels")
    }
    if let levelWeights, try levelWeights.value.weights.count != levels {
      throw ValidationError(
        "--level-weights takes \(levels) numbers of 0 or above, not \(levelWeights.word): "
          + LevelWeights.remedy)
    }
    return WaveletLoss(
      try transform.transform, bands: bands, norm: try norm.value,
      levelWeights: try levelWeights?.value.weights)
  }

  private func positive(_ name: String, _ value: Double) throws -> Double {
    guard value > 0, value.isFinite else {
      throw ValidationError("\(name) must be above 0, not \(value): leave it out")
    }
    return value
  }
}

/// The mode of the authors' run script.
enum DistillationDefaults: TransformDefaults {
  static let mode = BoundaryMode.zero
}

/// The list of `--methods`: each method once.
struct MethodList: ExpressibleByWord {
  enum Method: String, CaseIterable {
    case none, l1, wavelet
  }

  let methods: [Method]

  init(word: String) throws {
    let names = entries(of: word)
    guard Set(names).count == names.count else {
      throw ValidationError("--methods takes each of none, l1, wavelet once: try --methods wavelet")
    }
    methods = try names.map { name in
      guard let method = Method(rawValue: name) else {
        let shown = name.isEmpty ? "\"\"" : name
        throw ValidationError("there is no method \(shown): --methods takes none, l1, wavelet")
      }
      return method
    }
  }

  static var words: [String] { Method.allCases.map(\.rawValue) }
}

/// The list of `--level-weights`.
struct LevelWeights: ExpressibleByWord {
  static let remedy = "try 1,0.25,0.0625 for three levels"

  let weights: [Double]

  init(word: String) throws {
    weights = try entries(of: word).map { entry in
      guard let number = Double(entry), number.isFinite, number >= 0 else {
        throw ValidationError(
          "\"\(entry)\" in --level-weights \(word) is no number of 0 or above: \(Self.remedy)")
      }
      return number
    }
  }
}

extension WaveletLoss.Bands: ExpressibleByWord {
  init(word: String) throws {
    try self.init(named: word)
  }

  static var words: [String] { ["high", "low", "all"] }
}

extension WaveletLoss.Norm: ExpressibleByWord {
  init(word: String) throws {
    guard let norm = Self(rawValue: word) else {
      throw ValidationError("--norm is l1 or l2, not \(word)")
    }
    self = norm
  }
}

extension WeightSchedule: ExpressibleByWord {
  init(word: String) throws {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    switch (parts[0], parts.count == 2 ? Int(parts[1]) : nil) {
    case ("constant", nil) where parts.count == 1: self = .constant
    case ("ramp", let steps?) where steps >= 1: self = .rampUp(steps: steps)
    case ("decay", let step?) where step >= 0: self = .decay(after: step)
    default:
      throw ValidationError(
        "--alpha-schedule is constant, ramp:N or decay:N, not \(word): try ramp:200")
    }
  }

  static var words: [String] { ["constant", "ramp:N", "decay:N"] }
  static var completions: [String] { ["constant", "ramp:", "decay:"] }
}
