import WKD

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

  /// Whether PyWavelets knows the name as that of a continuous wavelet: `morl`, `gaus4`,
  /// `cmor1.5-1.0`.
  private static func isContinuous(_ name: String) -> Bool {
    name.lowercased().wholeMatch(of: /(mexh|morl|c?gaus?[0-9]*|(cmor|shan|fbsp)[0-9.\-]*)/) != nil
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
