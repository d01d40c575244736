/// The four filters of a discrete wavelet transform, under PyWavelets' names and in its order of taps.
///
/// ```swift
/// let bank = try FilterBank(named: "db4")
/// print(bank.length, bank.isOrthogonal, bank.vanishingMoments.psi)  // 8 true 4
/// let own = FilterBank(
///   name: "sums and differences", decompositionLow: [0.5, 0.5], reconstructionLow: [1, 1])
/// print(own.isBiorthogonal, own.familyName)  // true Custom
/// ```
///
/// - Source: Daubechies, "Ten lectures on wavelets", 1992; the values are PyWavelets' tables to the
///   last bit.
public struct FilterBank: Sendable, Hashable {
  /// PyWavelets' name: `haar`, `db4`, `sym5`, `coif1`, `bior2.2`, `rbio2.2`, `dmey`.
  public let name: String
  /// Low-pass filter of the decomposition, which makes averages; all four have ``length`` taps.
  public let decompositionLow: [Double]
  /// High-pass filter of the decomposition, which makes differences.
  public let decompositionHigh: [Double]
  /// Low-pass filter of the reconstruction; its cascade is the scaling function.
  public let reconstructionLow: [Double]
  /// High-pass filter of the reconstruction.
  public let reconstructionHigh: [Double]

  /// Number of taps of each filter.
  public var length: Int { decompositionLow.count }

  /// A bank whose high-pass filters follow from its two low-pass filters by the alternating flip.
  ///
  /// - Parameters:
  ///   - name: any; one of PyWavelets' names is taken at its word only with PyWavelets' filters.
  ///   - decompositionLow: an even number of taps.
  ///   - reconstructionLow: the same number of taps.
  public init(name: String, decompositionLow: [Double], reconstructionLow: [Double]) {
    self.name = name
    self.decompositionLow = decompositionLow
    self.reconstructionLow = reconstructionLow
    decompositionHigh = reconstructionLow.enumerated().map { $0 % 2 == 0 ? -$1 : $1 }
    reconstructionHigh = decompositionLow.enumerated().map { $0 % 2 == 0 ? $1 : -$1 }
  }

  /// The bank of a name, in small or capital letters.
  ///
  /// Beside PyWavelets' names those of other programs are understood, where they mean one bank alone:
  /// `cdf9/7` is `bior4.4`, `legall` is `bior2.2`, `d4` with its four taps is `db2`, `la8` is `sym4`.
  /// - Throws: ``WaveletError``, which says what was probably meant.
  public init(named name: String) throws {
    let canonical = try WaveletName.canonical(name)
    guard let known = Self.known(canonical) else {
      throw WaveletError.unknownWavelet(name, suggestions: [])
    }
    self = known
  }

  /// The bank of one of ``names``.
  static func known(_ name: String) -> FilterBank? {
    let table = FilterTables.taps
    if let low = table[name] {
      return FilterBank(name: name, decompositionLow: low.reversed(), reconstructionLow: low)
    }
    let isReverse = name.hasPrefix("rbio")
    let pair = isReverse ? "bior" + name.dropFirst(4) : name
    guard let decomposition = table["\(pair)/decomposition"],
      let reconstruction = table["\(pair)/reconstruction"]
    else { return nil }
    return FilterBank(
      name: name, decompositionLow: isReverse ? reconstruction.reversed() : decomposition,
      reconstructionLow: isReverse ? decomposition.reversed() : reconstruction)
  }

  /// The oldest and shortest bank: sums and differences of two neighbours over the square root of 2.
  public static let haar = FilterBank(
    name: "haar", decompositionLow: haarTaps, reconstructionLow: haarTaps)

  /// The names of all banks, family by family: the 106 of PyWavelets, and MATLAB's `fk4` to `fk22`, `beyl`
  /// and `vaid`.
  public static let names = WaveletFamily.allCases.flatMap(\.names)

  private static let haarTaps = [Double](repeating: (0.5).squareRoot(), count: 2)
}

extension FilterBank {
  /// The scaling function phi and the wavelet psi, sampled by the cascade algorithm.
  ///
  /// Both are zero outside of `0 ... length - 1`; they are those of the reconstruction side.
  /// - Parameter iterations: at least 1; each one doubles the number of samples, 8 to 10 look smooth.
  /// - Returns: positions and both functions there, three arrays of equal length.
  /// - Source: Daubechies, "Ten lectures on wavelets", 1992, section 6.5.
  public func cascade(iterations: Int = 8) -> (x: [Double], phi: [Double], psi: [Double]) {
    let root = 2.0.squareRoot()
    var phi = reconstructionLow.map { $0 * root }
    var psi = reconstructionHigh.map { $0 * root }
    for _ in 1..<max(iterations, 1) {
      phi = refine(phi, root: root)
      psi = refine(psi, root: root)
    }
    let step = 1 / Double(1 << max(iterations, 1))
    let count = Int((Double(length - 1) / step).rounded()) + 1
    let padded = { (values: [Double]) in
      Array(values.prefix(count)) + [Double](repeating: 0, count: max(0, count - values.count))
    }
    return ((0..<count).map { Double($0) * step }, padded(phi), padded(psi))
  }

  /// The samples spread apart by zeros and smoothed by the low-pass filter.
  private func refine(_ values: [Double], root: Double) -> [Double] {
    var result = [Double](repeating: 0, count: 2 * values.count - 1 + length - 1)
    for (position, value) in values.enumerated() {
      for (offset, tap) in reconstructionLow.enumerated() {
        result[2 * position + offset] += value * tap * root
      }
    }
    return result
  }
}
