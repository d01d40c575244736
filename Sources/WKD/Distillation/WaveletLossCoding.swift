// A loss is written as the names that make it, so that a run can record what it was trained with.

extension WaveletLoss: Codable {
  private enum Keys: String, CodingKey {
    case wavelet, levels, mode, bands, norm, levelWeights
  }

  /// - Throws: ``WaveletError`` for a wavelet that is not known by its name.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Keys.self)
    self.init(
      WaveletTransform(
        try FilterBank(named: try values.decode(String.self, forKey: .wavelet)),
        levels: try values.decode(Int.self, forKey: .levels),
        mode: try values.decode(BoundaryMode.self, forKey: .mode)),
      bands: try values.decode(Bands.self, forKey: .bands),
      norm: try values.decode(Norm.self, forKey: .norm),
      levelWeights: try values.decode([Double].self, forKey: .levelWeights))
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Keys.self)
    try values.encode(transform.bank.name, forKey: .wavelet)
    try values.encode(transform.levels, forKey: .levels)
    try values.encode(transform.mode, forKey: .mode)
    try values.encode(bands, forKey: .bands)
    try values.encode(norm, forKey: .norm)
    try values.encode(levelWeights, forKey: .levelWeights)
  }
}
