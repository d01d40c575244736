public import Torch

/// A small classifier of digits: one hidden layer.
public struct DigitClassifier: Sendable {
  let hidden: Linear
  let output: Linear

  /// A classifier of random or stored weights.
  ///
  /// - Parameters:
  ///   - width: units of the hidden layer.
  ///   - weights: `scaledWeights(seed:)` suits its ReLU.
  /// - Throws: an error of `weights`: none for random ones.
  public init(width: Int, weights: WeightSource) throws {
    hidden = try Linear("hidden", inputs: 64, outputs: width, weights: weights)
    output = try Linear("output", inputs: width, outputs: 10, weights: weights)
  }

  /// The logits of digits; differentiable.
  ///
  /// - Shape: `[N, 64]` to logits `[N, 10]`.
  public func callAsFunction(_ pixels: Tensor) -> Tensor {
    output(hidden(pixels).relu())
  }

  /// Every weight and bias under its key.
  public var parameters: [NamedParameter] { hidden.named("hidden") + output.named("output") }

  /// The accuracy, 0 to 1: the share of the digits whose largest logit is at their label.
  public func accuracy(on digits: Digits) -> Double {
    withoutGradients {
      let guesses = self(digits.pixels).argmax(axis: 1).converted(to: .float64)
      return guesses.isEqual(to: digits.labels.converted(to: .float64)).mean().item
    }
  }
}
