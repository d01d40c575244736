/// How long a training takes and how its step size falls.
public struct Schedule: Sendable, Codable, Equatable {
  /// Steps in all.
  public var steps: Int
  /// Pictures of each set in one step: 1 in the paper.
  public var batchSize: Int
  /// Step size of the first part: 2e-4 in the paper.
  public var learningRate: Double

  public init(steps: Int, batchSize: Int = 4, learningRate: Double = 2e-4) {
    self.steps = steps
    self.batchSize = batchSize
    self.learningRate = learningRate
  }

  /// The step size: constant over the first half, then falling in a line towards zero.
  ///
  /// - Source: Zhu et al., ICCV 2017 (100 epochs constant, 100 falling).
  public func rate(at step: Int) -> Double {
    let half = steps / 2
    guard step > half, steps > half else { return learningRate }
    return learningRate * Double(steps - step) / Double(steps - half)
  }
}
