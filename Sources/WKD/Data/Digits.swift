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

  /// Reads a table, gzipped or not, with 64 pixels from 0 to 16 and a label from 0 to 9 in each line.
  ///
  /// - Throws: ``DigitsError``.
  public init(contentsOf url: URL) throws {
    var table = DigitTable()
    do {
      try Self.forEachLine(of: url) { try table.add($0) }
    } catch is DigitTable.NoDigit {
      throw DigitsError.format(url.path)
    }
    guard !table.labels.isEmpty else { throw DigitsError.format(url.path) }
    pixels = Tensor(table.pixels, shape: [table.labels.count, 64])
    labels = Tensor(integers: table.labels)
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

  /// Calls `body` with every line; packed bytes may stand for eight times as many, which is more than any
  /// table of digits needs.
  private static func forEachLine(of url: URL, _ body: (Substring) throws -> Void) throws {
    guard let file = gzopen(url.path, "rb") else { throw DigitsError.unreadable(url.path) }
    defer { gzclose(file) }
    let facts = try? url.resolvingSymlinksInPath().resourceValues(forKeys: [.fileSizeKey])
    var left = 1 << 20 + 8 * (facts?.fileSize ?? 0)
    // A line of 65 numbers is far shorter.
    var buffer = [CChar](repeating: 0, count: 1 << 12)
    while gzgets(file, &buffer, CInt(buffer.count)) != nil {
      let line = String(
        decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      left -= line.utf8.count
      guard left >= 0, line.utf8.count < buffer.count - 1 else {
        throw DigitsError.format(url.path)
      }
      try body(line[...])
    }
    var status: CInt = 0
    _ = gzerror(file, &status)
    guard status == Z_OK || status == Z_STREAM_END else { throw DigitsError.format(url.path) }
  }
}

/// The numbers of a table, line by line.
private struct DigitTable {
  /// A line that has other numbers than 64 pixels from 0 to 16 and a label from 0 to 9.
  struct NoDigit: Error {}

  private(set) var pixels: [Float] = []
  private(set) var labels: [Int] = []

  mutating func add(_ line: Substring) throws {
    let text = line.filter { !$0.isWhitespace }
    guard !text.isEmpty else { return }
    let fields = text.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = fields.compactMap { Float($0) }
    guard fields.count == 65, numbers.count == 65, let last = numbers.last,
      numbers.dropLast().allSatisfy({ (0...16).contains($0) }),
      let label = Int(exactly: last), (0...9).contains(label)
    else { throw NoDigit() }
    pixels += numbers.dropLast().map { $0 / 16 }
    labels.append(label)
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
