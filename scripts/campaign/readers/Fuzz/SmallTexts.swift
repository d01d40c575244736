import CCodecs
import Foundation
import Torch
import WKD
import Workbench

extension Target {
  /// Names, and the table of digits.
  static let smallTexts: [Target] = [
    Target(name: "names", weight: 60, longest: 64, seeds: { nameSeeds($0) }) { data in
      let text = String(decoding: data, as: UTF8.self)
      if let bank = try? FilterBank(named: text) {
        claim(try FilterBank(named: bank.name).name == bank.name, "\(bank.name) has another name")
      }
      if let wavelet = try? ContinuousWavelet(named: text) {
        claim(
          try ContinuousWavelet(named: wavelet.name).name == wavelet.name, "\(wavelet.name) too")
      }
      if let band = try? WaveletBand(named: text) {
        claim("\(band)" == text.uppercased(), "\(band) for \(text)")
      }
      let mode = try BoundaryMode(named: text)
      claim(try BoundaryMode(named: mode.rawValue) == mode, "\(mode) has another name")
    },
    Target(name: "digits", weight: 8, memory: 32 << 20, seeds: { try digitSeeds($0) }) { data in
      let digits = try Digits(contentsOf: Scratch.file("digits.csv.gz", data))
      claim(digits.count > 0, "no digits")
      claim(digits.pixels.shape == [digits.count, 64], "pixels of shape \(digits.pixels.shape)")
      claim(digits.pixels.floats.allSatisfy(\.isFinite), "pixels that are not finite")
      claim(digits.labels.values.allSatisfy { (0...9).contains($0) }, "a label that is no digit")
    },
  ]

  private static func nameSeeds(_ root: URL) -> [Data] {
    [
      "haar", "db2", "sym8", "coif3", "bior2.4", "rbio6.8", "dmey", "Daubechies 4", "mexh", "morl",
      "gaus3", "cgau5", "cmor1.5-1.0", "shan0.5-2", "fbsp3-1.5-1.0", "LL3", "HH12", "symmetric",
      "periodization", "db99999999999999999999", "cmor1e308-1e-308", "fbsp1e18-1-1",
    ].map { Data($0.utf8) }
  }

  /// Packed and plain tables, which the reader takes alike.
  private static func digitSeeds(_ root: URL) throws -> [Data] {
    let line = (0..<64).map { "\($0 % 17)" }.joined(separator: ",")
    let tables = ["\(line),7\n", "\(line),3\n\(line),9\n", "\(line),nan\n", "\(line),1e300\n"]
    return tables.map { Data($0.utf8) } + tables.map { gzip(Data($0.utf8)) }
  }

  private static func gzip(_ data: Data) -> Data {
    let place = Scratch.folder.appendingPathComponent("packed.gz")
    guard let file = gzopen(place.path, "wb") else { return Data() }
    _ = data.withUnsafeBytes { gzwrite(file, $0.baseAddress, UInt32($0.count)) }
    gzclose(file)
    return (try? Data(contentsOf: place)) ?? Data()
  }
}
