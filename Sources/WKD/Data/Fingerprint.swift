internal import Foundation
public import Torch

/// A short number that tells whether tensors are the same as those of another day or machine.
///
/// It changes when any byte or any size does, but for about one pair in 2^64 of different contents; it
/// protects against mistakes, not against malice. A run records it of its images and its teacher.
///
/// ```swift
/// var fingerprint = Fingerprint()
/// fingerprint.add(Tensor([1, 2, 3], type: .float32))
/// print(fingerprint.text)  // 2854f58858825485
/// ```
///
/// - Source: an algorithm of this library, fixed because its values are recorded. It starts at FNV's
///   offset and multiplies by FNV's prime (Fowler, Noll, Vo), but is not FNV-1a: it takes eight bytes at
///   a time, and folds the high bits back by `x ^ x >> 29` after each word.
public struct Fingerprint: Sendable, Equatable {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  /// The fingerprint of nothing.
  public init() {}

  /// Takes a tensor into account: its sizes, then its elements as little-endian bytes in row-major order.
  ///
  /// The order of several tensors matters; the element type does not, beyond its bytes.
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

  /// Takes a text into account: the number of its bytes in UTF-8, then each of them.
  package mutating func add(_ text: String) {
    mix(UInt64(text.utf8.count))
    for byte in text.utf8 { mix(UInt64(byte)) }
  }

  private mutating func mix(_ word: UInt64) {
    state = (state ^ word) &* 0x0000_0100_0000_01b3
    state ^= state >> 29
  }

  /// Sixteen hexadecimal digits.
  public var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
