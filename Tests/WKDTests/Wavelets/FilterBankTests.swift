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
    // The tables carry about 12 digits for the longest filters.
    for shift in stride(from: 0, to: bank.length, by: 2) {
      let low = correlation(bank.decompositionLow.reversed(), bank.reconstructionLow, shift)
      let cross = correlation(bank.decompositionLow.reversed(), bank.reconstructionHigh, shift)
      #expect(abs(low - (shift == 0 ? 1 : 0)) < 1e-10)
      #expect(abs(cross) < 1e-10)
    }
  }

  private func correlation(_ a: [Double], _ b: [Double], _ shift: Int) -> Double {
    (0..<a.count - shift).reduce(0) { $0 + a[$1] * b[$1 + shift] }
  }

  @Test(
    "the low-pass filter sums to sqrt 2, the high-pass filter to 0", arguments: FilterBank.names)
  func sums(name: String) throws {
    let bank = try FilterBank(named: name)
    #expect(abs(bank.reconstructionLow.reduce(0, +) - 2.0.squareRoot()) < 1e-10)
    #expect(abs(bank.decompositionHigh.reduce(0, +)) < 1e-10)
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

  @Test("a misspelt name is answered with the closest one")
  func suggestion() {
    #expect(throws: WaveletError.unknownWavelet("bd4", suggestion: "db4")) {
      try FilterBank(named: "bd4")
    }
    #expect(throws: WaveletError.unknownWavelet("harr", suggestion: "haar")) {
      try FilterBank(named: "harr")
    }
  }
}
