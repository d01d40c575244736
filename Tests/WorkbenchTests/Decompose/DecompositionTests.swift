import Foundation
import Testing
import Torch
import WKD
import Workbench

@Suite struct DecompositionTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func decomposition(_ wavelet: String = "haar", levels: Int = 2, mode: BoundaryMode)
    throws -> Decomposition
  {
    Decomposition(
      image: folder.path("photo.png"),
      transform: WaveletTransform(try FilterBank(named: wavelet), levels: levels, mode: mode),
      output: folder.path("out"))
  }

  @Test("an orthonormal transform keeps the energy of the picture, and the shares add up")
  func energies() throws {
    let samples = try folder.writePicture(height: 32, width: 64)
    let report = try decomposition("db2", mode: .periodization).run()
    #expect(report.bands.map(\.band) == ["LL2", "LH2", "HL2", "HH2", "LH1", "HL1", "HH1"])
    #expect(report.bands.reduce(0) { $0 + $1.coefficients } == 3 * 32 * 64)
    let energy = (samples.converted(to: .float64) / 255).squared().sum().item
    let found = report.bands.reduce(0) { $0 + $1.energy }
    #expect(abs(found / energy - 1) < 1e-12)
    #expect(abs(report.bands.reduce(0) { $0 + $1.sharePercent } - 100) < 1e-9)
    #expect(report.bands[0].sharePercent > 90)
    #expect((report.channels, report.height, report.width, report.depth) == (3, 32, 64, 8))
  }

  @Test("only the files that were asked for are written, the table with every digit")
  func files() throws {
    try folder.writePicture()
    var decomposition = try decomposition(mode: .symmetric)
    let plain = try decomposition.run()
    let first: Set<String> = [
      "photo.png", "out", "out/energy.csv", "out/mosaic.png", "out/histograms.png",
    ]
    #expect(try folder.files == first)
    let lines = try folder.text("out/energy.csv").split(separator: "\n")
    #expect(lines[0] == "band,height,width,coefficients,energy,share_percent")
    for (line, band) in zip(lines.dropFirst(), plain.bands) {
      let fields = line.split(separator: ",")
      #expect(String(fields[0]) == band.band && Double(fields[4]) == band.energy)
    }
    decomposition.save = folder.path("bands.safetensors")
    decomposition.keep = 0.05
    decomposition.denoising = Denoising()
    let report = try decomposition.run()
    #expect(
      try folder.files
        == first.union(["bands.safetensors", "out/kept.png", "out/denoised.png"]))
    #expect(Set(report.files.map { ($0 as NSString).lastPathComponent }).count == 6)
    #expect(report.text.contains("50 x 37 pixels, colour, 8 bits"))
  }

  @Test("the kept share is that of all coefficients, and its decibels those of the written file")
  func keep() throws {
    try folder.writePicture(channels: 1, height: 32, width: 32)
    let picture = try ImageFile.readWithChannels(folder.place("photo.png")).unit
    var decomposition = try decomposition(mode: .periodization)
    var last = 0.0
    for share in [0.05, 0.25] {
      decomposition.keep = share
      let kept = try #require(try decomposition.run().kept)
      #expect(kept.of == 1024 && abs(Double(kept.coefficients) - share * 1024) <= 1)
      let written = try ImageFile.readWithChannels(folder.place("out/kept.png")).unit
      let wanted = peakSignalToNoise(written, reference: picture, peak: 1)
      #expect(abs(kept.psnr - wanted) < 1e-9 && kept.psnr > last)
      last = kept.psnr
    }
    decomposition.keep = 1
    #expect(try decomposition.run().kept?.psnr == .infinity)
  }

  @Test("the noise that was put in is found")
  func denoise() throws {
    try folder.writePicture(channels: 1, height: 128, width: 128)
    var decomposition = try decomposition("db4", mode: .symmetric)
    decomposition.denoising = Denoising()
    let noise = try #require(try decomposition.run().denoised)
    #expect(noise.deviation.count == 1 && noise.threshold?.count == 1)
    #expect(abs(noise.deviation[0] - 0.05) < 0.005)  // 4,096 coefficients know it to 2 %
  }

  @Test("too many levels are refused with the number that fits, before anything is written")
  func tooDeep() throws {
    try folder.writePicture()
    let deep = try decomposition(levels: 6, mode: .zero)
    let wanted = DecompositionError.tooDeep(
      levels: 6, deepest: 5, wavelet: "haar", height: 37, width: 50)
    #expect(throws: wanted) { try deep.run() }
    #expect("\(wanted)".hasSuffix("take at most 5"))
    let long = try decomposition("db20", levels: 1, mode: .zero)
    #expect(throws: DecompositionError.self) { try long.run() }
    #expect(try folder.files == ["photo.png"])
  }

  @Test("the picture itself is never replaced, and a file in the way leaves no other behind")
  func places() throws {
    let photo = try folder.writePicture()
    var decomposition = try decomposition(mode: .zero)
    decomposition.save = folder.path("photo.png")
    #expect(throws: (any Error).self) { try decomposition.run() }
    decomposition.save = folder.path("none/bands.safetensors")
    #expect(throws: (any Error).self) { try decomposition.run() }
    #expect(try folder.files.subtracting(["out"]) == ["photo.png"])
    #expect(
      try ImageFile.readWithChannels(folder.place("photo.png")).samples.values == photo.values)
  }
}
