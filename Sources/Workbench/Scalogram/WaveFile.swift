package import Foundation

/// The first channel of a WAV file.
///
/// - Source: "Multimedia programming interface and data specifications 1.0", IBM and Microsoft, 1991;
///   the extensible form of 2001.
package struct WaveFile: Sendable {
  /// Whole numbers become -1 to 1; float samples stay as they are.
  package let samples: [Double]
  /// Samples per second.
  package let rate: Double

  /// Reads the first channel.
  ///
  /// - Parameters:
  ///   - data: the bytes of the file.
  ///   - path: the file, for messages.
  /// - Throws: ``SignalError``.
  package init(_ data: Data, path: String) throws {
    let bytes = [UInt8](data)
    guard bytes.count >= 12, bytes.text(at: 0) == "RIFF", bytes.text(at: 8) == "WAVE" else {
      throw SignalError.notWave(path, reason: "it does not begin with RIFF and WAVE")
    }
    var format: Format?
    var place = 12
    while place + 8 <= bytes.count {
      let size = bytes.number(at: place + 4, bytes: 4)
      let body = place + 8
      switch bytes.text(at: place) {
      case "fmt ":
        guard size >= 16, body + size <= bytes.count else {
          throw SignalError.truncated(path, promised: size, found: bytes.count - body)
        }
        format = try Format(bytes, at: body, size: size, path: path)
      case "data":
        guard let format else {
          throw SignalError.notWave(path, reason: "its samples come before their format")
        }
        // A program that writes into a pipe does not know the size.
        let length = size == 0xFFFF_FFFF ? bytes.count - body : size
        guard body + length <= bytes.count else {
          throw SignalError.truncated(path, promised: length, found: bytes.count - body)
        }
        samples = format.firstChannel(bytes[body..<body + length])
        rate = format.rate
        return
      default: break
      }
      // Chunks begin at even places.
      place = body + size + size % 2
    }
    throw SignalError.notWave(path, reason: "there are no samples in it")
  }
}

/// The encoding of the samples of a file.
private struct Format {
  let rate: Double
  private let isFloat: Bool
  private let sampleBytes: Int
  private let frameBytes: Int

  init(_ bytes: [UInt8], at place: Int, size: Int, path: String) throws {
    var kind = bytes.number(at: place, bytes: 2)
    let channels = bytes.number(at: place + 2, bytes: 2)
    rate = Double(bytes.number(at: place + 4, bytes: 4))
    let bits = bytes.number(at: place + 14, bytes: 2)
    if kind == 0xFFFE, size >= 40 { kind = bytes.number(at: place + 24, bytes: 2) }
    isFloat = kind == 3
    sampleBytes = bits / 8
    frameBytes = sampleBytes * channels
    guard kind == 1 || kind == 3 else {
      throw SignalError.notWave(path, reason: "its samples are compressed, code \(kind)")
    }
    guard (isFloat ? [32, 64] : [8, 16, 24, 32]).contains(bits) else {
      throw SignalError.notWave(
        path, reason: "samples of \(bits) bits \(isFloat ? "in floating point" : "of PCM")")
    }
    guard channels > 0, rate > 0, bytes.number(at: place + 12, bytes: 2) == frameBytes else {
      throw SignalError.notWave(path, reason: "its header contradicts itself")
    }
  }

  func firstChannel(_ bytes: ArraySlice<UInt8>) -> [Double] {
    let frames = bytes.count / frameBytes
    return (0..<frames).map { frame in
      let bits = bytes.number(at: bytes.startIndex + frame * frameBytes, bytes: sampleBytes)
      switch (isFloat, sampleBytes) {
      case (true, 4): return Double(Float(bitPattern: UInt32(bits)))
      case (true, _): return Double(bitPattern: UInt64(bitPattern: Int64(bits)))
      // Eight bits count from 0, with silence at 128.
      case (false, 1): return Double(bits - 128) / 128
      default:
        let full = 1 << (8 * sampleBytes)
        return Double(bits >= full / 2 ? bits - full : bits) / Double(full / 2)
      }
    }
  }
}

extension RandomAccessCollection where Element == UInt8, Index == Int {
  /// A little-endian number; eight bytes are taken as a signed pattern.
  fileprivate func number(at place: Int, bytes count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(self[place + $1]) << (8 * $1) }
  }

  /// Four letters.
  fileprivate func text(at place: Int) -> String {
    String(decoding: self[place..<place + 4], as: UTF8.self)
  }
}
