internal import Torch

/// Branches over the same input, concatenated in the output's channels.
struct InceptionBlock: Sendable {
  let branches: [Branch]

  /// A pooling, then convolutions in a row, the last of which may be several beside each other.
  struct Branch: Sendable {
    let pool: Pool
    let row: [FoldedConvolution]
    let ends: [FoldedConvolution]
  }

  /// The pooling of a branch before its convolutions.
  enum Pool: Sendable {
    case none
    /// Over 3 by 3 pixels without the padding: unlike PyTorch's own Inception.
    case average
    /// Over 3 by 3 pixels.
    case largest
    /// Over 3 by 3 pixels, every second one kept.
    case largestOfHalf
  }

  /// - Shape: `[N, inputs, H, W]` to `[N, outputs, H', W']`.
  func callAsFunction(_ x: Tensor) -> Tensor {
    .concatenated(branches.map { $0(x) }, axis: 1)
  }
}

extension InceptionBlock.Branch {
  func callAsFunction(_ x: Tensor) -> Tensor {
    let pooled =
      switch pool {
      case .none: x
      case .average: x.averagePooledAround(3)
      case .largest: x.maxPooled(3, stride: 1, padding: 1)
      case .largestOfHalf: x.maxPooled(3, stride: 2)
      }
    let through = row.reduce(pooled) { $1($0).relu() }
    return ends.isEmpty ? through : .concatenated(ends.map { $0(through).relu() }, axis: 1)
  }
}

/// A convolution of a block: its key, and the size and number of its kernels.
struct InceptionStep: Sendable {
  let key: String
  let outputs: Int
  let size: (height: Int, width: Int)
  let stride: Int

  init(_ key: String, _ outputs: Int, _ height: Int = 1, _ width: Int = 1, stride: Int = 1) {
    self.key = key
    self.outputs = outputs
    size = (height, width)
    self.stride = stride
  }
}

/// The branches of a block before their weights are known.
typealias InceptionPlan = [(
  pool: InceptionBlock.Pool, row: [InceptionStep], ends: [InceptionStep]
)]

extension InceptionBlock {
  /// Reads the weights of every branch.
  ///
  /// - Throws: `WeightsError`.
  init(_ key: String, inputs: Int, _ plan: InceptionPlan, weights: InceptionWeights) throws {
    branches = try plan.map { part in
      var inputs = inputs
      let row = try part.row.map { step in
        defer { inputs = step.outputs }
        return try weights.convolution(key, step, inputs: inputs)
      }
      let ends = try part.ends.map { try weights.convolution(key, $0, inputs: inputs) }
      return Branch(pool: part.pool, row: row, ends: ends)
    }
  }
}

/// Weights under the keys of torchvision's Inception, whose batch norms are folded when read.
struct InceptionWeights {
  let tensors: [String: Tensor]

  /// A convolution that keeps the size of its input where its stride is 1, and pads nothing
  /// elsewhere.
  func convolution(_ block: String, _ step: InceptionStep, inputs: Int) throws -> FoldedConvolution
  {
    let padding =
      step.stride == 1 ? (height: step.size.height / 2, width: step.size.width / 2) : (0, 0)
    return try convolution("\(block).\(step.key)", step, inputs: inputs, padding: padding)
  }

  func convolution(
    _ key: String, _ step: InceptionStep, inputs: Int, padding: (height: Int, width: Int)
  ) throws -> FoldedConvolution {
    let levels = WeightsFile.levels(of: "Conv2d_1a_3x3.conv.weight", in: tensors)
    let stored = finite(
      storedWeights(tensors, prefix: levels.count == 1 ? levels[0] : "", type: .float64))
    let shape = [step.outputs, inputs, step.size.height, step.size.width]
    return try withoutGradients {
      let norm = { (part: String) in try stored("\(key).bn.\(part)", [step.outputs]).detached }
      // Epsilon of torchvision's Inception, not PyTorch's default.
      let gain = try norm("weight") / (norm("running_var") + 1e-3).squareRoot()
      let weight = try stored("\(key).conv.weight", shape).detached
      return FoldedConvolution(
        weight: (weight * gain.reshaped([-1, 1, 1, 1])).converted(to: .float32),
        bias: (try norm("bias") - norm("running_mean") * gain).converted(to: .float32),
        stride: step.stride, padding: padding)
    }
  }
}
