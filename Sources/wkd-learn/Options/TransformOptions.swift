import ArgumentParser
import WKD
import Workbench

/// The boundary mode of a command's transform where none is chosen.
protocol TransformDefaults {
  static var mode: BoundaryMode { get }
}

/// The wavelet transform of a picture; an option that was not given is nil.
struct TransformOptions<Defaults: TransformDefaults>: ParsableArguments {
  @Option(help: "The wavelet, by PyWavelets' name. (default: \(FilterBank.haar.name))")
  var wavelet: Checked<FilterBank>?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The levels of the transform. (default: 3)", valueName: "n"))
  var levels: Int?

  @Option(
    help: "The extension of the picture beyond its edges. (default: \(Defaults.mode.rawValue))")
  var mode: Checked<BoundaryMode>?

  func validate() throws {
    if let levels, levels < 1 {
      throw ValidationError("at least one level is needed, not \(levels): try --levels 3")
    }
    try wavelet?.validate()
    try mode?.validate()
  }

  /// The number of levels, chosen or not.
  var levelCount: Int { levels ?? 3 }

  /// The transform that was chosen.
  var transform: WaveletTransform {
    get throws {
      WaveletTransform(
        try wavelet?.value ?? .haar, levels: levelCount, mode: try mode?.value ?? Defaults.mode)
    }
  }
}

extension BoundaryMode: ExpressibleByWord {
  init(word: String) throws {
    try self.init(named: word)
  }
}

extension FilterBank: ExpressibleByWord {
  init(word: String) throws {
    self = try DiscreteWavelet.bank(named: word)
  }

  static var completions: [String] { names }
}
