internal import Torch

/// A frozen convolution that its batch norm has been folded into.
struct FoldedConvolution: Sendable {
  let weight: Tensor  // [outputs, inputs / groups, height, width]
  let bias: Tensor  // [outputs]
  var stride = 1
  var padding = (height: 0, width: 0)
  var groups = 1

  /// - Shape: `[N, inputs, H, W]` to `[N, outputs, H', W']`.
  func callAsFunction(_ x: Tensor) -> Tensor {
    x.convolved(with: weight, bias: bias, stride: stride, padding: padding, groups: groups)
  }
}

extension Tensor {
  /// The results of `body` for a few images at a time, so that memory does not grow with their number.
  func inBatches(of size: Int, _ body: (Tensor) -> Tensor) -> Tensor {
    guard rank == 4, shape[0] > 0, shape[1] == 3 else {
      misuse("features(of:)", found: "\(shape)", wanted: "[N, 3, H, W] with at least one picture")
    }
    let starts = stride(from: 0, to: shape[0], by: size)
    return withoutGradients {
      .concatenated(starts.map { body(self[$0..<Swift.min($0 + size, shape[0])]) })
    }
  }
}
