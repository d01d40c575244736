public import Torch

/// The distance of two images in their wavelet bands.
///
/// For every level the absolute differences are averaged over all coefficients of the chosen bands,
/// then the levels are summed.
/// - Source: Zhang et al., "Wavelet knowledge distillation", CVPR 2022, and the authors' code.
public struct WaveletLoss: Sendable {
  /// Which bands are compared.
  public enum Bands: String, Sendable, CaseIterable, Codable {
    /// LH, HL and HH of every level: the paper's choice.
    case high
    /// The coarsest LL alone.
    case low
    /// Both.
    case all
  }

  /// How a difference is measured.
  public enum Norm: String, Sendable, CaseIterable, Codable {
    /// Mean of absolute differences: the paper's choice.
    case l1
    /// Mean of squared differences: what the authors' CycleGAN code runs.
    case l2
  }

  public let transform: WaveletTransform
  public let bands: Bands
  public let norm: Norm
  /// Factor of each level, finest first; all 1 in the paper.
  public let levelWeights: [Double]

  /// - Parameter transform: haar and zero mode as in the authors' run script; three levels as in
  ///   the paper.
  public init(
    _ transform: WaveletTransform = WaveletTransform(.haar, levels: 3, mode: .zero),
    bands: Bands = .high, norm: Norm = .l1, levelWeights: [Double]? = nil
  ) {
    let weights = levelWeights ?? Array(repeating: 1, count: transform.levels)
    guard weights.count == transform.levels else {
      misuse("WaveletLoss", found: "\(weights.count) weights", wanted: "\(transform.levels)")
    }
    self.transform = transform
    self.bands = bands
    self.norm = norm
    self.levelWeights = weights
  }

  /// - Shape: images `[N, C, H, W]`, twice, to a scalar.
  public func callAsFunction(student: Tensor, teacher: Tensor) -> Tensor {
    guard student.shape == teacher.shape else {
      misuse("WaveletLoss", found: "\(student.shape)", wanted: "\(teacher.shape)")
    }
    // The transform is linear: one transform of the difference does the work of two.
    let pyramid = transform(student - teacher)
    var terms: [Tensor] = []
    if bands != .low {
      for (detail, weight) in zip(pyramid.details, levelWeights) {
        let three = distance(detail.lh) + distance(detail.hl) + distance(detail.hh)
        terms.append(weight / 3 * three)
      }
    }
    if bands != .high { terms.append(distance(pyramid.ll)) }
    return terms.dropFirst().reduce(terms[0], +)
  }

  private func distance(_ difference: Tensor) -> Tensor {
    switch norm {
    case .l1: difference.abs().mean()
    case .l2: difference.squared().mean()
    }
  }
}
