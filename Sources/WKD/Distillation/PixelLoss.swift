public import Torch

/// The mean absolute difference of two tensors: the L1 pixel loss, also that of cycle and identity.
///
/// Differentiable at both.
/// - Shape: any, equal, to a scalar.
/// - Precondition: equal shapes on one device.
public func meanAbsolute(_ first: Tensor, _ second: Tensor) -> Tensor {
  guard first.shape == second.shape else {
    misuse("meanAbsolute", found: "\(second.shape)", wanted: "\(first.shape)")
  }
  return (first - second).abs().mean()
}
