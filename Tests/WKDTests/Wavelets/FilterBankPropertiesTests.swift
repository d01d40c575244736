import Foundation
import Testing
import WKD

/// The properties that `scripts/make-wavelet-golden.py` read from PyWavelets.
private struct Properties: Decodable {
  struct Wavelet: Decodable {
    let family: String
    let orthogonal: Bool
    let biorthogonal: Bool
    let symmetry: String
    let psi: Int?
    let phi: Int?
    let length: Int
    let levels: [Int]
  }

  let lengths: [Int]
  let wavelets: [String: Wavelet]
}

@Suite struct FilterBankPropertiesTests {
  private let golden: Properties

  init() throws {
    let data = try Data(contentsOf: Golden.url("wavelet_properties.json"))
    golden = try JSONDecoder().decode(Properties.self, from: data)
  }

  @Test("the properties of every bank are those that PyWavelets reports")
  func oracle() throws {
    #expect(golden.wavelets.count == 106)
    for (name, wanted) in golden.wavelets {
      let bank = try FilterBank(named: name)
      #expect(bank.familyName == wanted.family, "\(name)")
      #expect(bank.isOrthogonal == wanted.orthogonal, "\(name)")
      #expect(bank.isBiorthogonal == wanted.biorthogonal, "\(name)")
      #expect(bank.symmetry.rawValue == wanted.symmetry, "\(name)")
      #expect((wanted.psi == nil) == (name == "dmey"))
      #expect(bank.vanishingMoments.psi == wanted.psi ?? 0, "\(name)")
      #expect(bank.vanishingMoments.phi == wanted.phi ?? 0, "\(name)")
      #expect(bank.length == wanted.length, "\(name)")
    }
  }

  @Test("the deepest level of every bank and length is that of pywt.dwt_max_level")
  func levels() throws {
    for (name, wanted) in golden.wavelets {
      let bank = try FilterBank(named: name)
      #expect(golden.lengths.map(bank.maximumLevel) == wanted.levels, "\(name)")
    }
  }

  @Test(
    "an orthogonal bank has orthonormal filters, and the others do not", arguments: FilterBank.names
  )
  func orthonormal(name: String) throws {
    let bank = try FilterBank(named: name)
    let worst = [bank.decompositionLow, bank.reconstructionLow].map { low in
      stride(from: 0, to: low.count, by: 2).reduce(0.0) { worst, shift in
        let product = (0..<low.count - shift).reduce(0.0) { $0 + low[$1] * low[$1 + shift] }
        return max(worst, abs(product - (shift == 0 ? 1 : 0)))
      }
    }.reduce(0, max)
    if bank.isOrthogonal {
      #expect(worst < FilterBankTests.tolerance(of: name))
    } else if !["bior1.1", "rbio1.1"].contains(name) {  // Haar's filters under another name
      #expect(worst > 1e-3)
    }
  }

  @Test(
    "the moments counted from the filters are the property", arguments: FilterBank.names)
  func moments(name: String) throws {
    let bank = try FilterBank(named: name)
    let counted = [bank.decompositionHigh, bank.reconstructionHigh].map(
      FilterBank.countVanishingMoments)
    let (psi, phi) = bank.vanishingMoments
    switch name {
    case "bior5.5": #expect(counted == [6, 4])  // PyWavelets says 5 and 5
    case "rbio5.5": #expect(counted == [4, 6])
    case let name where name.hasPrefix("fk"): #expect(psi == 1 && counted.allSatisfy { $0 <= 1 })
    case let name where name.hasPrefix("bior"): #expect(counted == [psi, phi])
    case let name where name.hasPrefix("rbio"): #expect(counted == [phi, psi])
    default: #expect(counted == [psi, psi])
    }
  }

  @Test(
    "the high-pass filter takes out a polynomial of lower degree than its moments, by convolution")
  func polynomials() throws {
    for name in ["haar", "db3", "sym4", "coif1", "bior2.4", "rbio2.4"] {
      let bank = try FilterBank(named: name)
      let moments = FilterBank.countVanishingMoments(of: bank.decompositionHigh)
      for degree in 0...moments {
        let output = bank.decompositionHigh.enumerated().reduce(0.0) {
          $0 + $1.element * pow(1 - Double($1.offset) / 4, Double(degree))
        }
        // Of up to 10 terms below 30: rounding and 12-digit taps stay far below, the first moment
        // that does not vanish far above.
        #expect((abs(output) < 1e-9) == (degree < moments), "\(name), degree \(degree)")
      }
    }
  }

  @Test("coiflets have vanishing moments of phi too", arguments: 1...17)
  func scalingMoments(order: Int) throws {
    let bank = try FilterBank(named: "coif\(order)")
    let taps = bank.reconstructionLow
    let sum = taps.reduce(0, +)
    let center = taps.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } / sum
    for power in (1...bank.vanishingMoments.phi).dropFirst() {
      let moment = taps.enumerated().reduce(0.0) {
        $0 + $1.element / sum
          * pow((Double($1.offset) - center) / Double(taps.count), Double(power))
      }
      #expect(abs(moment) < 1e-8, "power \(power)")  // taps carry 12 digits or more
    }
    // The centre itself lies on a sample: the first moment vanishes about it.
    #expect(abs(center - center.rounded()) < 1e-6)
  }

  @Test(
    "psi fills its support and nothing else",
    arguments: ["haar", "db4", "coif1", "bior2.2", "bior1.3", "rbio3.1"])
  func support(name: String) throws {
    let bank = try FilterBank(named: name)
    let iterations = 6
    let psi = bank.cascade(iterations: iterations).psi
    let first = try #require(psi.firstIndex { $0 != 0 })
    let last = try #require(psi.lastIndex { $0 != 0 })
    let width = Double(last - first) / Double(1 << iterations)
    // Each doubling leaves less than the extent of a filter at the ends.
    #expect(abs(width - Double(bank.supportWidth)) <= Double(bank.length) / Double(1 << iterations))
  }

  @Test("a bank of another name is measured, not believed")
  func custom() throws {
    let db3 = try FilterBank(named: "db3")
    let mine = FilterBank(
      name: "mine", decompositionLow: db3.decompositionLow,
      reconstructionLow: db3.reconstructionLow)
    #expect(mine.familyName == "Custom")
    #expect(mine.isOrthogonal && mine.isBiorthogonal)
    #expect(mine.symmetry == .asymmetric)
    #expect(mine.vanishingMoments.psi == 3)
    let broken = FilterBank(
      name: "db3", decompositionLow: [0.5, 0.5], reconstructionLow: [0.5, 0.5])
    #expect(broken.familyName == "Custom")
    #expect(!broken.isOrthogonal && !broken.isBiorthogonal)
    #expect(broken.symmetry == .symmetric)
  }

  @Test("names that PyWavelets does not know are refused, aliases of Haar are known")
  func names() throws {
    for name in ["haar", "db1", "bior1.1", "rbio1.1", "DB1"] {
      #expect(try FilterBank(named: name).length == 2)
    }
    #expect(throws: WaveletError.self) { try FilterBank(named: "sym1") }
    #expect(throws: BoundaryModeError.unknown("symetric", suggestions: ["symmetric"])) {
      try BoundaryMode(named: "symetric")
    }
    #expect(try BoundaryMode(named: "Periodization") == .periodization)
  }
}
