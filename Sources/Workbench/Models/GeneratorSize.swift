import Foundation
public import WKD

/// The size of a generator, and the cost of one picture of a given side.
///
/// ```swift
/// let generator = try ResNetGenerator(
///   .init(baseWidth: 24, blocks: 4), weights: randomWeights(seed: 1))
/// let size = GeneratorSize(generator, side: 64)
/// print(size.parameters, size.macs)
/// ```
public struct GeneratorSize: Codable, Sendable, Equatable {
  /// Channels after the first convolution.
  public var baseWidth: Int
  /// Residual blocks.
  public var blocks: Int
  /// Weights and biases.
  public var parameters: Int
  /// Multiply-accumulates for one picture, transposed convolutions counted at their output size.
  public var macs: Int
  /// The same, transposed convolutions counted at their input size: the paper's way.
  public var macsByInput: Int

  /// The size of a generator, counted for one picture.
  ///
  /// - Parameters:
  ///   - generator: only its architecture matters.
  ///   - side: of the picture, in pixels.
  public init(_ generator: ResNetGenerator, side: Int) {
    let costs = generator.architecture.costs(height: side, width: side)
    baseWidth = generator.architecture.baseWidth
    blocks = generator.architecture.blocks
    parameters = costs.parameterCount
    macs = costs.macs
    macsByInput = costs.macsByInput
  }

  /// The numbers in one line.
  func text(name: String) -> String {
    String(
      format: "%@ %d/%d: %d parameters, %.1f MMACs a picture (transposed convolutions counted by "
        + "input size; %.1f by output size)", name, baseWidth, blocks, parameters,
      Double(macsByInput) / 1e6, Double(macs) / 1e6)
  }

  /// The ratios to a teacher: counted ones, and the measured `acceleration`.
  func comparison(with teacher: GeneratorSize, by acceleration: Double) -> String {
    String(
      format:
        "%.2fx fewer parameters, %.2fx fewer MACs (%.2fx by output size), measured %.2fx faster",
      Double(teacher.parameters) / Double(parameters),
      Double(teacher.macsByInput) / Double(macsByInput), Double(teacher.macs) / Double(macs),
      acceleration)
  }
}
