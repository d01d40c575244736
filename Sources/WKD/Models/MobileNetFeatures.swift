public import Foundation
public import Torch

/// The 96 features of the first fourteen blocks of MobileNetV2.
///
/// The network has learned ImageNet's thousand classes. Distances between such features separate image
/// sets better than distances between pixels; they are **not** those of Inception, so that nothing
/// computed from them may be called FID or compared with published numbers.
/// - Source: Sandler et al., "MobileNetV2", CVPR 2018; torchvision's weights.
public struct MobileNetFeatures: Sendable {
  /// Side in pixels to which ``features(of:batch:)`` resizes every image, a part of the metric's protocol.
  ///
  /// 128 keeps all of a 128 px image, leaves 8 by 8 positions to average, and takes a third of the time of
  /// the 224 px that the network was trained with.
  public static let side = 128

  /// Number of features of an image.
  public static let count = 96

  let stem: FoldedConvolution
  let blocks: [InvertedResidual]

  /// Reads `mobilenet_v2_features14.safetensors`.
  ///
  /// - Throws: `WeightsFileError` or `SafetensorsError`.
  public init(contentsOf url: URL) throws {
    self = try WeightsFile.read(url) { try MobileNetFeatures(tensors: $0.tensors) }
  }

  private init(tensors: [String: Tensor]) throws {
    let weights = { (key: String, shape: [Int]) in
      try storedWeights(tensors, prefix: "features.")(key, shape).detached
    }
    stem = try FoldedConvolution(
      weight: weights("0.0.weight", [32, 3, 3, 3]), bias: weights("0.0.bias", [32]), stride: 2,
      padding: (1, 1))
    var inputs = 32
    var blocks: [InvertedResidual] = []
    for stage in Self.stages {
      for index in 0..<stage.blocks {
        blocks.append(
          try InvertedResidual(
            "\(blocks.count + 1).conv", inputs: inputs, outputs: stage.outputs,
            expansion: stage.expansion, stride: index == 0 ? stage.stride : 1, weights: weights))
        inputs = stage.outputs
      }
    }
    self.blocks = blocks
  }

  /// Table 2 of the paper, up to the stage of 96 channels.
  private static let stages: [(expansion: Int, outputs: Int, blocks: Int, stride: Int)] = [
    (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1),
  ]

  /// The features of images in their own size, averaged over all positions; differentiable.
  ///
  /// - Shape: `[N, 3, H, W]` to `[N, 96]`.
  /// - Range: pixels -1 to 1.
  public func callAsFunction(_ images: Tensor) -> Tensor {
    // The means and deviations of ImageNet's colours, for pixels from 0 to 1.
    let mean = Tensor([0.485, 0.456, 0.406], shape: [3, 1, 1], type: .float32)
    let deviation = Tensor([0.229, 0.224, 0.225], shape: [3, 1, 1], type: .float32)
    let inputs = ((images + 1) * 0.5 - mean) / deviation
    return blocks.reduce(stem(inputs).clamped(to: 0...6)) { $1($0) }.mean(axes: [2, 3])
  }

  /// The features that metrics compare: of images resized to ``side``, antialiased as Pillow does.
  ///
  /// - Shape: `[N, 3, H, W]` to `[N, 96]`.
  /// - Range: pixels -1 to 1.
  /// - Parameters:
  ///   - images: at least one, on the CPU.
  ///   - batch: images at a time; decides memory, not the result.
  /// - Returns: one row an image, without gradients.
  public func features(of images: Tensor, batch: Int = 16) -> Tensor {
    images.inBatches(of: batch) { self($0.resized(height: Self.side, width: Self.side)) }
  }
}

/// Widens, filters each channel by itself, and narrows again; adds its input where shapes allow.
struct InvertedResidual: Sendable {
  let expand: FoldedConvolution?
  let depthwise: FoldedConvolution
  let project: FoldedConvolution
  let isResidual: Bool

  init(
    _ key: String, inputs: Int, outputs: Int, expansion: Int, stride: Int, weights: WeightSource
  ) throws {
    let width = inputs * expansion
    // Without a widening the later layers move up by one.
    let first = expansion == 1 ? 0 : 1
    expand =
      expansion == 1
      ? nil
      : try FoldedConvolution(
        weight: weights("\(key).0.0.weight", [width, inputs, 1, 1]),
        bias: weights("\(key).0.0.bias", [width]))
    depthwise = try FoldedConvolution(
      weight: weights("\(key).\(first).0.weight", [width, 1, 3, 3]),
      bias: weights("\(key).\(first).0.bias", [width]), stride: stride, padding: (1, 1),
      groups: width)
    project = try FoldedConvolution(
      weight: weights("\(key).\(first + 1).weight", [outputs, width, 1, 1]),
      bias: weights("\(key).\(first + 1).bias", [outputs]))
    isResidual = stride == 1 && inputs == outputs
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    let wide = expand.map { $0(x).clamped(to: 0...6) } ?? x
    let narrow = project(depthwise(wide).clamped(to: 0...6))
    return isResidual ? x + narrow : narrow
  }
}
