import ArgumentParser
import Lessons
import WKD
import Workbench

/// How a student follows its teacher.
struct DistillationOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Weight of the wavelet loss.", valueName: "weight"))
  var alpha: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Weight of the pixel loss of method l1.", valueName: "weight"))
  var l1Weight: Double?

  @Option(help: "The wavelet, by PyWavelets' name.")
  var wavelet = "haar"

  @Option(parsing: .unconditional, help: ArgumentHelp("Levels of the transform.", valueName: "n"))
  var levels = 3

  @Option(help: "How pictures go on beyond their edges.")
  var mode = "zero"

  @Option(help: "The bands compared: high, low, all, or a list such as LH1,HL1,HH1.")
  var bands = "high"

  @Option(help: "How coefficients are compared: l1 or l2.")
  var norm = "l1"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("A factor for each level, finest first.", valueName: "1,0.5,0.25"))
  var levelWeights: String?

  @Option(
    help: ArgumentHelp(
      "How the weight changes: constant, ramp:N (up to step N) or decay:N (from step N on).",
      valueName: "schedule"))
  var alphaSchedule = "constant"

  /// The distillations that a list of names asks for.
  func methods(_ list: String, preset: TrainingPreset) throws -> [Distillation] {
    let names = list.split(separator: ",").map(String.init)
    guard !names.isEmpty, Set(names).count == names.count else {
      throw ValidationError("--methods takes each of none, l1, wavelet once: try --methods wavelet")
    }
    let schedule = try schedule()
    return try names.map { name in
      switch name {
      case "none": return .none
      case "l1":
        return .l1(
          weight: try positive("--l1-weight", l1Weight ?? preset.l1Weight), schedule: schedule)
      case "wavelet":
        return .wavelet(
          try loss(), weight: try positive("--alpha", alpha ?? preset.alpha), schedule: schedule)
      default:
        throw ValidationError("there is no method \(name): --methods takes none, l1, wavelet")
      }
    }
  }

  private func loss() throws -> WaveletLoss {
    guard (1...8).contains(levels) else {
      throw ValidationError("--levels is 1 to 8, not \(levels): try --levels 3")
    }
    guard let norm = WaveletLoss.Norm(rawValue: norm) else {
      throw ValidationError("--norm is l1 or l2, not \(norm)")
    }
    let weights = try levelWeights.map { text in
      let numbers = text.split(separator: ",").compactMap { Double($0) }
      guard numbers.count == levels, numbers.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
        throw ValidationError(
          "--level-weights takes \(levels) numbers of 0 or above, not \(text): "
            + "try 1,0.25,0.0625 for three levels")
      }
      return numbers
    }
    do {
      let transform = WaveletTransform(
        try DiscreteWavelet.bank(named: wavelet), levels: levels,
        mode: try BoundaryMode(named: mode))
      let bands = try WaveletLoss.Bands(named: bands)
      if case .only(let chosen) = bands,
        let unknown = chosen.first(where: { !bands.contains($0, levels: levels) })
      {
        throw ValidationError(
          "a transform of \(levels) levels has no band \(unknown): raise --levels")
      }
      return WaveletLoss(transform, bands: bands, norm: norm, levelWeights: weights)
    } catch let error as ValidationError {
      throw error
    } catch {
      throw ValidationError("\(error)")
    }
  }

  private func schedule() throws -> WeightSchedule {
    let parts = alphaSchedule.split(separator: ":").map(String.init)
    switch (parts.first, parts.dropFirst().first.flatMap { Int($0) }) {
    case ("constant", nil) where parts.count == 1: return .constant
    case ("ramp", let steps?) where steps >= 1: return .rampUp(steps: steps)
    case ("decay", let step?) where step >= 0: return .decay(after: step)
    default:
      throw ValidationError(
        "--alpha-schedule is constant, ramp:N or decay:N, not \(alphaSchedule): try ramp:200")
    }
  }

  private func positive(_ name: String, _ value: Double) throws -> Double {
    guard value > 0, value.isFinite else {
      throw ValidationError("\(name) must be above 0, not \(value): leave it out")
    }
    return value
  }
}
