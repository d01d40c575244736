internal import Torch

extension WaveletLoss {
  /// Which bands are compared.
  public enum Bands: Hashable, Sendable {
    /// LH, HL and HH of every level: the paper's choice.
    case high
    /// The coarsest LL alone.
    case low
    /// Both.
    case all
    /// The bands of a list, for asking which of them carries the gain.
    case only(Set<WaveletBand>)

    /// Whether a transform of that many levels has the band and it is compared.
    public func contains(_ band: WaveletBand, levels: Int) -> Bool {
      let isCoarsest = band == .ll(levels)
      let isDetail = band.orientation != .ll && band.level <= levels
      switch self {
      case .high: return isDetail
      case .low: return isCoarsest
      case .all: return isDetail || isCoarsest
      case .only(let chosen): return (isDetail || isCoarsest) && chosen.contains(band)
      }
    }

    /// Stops where a list is empty, or names a band that such a transform does not have.
    func requireBands(levels: Int) {
      guard case .only(let chosen) = self else { return }
      let unknown = chosen.filter { !contains($0, levels: levels) }
      guard !chosen.isEmpty, unknown.isEmpty else {
        misuse(
          "WaveletLoss", found: chosen.isEmpty ? "no band" : "\(unknown.sorted())",
          wanted: "LH, HL and HH of level 1 to \(levels), and LL\(levels)")
      }
    }
  }
}

extension WaveletLoss.Bands: CustomStringConvertible {
  /// `high`, `low`, `all`, or the names of the list: `LH1,HH2,LL3`.
  public var description: String {
    switch self {
    case .high: "high"
    case .low: "low"
    case .all: "all"
    case .only(let chosen): chosen.sorted().map(\.description).joined(separator: ",")
    }
  }

  /// The choice that ``description`` writes.
  ///
  /// - Throws: ``WaveletBandError``.
  public init(named text: String) throws {
    switch text.lowercased() {
    case "high": self = .high
    case "low": self = .low
    case "all": self = .all
    default:
      let names = text.split(separator: ",", omittingEmptySubsequences: false)
      self = .only(Set(try names.map { try WaveletBand(named: $0.filter { !$0.isWhitespace }) }))
    }
  }
}

extension WaveletLoss.Bands: Codable {
  /// Reads the text that ``description`` writes.
  public init(from decoder: any Decoder) throws {
    try self.init(named: decoder.singleValueContainer().decode(String.self))
  }

  /// Writes ``description``.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
