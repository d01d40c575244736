public import Torch

extension ResNetGenerator {
  /// Translates one image of any size, without recording gradients.
  ///
  /// Below and to the right the image is mirrored up to a multiple of 4, and cut back afterwards.
  ///
  /// - Shape: `[3, H, W]`, kept.
  /// - Range: -1 to 1, in and out.
  /// - Precondition: `H` and `W` are at least 8.
  public func translate(_ image: Tensor) -> Tensor {
    let shape = image.shape
    guard shape.count == 3, shape[0] == 3, min(shape[1], shape[2]) >= 8 else {
      misuse("ResNetGenerator.translate", found: "\(shape)", wanted: "[3, H, W] from 8 x 8")
    }
    let (bottom, right) = ((4 - shape[1] % 4) % 4, (4 - shape[2] % 4) % 4)
    let padded = callOperator(
      "reflection_pad2d", .tensor(image.expanded(at: 0)), .ints([0, right, 0, bottom]))[0]
    return withoutGradients { self(padded)[0] }
      .slice(axis: 1, 0..<shape[1]).slice(axis: 2, 0..<shape[2])
  }
}
