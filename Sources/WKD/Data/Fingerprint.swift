internal import Foundation
public import Torch

/// A short number that changes when any of the bytes does; no protection against malice.
///
/// - Source: FNV-1a, 64 bits (Fowler, Noll, Vo), over eight bytes at a time.
public struct Fingerprint: Sendable, Equatable {
  private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

  public init() {}

  /// Takes the elements of a tensor into account, and its shape.
  public mutating func add(_ tensor: Tensor) {
    for size in tensor.shape { mix(UInt64(size)) }
    let bytes = tensor.bytes
    bytes.withUnsafeBytes { buffer in
      let whole = buffer.count / 8
      for index in 0..<whole {
        mix(buffer.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
      }
      for byte in buffer[(8 * whole)...] { mix(UInt64(byte)) }
    }
  }

  private mutating func mix(_ word: UInt64) {
    hash = (hash ^ word) &* 0x0000_0100_0000_01b3
    hash ^= hash >> 29
  }

  /// Sixteen hexadecimal digits.
  public var text: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension ImageSet {
  /// How many pictures there are, how large, and their fingerprint: `600 of 64 px, 1f2e...`.
  public var summary: String {
    var fingerprint = Fingerprint()
    fingerprint.add(pixels)
    return "\(count) of \(pixels.shape[3]) px, \(fingerprint.text)"
  }
}

extension GeneratorPair {
  /// Base width, blocks, and the fingerprint of all weights.
  public var summary: String {
    var fingerprint = Fingerprint()
    for (_, tensor) in ab.parameters + ba.parameters { fingerprint.add(tensor) }
    return "\(architecture.baseWidth)/\(architecture.blocks), \(fingerprint.text)"
  }
}
