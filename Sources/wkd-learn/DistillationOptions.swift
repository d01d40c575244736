import ArgumentParser
import Lessons
import WKD

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

  @Option(help: "The bands compared: high, low, all.")
  var bands = "high"

  @Option(help: "How coefficients are compared: l1 or l2.")
  var norm = "l1"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("A factor for each level, finest first.", valueName: "1,0.5,0.25"))
  var levelWeights: String?

  /// The distillations that a list of names asks for.
  func methods(_ list: String, preset: TrainingPreset) throws -> [Distillation] {
    let names = list.split(separator: ",").map(String.init)
    guard !names.isEmpty, Set(names).count == names.count else {
      throw ValidationError("--methods takes each of none, l1, wavelet once: try --methods wavelet")
    }
    return try names.map { name in
      switch name {
      case "none": return .none
      case "l1": return .l1(weight: try positive("--l1-weight", l1Weight ?? preset.l1Weight))
      case "wavelet":
        return .wavelet(try loss(), weight: try positive("--alpha", alpha ?? preset.alpha))
      default:
        throw ValidationError("there is no method \(name): --methods takes none, l1, wavelet")
      }
    }
  }

  private func loss() throws -> WaveletLoss {
    guard (1...8).contains(levels) else {
      throw ValidationError("--levels is 1 to 8, not \(levels): try --levels 3")
    }
    guard let bands = WaveletLoss.Bands(rawValue: bands) else {
      throw ValidationError("--bands is high, low or all, not \(bands)")
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
      return WaveletLoss(transform, bands: bands, norm: norm, levelWeights: weights)
    } catch {
      throw ValidationError("\(error)")
    }
  }

  private func positive(_ name: String, _ value: Double) throws -> Double {
    guard value > 0, value.isFinite else {
      throw ValidationError("\(name) must be above 0, not \(value): leave it out")
    }
    return value
  }
}
