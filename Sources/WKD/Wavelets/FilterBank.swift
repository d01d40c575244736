/// The four filters of a discrete wavelet transform, under PyWavelets' names and in its order.
public struct FilterBank: Sendable, Equatable {
  /// PyWavelets' name: `haar`, `db4`, `sym5`, `coif1`, `bior2.2`, `rbio2.2`.
  public let name: String
  public let decompositionLow: [Double]
  public let decompositionHigh: [Double]
  public let reconstructionLow: [Double]
  public let reconstructionHigh: [Double]

  /// Number of taps of each filter.
  public var length: Int { decompositionLow.count }

  /// A bank whose high-pass filters follow from its two low-pass filters by the alternating flip.
  ///
  /// - Precondition: both have the same even number of taps.
  public init(name: String, decompositionLow: [Double], reconstructionLow: [Double]) {
    self.name = name
    self.decompositionLow = decompositionLow
    self.reconstructionLow = reconstructionLow
    decompositionHigh = reconstructionLow.enumerated().map { $0 % 2 == 0 ? -$1 : $1 }
    reconstructionHigh = decompositionLow.enumerated().map { $0 % 2 == 0 ? $1 : -$1 }
  }

  /// The bank of the given name.
  ///
  /// - Throws: ``WaveletError/unknownWavelet(_:suggestion:)`` with the closest name.
  public init(named name: String) throws {
    let key = name.lowercased()
    if key == "haar" || key == "db1" {
      self.init(
        name: key, decompositionLow: Self.haarTaps, reconstructionLow: Self.haarTaps)
    } else if let low = FilterTables.orthogonal[key] {
      self.init(name: key, decompositionLow: low.reversed(), reconstructionLow: low)
    } else if let pair = FilterTables.biorthogonal[key] {
      self.init(
        name: key, decompositionLow: pair.decomposition, reconstructionLow: pair.reconstruction)
    } else if key.hasPrefix("rbio"),
      let pair = FilterTables.biorthogonal["bior" + key.dropFirst(4)]
    {
      self.init(
        name: key, decompositionLow: pair.reconstruction.reversed(),
        reconstructionLow: pair.decomposition.reversed())
    } else {
      throw WaveletError.unknownWavelet(name, suggestion: Self.closestName(to: key))
    }
  }

  /// The oldest and shortest bank: sums and differences of neighbours.
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

/// Why a wavelet was refused.
public enum WaveletError: Error, Equatable, CustomStringConvertible {
  case unknownWavelet(String, suggestion: String)

  public var description: String {
    switch self {
    case .unknownWavelet(let name, let suggestion):
      "there is no wavelet \"\(name)\": did you mean \(suggestion)?"
    }
  }
}

/// Number of letters to insert, delete or replace to turn one word into the other.
func editDistance(_ first: String, _ second: String) -> Int {
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
