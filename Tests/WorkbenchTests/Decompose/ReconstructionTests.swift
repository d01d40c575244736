import Foundation
import Testing
import Torch
import WKD
import Workbench

@Suite struct ReconstructionTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Saves the bands of a picture.
  private func save(_ wavelet: String, _ mode: BoundaryMode) throws {
    _ = try Decomposition(
      image: folder.path("photo.png"),
      transform: WaveletTransform(try FilterBank(named: wavelet), levels: 2, mode: mode),
      output: folder.path("out"), save: folder.path("bands.safetensors")
    ).run()
  }

  private func reconstruction() -> Reconstruction {
    Reconstruction(bands: folder.path("bands.safetensors"), output: folder.path("back"))
  }

  @Test(
    "saved bands bring the picture back to the last sample",
    arguments: [
      (1, 8, "haar", BoundaryMode.zero), (3, 8, "db2", .symmetric),
      (3, 16, "bior4.4", .periodization), (1, 16, "sym4", .smooth),
    ])
  func roundTrip(channels: Int, depth: Int, wavelet: String, mode: BoundaryMode) throws {
    let samples = try folder.writePicture(channels: channels, height: 61, width: 44, depth: depth)
    try save(wavelet, mode)
    let report = try reconstruction().run()
    #expect(report.changedSamples == 0)
    #expect(try #require(report.largestDifference) < 1e-10)
    #expect((report.wavelet, report.mode, report.levels) == (wavelet, mode, 2))
    #expect(report.text.contains("every sample is that of the input"))
    let back = try ImageFile.readWithChannels(folder.place("back/reconstructed.png"))
    #expect(back.depth == depth && back.samples.values == samples.values)
  }

  @Test("changed bands change the picture, and bands without pixels are compared with nothing")
  func changed() throws {
    try folder.writePicture()
    try save("haar", .symmetric)
    var file = try Safetensors(contentsOf: folder.place("bands.safetensors"))
    for (name, band) in file.tensors where name.hasSuffix("1") { file.tensors[name] = band * 0 }
    try file.write(to: folder.place("bands.safetensors"))
    let report = try reconstruction().run()
    #expect(try #require(report.changedSamples) > 1_000)
    file.tensors["input"] = nil
    try file.write(to: folder.place("bands.safetensors"))
    let blind = try reconstruction().run()
    #expect(blind.changedSamples == nil && blind.largestDifference == nil)
  }

  @Test("a file that cannot be inverted is refused for its own reason")
  func refused() throws {
    let path = folder.path("bands.safetensors")
    let good = ["wavelet": "haar", "mode": "zero", "levels": "1", "height": "4", "width": "4"]
    let band = Tensor.ones([1, 2, 2], type: .float64)
    let bands = ["LL1": band, "LH1": band, "HL1": band, "HH1": band]
    func error(_ tensors: [String: Tensor], _ metadata: [String: String]) throws -> BandFileError? {
      try Safetensors(tensors, metadata: metadata).write(to: folder.place("bands.safetensors"))
      return #expect(throws: BandFileError.self) { try reconstruction().run() }
    }
    #expect(try error(bands, [:]) == .noMetadata(path, key: "height"))
    #expect(
      try error(bands, good.merging(["levels": "0"]) { $1 })
        == .metadata(path, key: "levels", found: "0"))
    #expect(
      try error(bands, good.merging(["height": "\(1 << 40)"]) { $1 })
        == .metadata(path, key: "height", found: "\(1 << 40)"))
    let reasons = [
      (try error(["LL1": band], good), "band LH1 is missing"),
      (try error(bands.merging(["HH1": band * .nan]) { $1 }, good), "not finite"),
      (try error(bands.mapValues { $0[0] }, good), "shape"),
      (try error(bands, good.merging(["wavelet": "harr"]) { $1 }), "haar"),
    ]
    for (error, reason) in reasons {
      guard case .bands(path, let found) = error else {
        Issue.record("\(String(describing: error)) instead of \(reason)")
        continue
      }
      #expect(found.contains(reason))
    }
    #expect(try folder.files == ["bands.safetensors"])
  }
}
