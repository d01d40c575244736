import ArgumentParser
import WKD

/// The boundary mode of a command's transform where none is chosen.
protocol TransformDefaults {
  static var mode: BoundaryMode { get }
}

/// The wavelet transform of a picture; an option that was not given is nil.
struct TransformOptions<Defaults: TransformDefaults>: ParsableArguments {
  @Option(
    help: """
      The wavelet, by PyWavelets' name; `wkd-learn wavelet --list` shows all. (default: \
      \(FilterBank.haar.name))
      """)
  var wavelet: Checked<FilterBank>?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The levels of the transform. (default: 3)", valueName: "n"))
  var levels: Int?

  @Option(
    help: """
      The extension of the picture beyond its edges; MATLAB's sym, per, ... will do too. (default: \
      \(Defaults.mode.rawValue))
      """)
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

/// The filter banks of discrete wavelets, by the names that the command line takes.
enum DiscreteWavelet {
  /// The bank of PyWavelets' name.
  ///
  /// - Throws: ``DiscreteWaveletError`` for a continuous wavelet, `WaveletError` for an unknown one.
  static func bank(named name: String) throws -> FilterBank {
    do {
      return try FilterBank(named: name)
    } catch {
      throw isContinuous(name) ? DiscreteWaveletError.continuous(name) : error
    }
  }

  /// Whether the name is that of a continuous wavelet, or has its form: `morl`, `gaus4`, `cmor1.5-1.0`.
  private static func isContinuous(_ name: String) -> Bool {
    (try? ContinuousWavelet(named: name)) != nil
      || name.lowercased().wholeMatch(of: /(c?gaus?[0-9]*|(cmor|shan|fbsp)[0-9.\-]*)/) != nil
  }
}

/// The reason why a wavelet has no filters.
enum DiscreteWaveletError: Error, Equatable, CustomStringConvertible {
  /// A continuous wavelet of that name.
  case continuous(String)

  var description: String {
    switch self {
    case .continuous(let name):
      "\(name) is a continuous wavelet without filters: for those there is `wkd-learn scalogram`"
    }
  }
}
