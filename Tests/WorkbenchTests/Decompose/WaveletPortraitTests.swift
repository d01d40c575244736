import Foundation
import Testing
import Torch
import WKD
import Workbench

@Suite struct WaveletPortraitTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(
    "a portrait has the properties and filters of its bank, and a figure",
    arguments: ["haar", "db4", "bior2.4"])
  func portrait(name: String) throws {
    let bank = try FilterBank(named: name)
    let portrait = try WaveletPortrait(bank, output: folder.path("w.png"))
    #expect(portrait.orthogonal == bank.isOrthogonal)
    #expect(portrait.biorthogonal == bank.isBiorthogonal)
    #expect(portrait.vanishingMomentsPsi == bank.vanishingMoments.psi)
    #expect(portrait.filters["dec_lo"] == bank.decompositionLow.map { $0 + 0 })
    #expect(portrait.filters["rec_hi"] == bank.reconstructionHigh.map { $0 + 0 })
    #expect(try ImageFile.read(folder.place("w.png")).shape[2] > 1_000)
    let lines = portrait.text.split(separator: "\n")
    #expect(lines.count { $0.first?.isNumber == true } == bank.length)
    #expect(lines.last == "wrote \(folder.path("w.png"))")
  }

  @Test("a bank with two sides shows both, one with a single side only that")
  func sides() throws {
    let sizes = try ["db4", "bior2.4"].map { name in
      _ = try WaveletPortrait(try FilterBank(named: name), output: folder.path("w.png"))
      return try ImageFile.read(folder.place("w.png")).shape[1]
    }
    #expect(sizes[1] > sizes[0])
  }

  @Test("a place that cannot be written is refused")
  func places() throws {
    #expect(throws: (any Error).self) {
      try WaveletPortrait(.haar, output: folder.path("none/w.png"))
    }
    #expect(try folder.files.isEmpty)
  }
}
