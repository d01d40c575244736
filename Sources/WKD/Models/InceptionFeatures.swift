public import Foundation
public import Torch

/// The 2048 features of Inception v3 that FID is computed from.
///
/// Only with the weights of the original FID, `pt_inception-2015-12-05`, are the numbers those of papers.
/// They are not shipped: pytorch-fid downloads them as `pt_inception-2015-12-05-6726825d.pth`.
///
/// - Source: Heusel et al., "GANs trained by a two time-scale update rule", NeurIPS 2017, whose
///   network averages without the padding and takes the maximum in its last pool.
public struct InceptionFeatures: Sendable {
  /// Side in pixels to which every image is resized.
  public static let side = 299

  /// Number of features of an image.
  public static let count = 2048

  let stem: [FoldedConvolution]
  let blocks: [InceptionBlock]

  /// Reads a state dictionary with torchvision's keys (`Conv2d_1a_3x3.conv.weight`, `.bn.weight`): a file of
  /// PyTorch or safetensors.
  ///
  /// - Throws: `WeightsFileError` or `SafetensorsError`.
  public init(contentsOf url: URL) throws {
    self = try WeightsFile.read(url) { try InceptionFeatures(tensors: $0.tensors) }
  }

  private init(tensors: [String: Tensor]) throws {
    let weights = InceptionWeights(tensors: tensors)
    var inputs = 3
    stem = try Self.stem.map { step, padding in
      defer { inputs = step.outputs }
      return try weights.convolution(
        step.key, step, inputs: inputs, padding: (height: padding, width: padding))
    }
    blocks = try Self.plans.map {
      try InceptionBlock($0.key, inputs: $0.inputs, $0.plan, weights: weights)
    }
  }

  private static var stem: [(InceptionStep, padding: Int)] {
    [
      (.init("Conv2d_1a_3x3", 32, 3, 3, stride: 2), 0), (.init("Conv2d_2a_3x3", 32, 3, 3), 0),
      (.init("Conv2d_2b_3x3", 64, 3, 3), 1), (.init("Conv2d_3b_1x1", 80), 0),
      (.init("Conv2d_4a_3x3", 192, 3, 3), 0),
    ]
  }

  private static var plans: [(key: String, inputs: Int, plan: InceptionPlan)] {
    [
      ("Mixed_5b", 192, InceptionPlans.a(pool: 32)),
      ("Mixed_5c", 256, InceptionPlans.a(pool: 64)),
      ("Mixed_5d", 288, InceptionPlans.a(pool: 64)),
      ("Mixed_6a", 288, InceptionPlans.b),
      ("Mixed_6b", 768, InceptionPlans.c(width: 128)),
      ("Mixed_6c", 768, InceptionPlans.c(width: 160)),
      ("Mixed_6d", 768, InceptionPlans.c(width: 160)),
      ("Mixed_6e", 768, InceptionPlans.c(width: 192)),
      ("Mixed_7a", 768, InceptionPlans.d),
      ("Mixed_7b", 1280, InceptionPlans.e(pool: .average)),
      ("Mixed_7c", 2048, InceptionPlans.e(pool: .largest)),
    ]
  }

  /// The features that FID compares, of images resized to ``side`` without antialiasing.
  ///
  /// - Shape: `[N, 3, H, W]` to `[N, 2048]`.
  /// - Range: pixels -1 to 1.
  /// - Parameters:
  ///   - images: at least one, on the CPU.
  ///   - batch: images at a time; decides memory, not the result.
  /// - Returns: one row an image, without gradients.
  public func features(of images: Tensor, batch: Int = 16) -> Tensor {
    images.inBatches(of: batch) { self($0.interpolated(height: Self.side, width: Self.side)) }
  }

  /// - Shape: `[N, 3, 299, 299]` to `[N, 2048]`.
  private func callAsFunction(_ images: Tensor) -> Tensor {
    var x = images
    for (index, layer) in stem.enumerated() {
      x = layer(x).relu()
      if index == 2 || index == 4 { x = x.maxPooled(3, stride: 2) }
    }
    return blocks.reduce(x) { $1($0) }.mean(axes: [2, 3])
  }
}

/// The five kinds of blocks of Inception v3.
///
/// - Source: Szegedy et al., "Rethinking the Inception architecture", CVPR 2016; widths and keys as
///   in torchvision's `inception_v3`, pools as in the network of Heusel et al.
enum InceptionPlans {
  /// 35 by 35 places.
  static func a(pool: Int) -> InceptionPlan {
    [
      (.none, [.init("branch1x1", 64)], []),
      (.none, [.init("branch5x5_1", 48), .init("branch5x5_2", 64, 5, 5)], []),
      (
        .none,
        [
          .init("branch3x3dbl_1", 64), .init("branch3x3dbl_2", 96, 3, 3),
          .init("branch3x3dbl_3", 96, 3, 3),
        ], []
      ),
      (.average, [.init("branch_pool", pool)], []),
    ]
  }

  /// From 35 by 35 places to 17 by 17.
  static var b: InceptionPlan {
    [
      (.none, [.init("branch3x3", 384, 3, 3, stride: 2)], []),
      (
        .none,
        [
          .init("branch3x3dbl_1", 64), .init("branch3x3dbl_2", 96, 3, 3),
          .init("branch3x3dbl_3", 96, 3, 3, stride: 2),
        ], []
      ),
      (.largestOfHalf, [], []),
    ]
  }

  /// 17 by 17 places; `width` is that of the long kernels.
  static func c(width: Int) -> InceptionPlan {
    [
      (.none, [.init("branch1x1", 192)], []),
      (
        .none,
        [
          .init("branch7x7_1", width), .init("branch7x7_2", width, 1, 7),
          .init("branch7x7_3", 192, 7, 1),
        ], []
      ),
      (
        .none,
        [
          .init("branch7x7dbl_1", width), .init("branch7x7dbl_2", width, 7, 1),
          .init("branch7x7dbl_3", width, 1, 7), .init("branch7x7dbl_4", width, 7, 1),
          .init("branch7x7dbl_5", 192, 1, 7),
        ], []
      ),
      (.average, [.init("branch_pool", 192)], []),
    ]
  }

  /// From 17 by 17 places to 8 by 8.
  static var d: InceptionPlan {
    [
      (.none, [.init("branch3x3_1", 192), .init("branch3x3_2", 320, 3, 3, stride: 2)], []),
      (
        .none,
        [
          .init("branch7x7x3_1", 192), .init("branch7x7x3_2", 192, 1, 7),
          .init("branch7x7x3_3", 192, 7, 1), .init("branch7x7x3_4", 192, 3, 3, stride: 2),
        ], []
      ),
      (.largestOfHalf, [], []),
    ]
  }

  /// 8 by 8 places.
  static func e(pool: InceptionBlock.Pool) -> InceptionPlan {
    [
      (.none, [.init("branch1x1", 320)], []),
      (
        .none, [.init("branch3x3_1", 384)],
        [.init("branch3x3_2a", 384, 1, 3), .init("branch3x3_2b", 384, 3, 1)]
      ),
      (
        .none, [.init("branch3x3dbl_1", 448), .init("branch3x3dbl_2", 384, 3, 3)],
        [.init("branch3x3dbl_3a", 384, 1, 3), .init("branch3x3dbl_3b", 384, 3, 1)]
      ),
      (pool, [.init("branch_pool", 192)], []),
    ]
  }
}
