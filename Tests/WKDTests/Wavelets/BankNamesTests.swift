import Foundation
import Testing
import WKD

/// The names and filters that `scripts/make-golden-banks.py` read from PyWavelets.
struct BankOracle: Decodable {
  struct Rules: Decodable {
    let values: [String]
    let rules: [String: [String]]
  }

  let pywt: String
  let banks: [String: [String: String]]
  let thresholding: Rules

  static func read() throws -> BankOracle {
    let data = try Data(contentsOf: Golden.url("wavelet_banks.json"))
    return try JSONDecoder().decode(BankOracle.self, from: data)
  }
}

@Suite struct BankNamesTests {
  /// The banks of MATLAB that PyWavelets lacks.
  private let others = ["beyl", "fk14", "fk18", "fk22", "fk4", "fk6", "fk8", "vaid"]

  @Test("all discrete names of PyWavelets are there, and beside them MATLAB's that it lacks")
  func names() throws {
    let oracle = try BankOracle.read()
    #expect(oracle.banks.count == 106 && oracle.pywt == "1.8.0")
    let found = Set(FilterBank.names)
    #expect(found.count == FilterBank.names.count)
    #expect(Set(oracle.banks.keys).subtracting(found) == [])
    #expect(found.subtracting(oracle.banks.keys).sorted() == others)
  }

  @Test("all filters of PyWavelets are here to the last bit")
  func bits() throws {
    for (name, wanted) in try BankOracle.read().banks {
      for word in [name, name.uppercased(), name.capitalized] {
        let bank = try FilterBank(named: word)
        #expect(bank.name == name)
        let found = [
          "dec_lo": bank.decompositionLow, "dec_hi": bank.decompositionHigh,
          "rec_lo": bank.reconstructionLow, "rec_hi": bank.reconstructionHigh,
        ]
        #expect(found.mapValues(fingerprint) == wanted, "\(word)")
      }
    }
    // The fingerprint can fail: another last bit changes it.
    let haar = FilterBank.haar.decompositionLow
    #expect(fingerprint([haar[0].nextUp, haar[1]]) != fingerprint(haar))
  }

  /// FNV-1a over the words of 64 bits.
  private func fingerprint(_ taps: [Double]) -> String {
    let hash = taps.reduce(into: UInt64(14_695_981_039_346_656_037)) { hash, tap in
      hash = (hash ^ (tap + 0).bitPattern) &* 1_099_511_628_211
    }
    let digits = String(hash, radix: 16)
    return "\(taps.count):" + String(repeating: "0", count: 16 - digits.count) + digits
  }

  @Test(
    "names of other programs lead to the bank with those filters",
    arguments: [
      ("cdf97", "bior4.4"), ("CDF 9/7", "bior4.4"), ("cdf-9/7", "bior4.4"), ("9/7", "bior4.4"),
      ("legall", "bior2.2"), ("LeGall5.3", "bior2.2"), ("LeGall 5/3", "bior2.2"),
      ("cdf5/3", "bior2.2"), ("d4", "db2"), ("D4", "db2"), ("D20", "db10"), ("d2", "haar"),
      ("la8", "sym4"), ("LA16", "sym8"), ("c6", "coif1"), ("bior 4.4", "bior4.4"),
      ("Bior4,4", "bior4.4"), ("sym-4", "sym4"), ("beylkin", "beyl"), ("Vaidyanathan", "vaid"),
    ])
  func otherNames(name: String, meant: String) throws {
    #expect(try FilterBank(named: name).name == meant)
  }

  @Test("the filters behind other programs' names have the numbers that are published for them")
  func published() throws {
    // Percival and Walden's LA(8), to the digits of their table.
    let la8 = [
      -0.0757657147893407, -0.0296355276459541, 0.4976186676324578, 0.8037387518052163,
      0.2978577956055422, -0.0992195435769354, -0.0126039672622612, 0.0322231006040713,
    ]
    let found = try FilterBank(named: "la8").decompositionLow
    #expect(zip(found, la8).allSatisfy { abs($0 - $1) < 1e-11 })
    // LeGall's 5/3: -1/8, 1/4, 3/4, 1/4, -1/8 times sqrt 2, and 1/2, 1, 1/2 over sqrt 2.
    let legall = try FilterBank(named: "legall")
    let low = legall.decompositionLow.filter { $0 != 0 }.map { $0 * 8 / 2.0.squareRoot() }
    #expect(zip(low, [-1, 2, 6, 2, -1.0]).allSatisfy { abs($0 - $1) < 1e-12 })
    // The 9/7 pair of JPEG 2000 (ISO 15444-1, table F.6) has a gain of 1 where this has sqrt 2.
    let cdf = try FilterBank(named: "cdf9/7")
    let nine = cdf.decompositionLow.filter { $0 != 0 }.map { $0 / 2.0.squareRoot() }
    let seven = cdf.reconstructionLow.filter { $0 != 0 }.map { $0 * 2.0.squareRoot() }
    #expect(nine.count == 9 && seven.count == 7)
    #expect(abs(nine[4] - 0.6029490182363579) < 1e-12)
    #expect(abs(seven[3] - 1.115087052456994) < 1e-12)
    let d4 = [
      1 + 3.0.squareRoot(), 3 + 3.0.squareRoot(), 3 - 3.0.squareRoot(), 1 - 3.0.squareRoot(),
    ]
    let taps = try FilterBank(named: "d4").reconstructionLow
    #expect(zip(taps, d4).allSatisfy { abs($0 - $1 / 4 / 2.0.squareRoot()) < 1e-12 })
  }

  @Test(
    "a slip is answered within the family, with a name that has the same numbers",
    arguments: [
      ("bd4", ["db4"]), ("harr", ["haar"]), ("har", ["haar"]), ("dbb4", ["db4"]),
      ("sim4", ["sym4"]),
      ("db2.0", ["db2"]), ("db04", ["db4"]), ("bior44", ["bior4.4"]), ("boir2.2", ["bior2.2"]),
      ("bio2.2", ["bior2.2", "rbio2.2"]), ("symlet4", ["sym4"]), ("Symlets 4", ["sym4"]),
      ("Symmlet8", ["sym8"]),
      ("coiflet3", ["coif3"]), ("cof3", ["coif3"]), ("daubechies5", ["db5"]), ("dmeyer", ["dmey"]),
      ("biorthogonal2.2", ["bior2.2"]), ("demy", ["dmey"]),
    ])
  func suggestions(name: String, meant: [String]) {
    #expect(throws: WaveletError.unknownWavelet(name, suggestions: meant)) {
      try FilterBank(named: name)
    }
    #expect(meant.allSatisfy(FilterBank.names.contains))
  }

  @Test(
    "a number that the family does not have is answered with those that it has",
    arguments: [
      ("db39", "db1 to db38"), ("db0", "db1 to db38"), ("db", "db1 to db38"), ("db1.5", "db38"),
      ("sym1", "sym2 to sym20"), ("sym21", "sym20"), ("coif18", "coif1 to coif17"),
      ("coif", "coif1"), ("rbio", "rbio1.1, rbio1.3"), ("bior", "bior6.8"), ("bior2.3", "bior2.4"),
      ("haar2", "alone"), ("dmey2", "alone"), ("fk5", "fk4, fk6"), ("d5", "d4 is db2"),
      ("d78", "d4 is db2"), ("la9", "la8"), ("cdf2.4", "bior4.4"), ("bd99", "db1 to db38"),
      ("daubechies", "db1 to db38"), ("sym", "sym2 to sym20"),
    ])
  func members(name: String, words: String) {
    #expect {
      try FilterBank(named: name)
    } throws: { error in
      guard case WaveletError.noSuchMember(name, _, _) = error else { return false }
      return "\(error)".contains(words) && !"\(error)".contains("did you mean")
    }
  }

  @Test("taps and moments are told apart where programs count either")
  func ambiguous() {
    for (name, words) in [
      ("daubechies4", ["db2 (4 taps)", "db4 (4 vanishing moments)"]), ("Daub20", ["db10", "db20"]),
      ("daub76", ["db38 (76 taps)"]),
    ] {
      #expect {
        try FilterBank(named: name)
      } throws: { error in
        guard case WaveletError.ambiguous = error else { return false }
        return words.allSatisfy("\(error)".contains)
      }
    }
  }

  @Test("a word that is near to no wavelet is answered with the families, never with a guess")
  func nothing() {
    for name in [
      "", "x", "wavelet", "morl", "cmor1.5-1.0", "4", "кот", "🐎", "han", "batt4", "mb4", "bl14",
    ] {
      #expect(throws: WaveletError.unknownWavelet(name, suggestions: [])) {
        try FilterBank(named: name)
      }
    }
    let text = "\(WaveletError.unknownWavelet("x", suggestions: []))"
    #expect(text.contains("db1 to db38") && text.contains("coif1 to coif17"))
    #expect(text.contains("bior1.1 and others") && text.hasSuffix("beyl and vaid"))
  }
}
