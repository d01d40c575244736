import Foundation
import Testing
import WKD

@Suite struct FilterBankTests {
  @Test("filters are PyWavelets' to the last digit but one")
  func oracle() throws {
    let data = try Data(contentsOf: Golden.url("filter_banks.json"))
    let golden = try JSONDecoder().decode([String: [String: [Double]]].self, from: data)
    #expect(golden.count > 30)
    for (name, filters) in golden {
      let bank = try FilterBank(named: name)
      let found = [
        "dec_lo": bank.decompositionLow, "dec_hi": bank.decompositionHigh,
        "rec_lo": bank.reconstructionLow, "rec_hi": bank.reconstructionHigh,
      ]
      for (part, taps) in filters {
        let mine = try #require(found[part])
        try #require(mine.count == taps.count)
        for (a, b) in zip(mine, taps) { #expect(abs(a - b) < 1e-15, "\(name) \(part)") }
      }
    }
  }

  @Test("both halves of every bank are biorthogonal", arguments: FilterBank.names)
  func biorthogonal(name: String) throws {
    let bank = try FilterBank(named: name)
    let tolerance = Self.tolerance(of: name)
    for shift in stride(from: 0, to: bank.length, by: 2) {
      let low = correlation(bank.decompositionLow.reversed(), bank.reconstructionLow, shift)
      let cross = correlation(bank.decompositionLow.reversed(), bank.reconstructionHigh, shift)
      #expect(abs(low - (shift == 0 ? 1 : 0)) < tolerance)
      #expect(abs(cross) < 1e-10)
    }
    #expect(bank.reconstructionError < tolerance)
    #expect((bank.reconstructionError > 1e-3) == (name == "dmey"))
  }

  /// The digits of the tables: about 12 for the longest filters, fewer where the published ones have
  /// fewer, and no more than the 62 taps that are left of Meyer's infinite filter.
  static func tolerance(of name: String) -> Double {
    switch name {
    case "dmey": 3e-3
    case "fk8", "vaid": 1e-8
    default: 1e-10
    }
  }

  private func correlation(_ a: [Double], _ b: [Double], _ shift: Int) -> Double {
    (0..<a.count - shift).reduce(0) { $0 + a[$1] * b[$1 + shift] }
  }

  @Test(
    "the low-pass filter sums to sqrt 2, the high-pass filter to 0", arguments: FilterBank.names)
  func sums(name: String) throws {
    let bank = try FilterBank(named: name)
    let tolerance = Self.tolerance(of: name)
    #expect(abs(bank.reconstructionLow.reduce(0, +) - 2.0.squareRoot()) < tolerance)
    // An orthonormal filter that sums to sqrt 2 only nearly is told by the root of that.
    let isRounded = name.hasPrefix("fk") || name == "vaid"
    #expect(
      abs(bank.decompositionHigh.reduce(0, +))
        < (isRounded ? 2 * tolerance.squareRoot() : tolerance))
  }

  @Test("db N has N vanishing moments", arguments: 2...8)
  func moments(order: Int) throws {
    let bank = try FilterBank(named: "db\(order)")
    for power in 0..<order {
      let moment = bank.reconstructionHigh.enumerated().reduce(0.0) {
        $0 + $1.element * pow(Double($1.offset) / Double(bank.length), Double(power))
      }
      #expect(abs(moment) < 1e-9)
    }
  }
}
