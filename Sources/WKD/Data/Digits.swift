internal import CCodecs
public import Foundation
public import Torch

/// Real handwritten digits, 8 by 8 pixels, with their labels.
///
/// - Source: UCI Optical Recognition of Handwritten Digits (Alpaydin, Kaynak), CC BY 4.0.
public struct Digits: Sendable {
  /// `[N, 64]`, 0 to 1, row-major.
  public let pixels: Tensor
  /// `[N]`, 0 to 9.
  public let labels: Tensor

  /// Number of digits.
  public var count: Int { labels.count }

  /// Reads a gzipped table with 64 pixels from 0 to 16 and a label in each line.
  ///
  /// - Throws: ``DigitsError``.
  public init(contentsOf url: URL) throws {
    let rows = try Self.text(of: url).split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",").compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
    }.filter { $0.count == 65 }
    guard !rows.isEmpty else { throw DigitsError.format(url.path) }
    pixels = Tensor(
      rows.flatMap { $0.prefix(64).map { $0 / 16 } }, shape: [rows.count, 64], type: .float32)
    labels = Tensor(integers: rows.map { Int($0[64]) })
  }

  private init(pixels: Tensor, labels: Tensor) {
    self.pixels = pixels
    self.labels = labels
  }

  /// The digits at the given indices, in that order.
  public func taking(_ indices: [Int]) -> Digits {
    Digits(
      pixels: pixels.gathered(axis: 0, indices), labels: labels.gathered(axis: 0, indices))
  }

  /// A random split into `count` digits and the rest.
  ///
  /// - Parameters:
  ///   - count: at most ``count``.
  ///   - seed: decides the split.
  /// - Returns: both parts, in random order.
  public func split(_ count: Int, seed: UInt64) -> (first: Digits, second: Digits) {
    var generator = SeededGenerator(seed: seed, stream: "digits")
    let order = Array(0..<self.count).shuffled(using: &generator)
    return (taking(Array(order.prefix(count))), taking(Array(order.dropFirst(count))))
  }

  private static func text(of url: URL) throws -> String {
    guard let file = gzopen(url.path, "rb") else { throw DigitsError.unreadable(url.path) }
    defer { gzclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = gzread(file, &buffer, UInt32(buffer.count))
      guard count >= 0 else { throw DigitsError.format(url.path) }
      if count == 0 { break }
      bytes += buffer.prefix(Int(count))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The reason why a table of digits was refused; every case names its file.
public enum DigitsError: Error, CustomStringConvertible {
  /// A file that is missing or may not be read.
  case unreadable(String)
  /// A file that is no gzipped table of digits.
  case format(String)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .unreadable(let path): "cannot read \(path): check that the file is there"
    case .format(let path):
      "\(path) is no table of 64 pixels and a label in each line: take digits.csv.gz from assets"
    }
  }
}
