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
/// - Source: Daubechies, "Ten lectures on wavelets", 1992; the values are PyWavelets' tables.
public struct FilterBank: Sendable, Hashable {
  /// PyWavelets' name: `haar`, `db4`, `sym5`, `coif1`, `bior2.2`, `rbio2.2`.
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

  /// The bank of PyWavelets' name, in small or capital letters.
  ///
  /// - Throws: ``WaveletError/unknownWavelet(_:suggestion:)`` with the closest name.
  public init(named name: String) throws {
    let key = name.lowercased()
    guard let known = Self.known(key) else {
      throw WaveletError.unknownWavelet(name, suggestion: Self.closestName(to: key))
    }
    self = known
  }

  /// PyWavelets' bank of a name in small letters, if there is one.
  static func known(_ name: String) -> FilterBank? {
    if name == "haar" || name == "db1" {
      return FilterBank(name: name, decompositionLow: haarTaps, reconstructionLow: haarTaps)
    }
    if let low = FilterTables.orthogonal[name] {
      return FilterBank(name: name, decompositionLow: low.reversed(), reconstructionLow: low)
    }
    if let pair = FilterTables.biorthogonal[name] {
      return FilterBank(
        name: name, decompositionLow: pair.decomposition, reconstructionLow: pair.reconstruction)
    }
    guard name.hasPrefix("rbio"), let pair = FilterTables.biorthogonal["bior" + name.dropFirst(4)]
    else { return nil }
    return FilterBank(
      name: name, decompositionLow: pair.reconstruction.reversed(),
      reconstructionLow: pair.decomposition.reversed())
  }

  /// The oldest and shortest bank: sums and differences of two neighbours over the square root of 2.
  public static let haar = FilterBank(
    name: "haar", decompositionLow: haarTaps, reconstructionLow: haarTaps)

  /// Every name that ``init(named:)`` knows, family by family.
  public static var names: [String] {
    let bior = FilterTables.biorthogonal.keys.map { String($0.dropFirst(4)) }
    let all =
      ["haar", "db1"] + FilterTables.orthogonal.keys + bior.map { "bior\($0)" }
      + bior.map { "rbio\($0)" }
    let family = { (name: String) in String(name.prefix { $0.isLetter }) }
    return all.sorted { (family($0), order($0)) < (family($1), order($1)) }
  }

  private static let haarTaps = [Double](repeating: (0.5).squareRoot(), count: 2)

  private static func order(_ name: String) -> Double {
    Double(name.drop { $0.isLetter }) ?? 0
  }

  private static func closestName(to name: String) -> String {
    names.min { editDistance($0, name) < editDistance($1, name) } ?? "haar"
  }
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

/// The reason why a wavelet was refused.
public enum WaveletError: Error, Equatable, CustomStringConvertible {
  /// A name that no bank has, and the closest one that a bank has.
  case unknownWavelet(String, suggestion: String)

  /// One sentence with the name that was probably meant.
  public var description: String {
    switch self {
    case .unknownWavelet(let name, let suggestion):
      "there is no wavelet \"\(name)\": did you mean \(suggestion)?"
    }
  }
}

/// The number of letters to insert, delete or replace to turn one word into the other.
package func editDistance(_ first: String, _ second: String) -> Int {
  let target = Array(second)
  var row = Array(0...target.count)
  for (i, letter) in first.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in target.enumerated() {
      let replaced = diagonal + (letter == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[target.count]
}
