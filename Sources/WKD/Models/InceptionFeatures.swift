public import Foundation
public import Torch

/// What Inception v3 sees in a picture: the 2048 numbers that FID is computed from.
///
/// Only with the weights of the original FID, `pt_inception-2015-12-05`, are the numbers those that
/// papers print. They are not shipped; Python turns the file that pytorch-fid downloads into one that
/// can be read here:
///
///     from safetensors.torch import save_file; import torch
///     save_file(torch.load("pt_inception-2015-12-05-6726825d.pth"), "inception.safetensors")
///
/// - Source: Heusel et al., "GANs trained by a two time-scale update rule", NeurIPS 2017, whose
///   network averages without the padding and takes the largest in its last pool.
public struct InceptionFeatures: Sendable {
  /// Side in pixels to which every picture is brought.
  public static let side = 299

  /// Numbers that describe a picture.
  public static let count = 2048

  let stem: [FoldedConvolution]
  let blocks: [InceptionBlock]

  /// Reads a state dictionary with torchvision's keys (`Conv2d_1a_3x3.conv.weight`, `.bn.weight`).
  ///
  /// - Throws: ``SafetensorsError``, or ``WeightsError`` for a file of another network.
  public init(contentsOf url: URL) throws {
    let weights = InceptionWeights(tensors: try Safetensors(contentsOf: url).tensors)
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

  /// The features that FID compares, of pictures resized to ``side`` without antialiasing.
  ///
  /// - Shape: `[N, 3, H, W]` to `[N, 2048]`.
  /// - Range: pixels -1 to 1.
  /// - Parameter batch: pictures at a time; decides memory, not the result.
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
