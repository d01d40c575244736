public import Torch

/// The distance of two images in their wavelet bands.
///
/// For every level the absolute differences are averaged over all coefficients of the chosen bands,
/// then the levels are summed; the mean over LL, where it is chosen, is one more term.
/// - Source: Zhang et al., "Wavelet knowledge distillation", CVPR 2022, and the authors' code.
public struct WaveletLoss: Sendable, Equatable {
  /// How a difference is measured.
  public enum Norm: String, Sendable, CaseIterable, Codable {
    /// Mean of absolute differences: the paper's choice.
    case l1
    /// Mean of squared differences: what the authors' CycleGAN code runs.
    case l2
  }

  /// The transform of both images.
  public let transform: WaveletTransform
  /// Which bands are compared.
  public let bands: Bands
  /// How a difference is measured.
  public let norm: Norm
  /// Factor of each level, finest first; all 1 in the paper.
  public let levelWeights: [Double]

  /// - Parameters:
  ///   - transform: haar and zero mode as in the authors' run script; three levels as in the paper.
  ///   - bands: the high ones as in the paper, or a list of single ones.
  ///   - norm: as in the paper.
  ///   - levelWeights: one for each level, finest first; nil weighs them alike, as the paper does.
  /// - Precondition: the transform has every band of the list.
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

  /// - Shape: images `[N, C, H, W]`, twice, to a scalar; float32 or float64.
  /// - Precondition: the teacher is frozen: no gradient is given for it.
  public func callAsFunction(student: Tensor, teacher: Tensor) -> Tensor {
    guard student.shape == teacher.shape, student.type == teacher.type else {
      misuse("WaveletLoss", found: "\(student)", wanted: "\(teacher)")
    }
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

  /// The factor of every single coefficient: LH, HL and HH of each level, finest first, then LL.
  private func weights(_ plan: KernelPlan, images: Int) -> [Double] {
    let counts = plan.sizes.dropFirst().map { Double(images * $0.height * $0.width) }
    let high = zip(levelWeights, counts).enumerated().flatMap { index, pair -> [Double] in
      let isChosen = [WaveletBand.Orientation.lh, .hl, .hh].map { orientation in
        bands.contains(WaveletBand(orientation, level: index + 1), levels: transform.levels)
      }
      let share = pair.0 / (Double(max(isChosen.count { $0 }, 1)) * pair.1)
      return isChosen.map { $0 ? share : 0 }
    }
    let hasLow = bands.contains(.ll(transform.levels), levels: transform.levels)
    return high + [hasLow ? 1 / (counts.last ?? 1) : 0]
  }
}
