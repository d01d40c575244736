import Foundation
public import WKD

/// The size of a generator, and what one picture of a given side costs it.
public struct GeneratorSize: Codable, Sendable, Equatable {
  public var baseWidth: Int
  public var blocks: Int
  public var parameters: Int
  /// Multiply-accumulates for one picture, transposed convolutions counted at their output size.
  public var macs: Int
  /// The same, counted at their input size: the paper's way.
  public var macsByInput: Int

  /// Counts a generator for one picture of `side` pixels.
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

  /// How much smaller and faster than a teacher: counted, and measured by `acceleration`.
  func comparison(with teacher: GeneratorSize, by acceleration: Double) -> String {
    String(
      format:
        "%.2fx fewer parameters, %.2fx fewer MACs (%.2fx by output size), measured %.2fx faster",
      Double(teacher.parameters) / Double(parameters),
      Double(teacher.macsByInput) / Double(macsByInput), Double(teacher.macs) / Double(macs),
      acceleration)
  }
}
