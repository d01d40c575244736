public import Torch

/// The distance of two images in their wavelet bands.
///
/// For every level the absolute differences are averaged over all coefficients of the chosen bands,
/// then the levels are summed; the mean over LL, where it is chosen, is one more term. Distances grow with
/// the range of the pixels, here -1 to 1.
///
/// ```swift
/// var generator = SeededGenerator(seed: 1)
/// let teacher = Tensor.normal([2, 3, 64, 64], using: &generator)
/// let student = Tensor.normal([2, 3, 64, 64], using: &generator).trackingGradients()
/// let paper = WaveletLoss()  // high bands of three levels, L1
/// let loss = paper(student: student, teacher: teacher)
/// let gradient = gradients(of: loss, at: [student])[0]
/// print(loss.item, gradient.shape)
/// let finest = WaveletLoss(bands: .only([.lh(1), .hl(1), .hh(1)]), norm: .l2)
/// print(finest(student: student, teacher: teacher).item)
/// ```
/// - Source: Zhang et al., "Wavelet knowledge distillation", CVPR 2022, and the authors' code.
public struct WaveletLoss: Sendable, Equatable {
  /// The measure of a difference of coefficients.
  public enum Norm: String, Sendable, CaseIterable, Codable {
    /// Mean of absolute differences: the paper's choice.
    case l1
    /// Mean of squared differences: what the authors' CycleGAN code runs.
    case l2
  }

  /// The transform of both images.
  public let transform: WaveletTransform
  /// The bands that are compared.
  public let bands: Bands
  /// The measure of a difference of coefficients.
  public let norm: Norm
  /// Factor of each level but LL, finest first; all 1 in the paper.
  public let levelWeights: [Double]

  /// A loss, by default the paper's.
  ///
  /// - Parameters:
  ///   - transform: haar and zero mode as in the authors' run script; three levels as in the paper.
  ///   - bands: the high ones as in the paper, or a list of single ones, each of which the transform has.
  ///   - norm: as in the paper.
  ///   - levelWeights: one for each level, finest first; nil weighs them alike, as the paper does.
  public init(
    _ transform: WaveletTransform = WaveletTransform(.haar, levels: 3, mode: .zero),
    bands: Bands = .high, norm: Norm = .l1, levelWeights: [Double]? = nil
  ) {
    let weights = levelWeights ?? Array(repeating: 1, count: transform.levels)
    guard weights.count == transform.levels else {
      misuse("WaveletLoss", found: "\(weights.count) weights", wanted: "\(transform.levels)")
    }
    bands.requireBands(levels: transform.levels)
    self.transform = transform
    self.bands = bands
    self.norm = norm
    self.levelWeights = weights
  }

  /// The distance of a student's images from a teacher's; differentiable once, at the student alone.
  ///
  /// On the CPU in one pass over memory, elsewhere as ``byOperators(student:teacher:)``.
  /// - Shape: images `[N, C, H, W]`, twice, to a scalar; other leading axes too.
  /// - Precondition: equal shapes and types, float32 or float64; the teacher gets no gradient.
  public func callAsFunction(student: Tensor, teacher: Tensor) -> Tensor {
    guard student.shape == teacher.shape, student.type == teacher.type else {
      misuse("WaveletLoss", found: "\(student)", wanted: "\(teacher)")
    }
    guard student.device == .cpu else { return byOperators(student: student, teacher: teacher) }
    // The gradient follows from the coefficients at once, so value and gradient are made together.
    let shape = student.shape
    let (height, width) = (shape[shape.count - 2], shape[shape.count - 1])
    let plan = transform.plan(height: height, width: width)
    let (value, gradient) = plan.loss(
      student: student.detached.contiguous(), teacher: teacher.detached.contiguous(),
      weights: weights(plan, images: student.count / (height * width)),
      squared: norm == .l2)
    return Tensor.scalar(value, of: student, gradient: gradient)
  }

  /// The same distance from LibTorch's operators alone, for any device; differentiable at both images.
  ///
  /// - Shape: images `[N, C, H, W]`, twice, to a scalar; other leading axes too.
  public func byOperators(student: Tensor, teacher: Tensor) -> Tensor {
    let found = transform.analyzedByMatrices(student)
    let wanted = transform.analyzedByMatrices(teacher)
    let terms = zip(found.bands, wanted.bands).compactMap { found, wanted -> Tensor? in
      let difference = found.coefficients - wanted.coefficients
      let factor = factor(of: found.band)
      guard factor > 0 else { return nil }
      return factor * (norm == .l1 ? difference.abs() : difference.squared()).mean()
    }
    return terms.dropFirst().reduce(terms[0]) { $0 + $1 }
  }

  /// The factor of a band's mean.
  private func factor(of band: WaveletBand) -> Double {
    guard bands.contains(band, levels: transform.levels) else { return 0 }
    guard band.orientation != .ll else { return 1 }
    return levelWeights[band.level - 1] / Double(details(of: band.level).count { $0 })
  }

  /// Whether LH, HL and HH of a level are compared.
  private func details(of level: Int) -> [Bool] {
    [WaveletBand.lh(level), .hl(level), .hh(level)].map {
      bands.contains($0, levels: transform.levels)
    }
  }

  /// The factor of every single coefficient: LH, HL and HH of each level, finest first, then LL.
  private func weights(_ plan: KernelPlan, images: Int) -> [Double] {
    let counts = plan.sizes.dropFirst().map { Double(images * $0.height * $0.width) }
    let high = zip(levelWeights, counts).enumerated().flatMap { index, pair -> [Double] in
      let isChosen = details(of: index + 1)
      let share = pair.0 / (Double(max(isChosen.count { $0 }, 1)) * pair.1)
      return isChosen.map { $0 ? share : 0 }
    }
    let hasLow = bands.contains(.ll(transform.levels), levels: transform.levels)
    return high + [hasLow ? 1 / (counts.last ?? 1) : 0]
  }
}

extension WaveletLoss {
  /// The choice of the bands that are compared.
  public enum Bands: Hashable, Sendable {
    /// LH, HL and HH of every level: the paper's choice.
    case high
    /// The coarsest LL alone.
    case low
    /// The high ones and the coarsest LL.
    case all
    /// Single bands, to find which of them carries the gain. Of a level with several, the mean counts.
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

    /// Stops the program where a list is empty, or names a band that such a transform does not have.
    func requireBands(levels: Int) {
      let unknown = unknown(levels: levels)
      guard unknown == [] else {
        misuse(
          "WaveletLoss", found: unknown.map { "\($0)" } ?? "no band",
          wanted: "LH, HL and HH of level 1 to \(levels), and LL\(levels)")
      }
    }

    /// The listed bands that such a transform does not have; nil for an empty list.
    fileprivate func unknown(levels: Int) -> [WaveletBand]? {
      guard case .only(let chosen) = self else { return [] }
      return chosen.isEmpty ? nil : chosen.filter { !contains($0, levels: levels) }.sorted()
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
  /// - Throws: ``WaveletBandError/unknown(_:)``.
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

// A loss is encoded as the names that make it, so that a run can record its settings.
extension WaveletLoss: Codable {
  private enum Keys: String, CodingKey {
    case wavelet, levels, mode, bands, norm, levelWeights
  }

  /// Decodes the names.
  ///
  /// - Throws: ``WaveletError`` for a wavelet of an unknown name, or what the decoder throws; `DecodingError`
  ///   also for values that make no loss.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Keys.self)
    let levels = try values.decode(Int.self, forKey: .levels)
    let bands = try values.decode(Bands.self, forKey: .bands)
    let weights = try values.decode([Double].self, forKey: .levelWeights)
    // A file from elsewhere must not stop the program as a wrong call would.
    guard levels >= 1, weights.count == levels, weights.allSatisfy({ $0 >= 0 }),
      bands.unknown(levels: levels) == []
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .levels, in: values,
        debugDescription: "\(levels) levels, \(weights.count) weights, bands \(bands)")
    }
    self.init(
      WaveletTransform(
        try FilterBank(named: try values.decode(String.self, forKey: .wavelet)),
        levels: levels, mode: try values.decode(BoundaryMode.self, forKey: .mode)),
      bands: bands, norm: try values.decode(Norm.self, forKey: .norm), levelWeights: weights)
  }

  /// Encodes the names; a bank of another name than PyWavelets' cannot be decoded again.
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
