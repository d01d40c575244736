import Foundation
import Testing
import Torch
import WKD

@Suite struct DigitsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static let pixels = (0..<64).map { "\($0 % 17)" }.joined(separator: ",")

  private func read(_ data: Data) throws -> Digits {
    let place = folder.url.appendingPathComponent("digits.csv.gz")
    try data.write(to: place)
    return try Digits(contentsOf: place)
  }

  @Test("a table is read, packed or not, with blank lines and any line end")
  func tables() throws {
    let shipped = try Digits(contentsOf: Repository.asset("digits.csv.gz"))
    #expect(shipped.count == 1797)
    let digits = try read(Data("\(Self.pixels),7\r\n\n \(Self.pixels), 0".utf8))
    #expect(digits.labels.values == [7, 0])
    #expect(digits.pixels.values.prefix(18) == (0..<17).map { Double($0) / 16 } + [0])
  }

  @Test(
    "a label that is no digit and a pixel that is none are refused",
    arguments: ["nan", "inf", "1e300", "-1", "10", "2.5", "", "١", "9223372036854775808"])
  func numbers(word: String) {
    #expect(throws: DigitsError.self) { try read(Data("\(Self.pixels),\(word)\n".utf8)) }
    let other = word == "10" || word == "2.5" ? "17" : word
    #expect(throws: DigitsError.self) { try read(Data("\(other),\(Self.pixels)\n".utf8)) }
  }

  @Test("a line of another length, a line without an end and an empty file are refused")
  func lines() {
    for text in ["", "\n\n", "1,2\n", "\(Self.pixels)\n", "\(Self.pixels),1,1\n"] {
      #expect(throws: DigitsError.self) { try read(Data(text.utf8)) }
    }
    #expect(throws: DigitsError.self) { try read(Data(repeating: 0x31, count: 1 << 20)) }
  }

  @Test("packed bytes that stand for a thousand times as many are refused, cut ones too")
  func packed() throws {
    let place = folder.url.appendingPathComponent("many.csv")
    let many = String(repeating: "\(Self.pixels),7\n", count: 20_000)
    try Data(many.utf8).write(to: place)
    let gzip = try Process.run(
      URL(fileURLWithPath: "/bin/sh"), arguments: ["-c", "gzip -9 \"$0\"", place.path])
    gzip.waitUntilExit()
    let bomb = try Data(contentsOf: place.appendingPathExtension("gz"))
    #expect(bomb.count * 100 < many.utf8.count)
    #expect(throws: DigitsError.self) { try read(bomb) }
    let shipped = try Data(contentsOf: Repository.asset("digits.csv.gz"))
    #expect(throws: DigitsError.self) { try read(shipped.prefix(20_000)) }
  }
}
