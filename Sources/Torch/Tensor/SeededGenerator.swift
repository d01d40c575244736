internal import Foundation

/// A random number generator whose whole state is one number, so that it can be saved and resumed.
///
/// - Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014 (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator, Sendable, Codable, Equatable {
  /// The number that decides all numbers still to come.
  public private(set) var state: UInt64

  /// Starts the stream of `seed`.
  public init(seed: UInt64) {
    state = seed
  }

  /// Starts an independent stream of the same seed for one purpose, such as `"weights"`.
  public init(seed: UInt64, stream: String) {
    // FNV-1a of the name: stable across runs and machines, unlike `Hasher`.
    let hash = stream.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
    }
    state = seed ^ hash
    state = next()
  }

  /// 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A uniformly distributed number in [0, 1) with 53 random bits.
  public mutating func nextUniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A uniformly distributed number in `range`.
  public mutating func nextUniform(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + nextUniform() * (range.upperBound - range.lowerBound)
  }

  /// A number from the standard normal distribution.
  ///
  /// - Source: Box and Muller, 1958; the second number of the pair is not kept.
  public mutating func nextNormal() -> Double {
    let radius = sqrt(-2 * log(1 - nextUniform()))
    return radius * cos(2 * .pi * nextUniform())
  }
}
