import Foundation
import TestSupport
import Testing
import Torch
import WKD

/// The filters in the answer; `JSONSerialization` would read them with an error in the last bit.
private struct Filters: Decodable {
  let filters: [String: [Double]]
}

@Suite(
  "wkd-learn decompose and wavelet",
  .enabled(if: Program.isBuilt, "the program is not beside the tests"),
  .serialized)
struct DecomposeCommandTests {
  private let desk: Desk

  init() throws {
    desk = try Desk()
  }

  private func run(_ arguments: [String]) throws -> Program.Answer {
    try Program.run(arguments, in: desk.folder)
  }

  private func url(_ path: String) -> URL { desk.folder.appendingPathComponent(path) }

  /// A smooth picture with some noise, so that every band has something.
  @discardableResult
  private func picture(
    _ name: String = "photo.png", channels: Int = 3, height: Int = 37, width: Int = 50,
    depth: Int = 8
  ) throws -> Tensor {
    var generator = SeededGenerator(seed: 1)
    let values = (0..<channels * height * width).map { index -> Double in
      let (x, y) = (Double(index % width), Double(index / width % height))
      return 0.5 + 0.3 * sin(x / 6) * cos(y / 5) + 0.05 * generator.nextNormal()
    }
    let image = Tensor(values, shape: [channels, height, width])
    try #require(ImageFile.pngData(image, depth: depth)).write(to: url(name))
    return try ImageFile.readWithChannels(url(name)).samples
  }

  @Test("a picture of odd size leaves figures and energies that add up")
  func figures() throws {
    try picture()
    let answer = try run(["decompose", "photo.png", "--output", "out"])
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(
      try desk.files == [
        "photo.png", "out", "out/mosaic.png", "out/histograms.png", "out/energy.csv",
      ])
    let rows = try desk.text("out/energy.csv").split(separator: "\n").map {
      $0.split(separator: ",")
    }
    #expect(rows[0].first == "band")
    #expect(
      rows.dropFirst().map(\.[0])
        == ["LL3", "LH3", "HL3", "HH3", "LH2", "HL2", "HH2", "LH1", "HL1", "HH1"])
    let shares = rows.dropFirst().compactMap { Double($0[5]) }
    #expect(abs(shares.reduce(0, +) - 100) < 1e-9)
    #expect(shares.count == 10 && shares[0] > 90)
    let text = String(decoding: answer.output, as: UTF8.self)
    #expect(text.contains("50 x 37 pixels, colour, 8 bits") && text.contains("HH1"))
    for figure in ["mosaic.png", "histograms.png"] {
      #expect(try ImageFile.read(url("out/\(figure)")).shape[2] > 1_000)
    }
  }

  @Test(
    "saved bands are those of the library, and bring the picture back to the last byte",
    arguments: [
      (1, 8, "haar", "zero"), (3, 8, "db2", "symmetric"), (3, 16, "bior4.4", "periodization"),
      (1, 16, "sym4", "smooth"),
    ])
  func roundTrip(channels: Int, depth: Int, wavelet: String, mode: String) throws {
    let samples = try picture(channels: channels, height: 61, width: 44, depth: depth)
    let saved = try run(
      [
        "decompose", "photo.png", "--wavelet", wavelet, "--levels", "2", "--mode", mode, "--save",
        "b.safetensors",
      ])
    #expect(saved.status == 0, "\(saved.errors)")
    let file = try Safetensors(contentsOf: url("b.safetensors"))
    #expect(
      Set(file.tensors.keys) == ["LL2", "LH2", "HL2", "HH2", "LH1", "HL1", "HH1", "input"])
    #expect(file.tensors.values.allSatisfy { $0.type == .float64 })
    #expect(file.metadata["wavelet"] == wavelet && file.metadata["mode"] == mode)
    #expect(["levels", "height", "width"].map { file.metadata[$0] } == ["2", "61", "44"])
    let input = try #require(file.tensors["input"])
    #expect(input.values == samples.values.map { $0 / (depth == 8 ? 255 : 65535) })
    let transform = WaveletTransform(
      try FilterBank(named: wavelet), levels: 2, mode: try BoundaryMode(named: mode))
    for band in transform(input).bands {
      #expect(try #require(file.tensors[band.name]).values == band.coefficients.values)
    }
    let back = try run(
      ["decompose", "--reconstruct-from", "b.safetensors", "--output", "back", "--json"])
    #expect(back.status == 0, "\(back.errors)")
    #expect(try back.json["changedSamples"] as? Int == 0)
    let restored = try ImageFile.readWithChannels(url("back/reconstructed.png"))
    #expect(restored.depth == depth && restored.samples.shape == [channels, 61, 44])
    #expect(restored.samples.values == samples.values)
  }

  @Test("bands that were changed change the picture")
  func changedBands() throws {
    try picture()
    _ = try run(["decompose", "photo.png", "--save", "b.safetensors"])
    var file = try Safetensors(contentsOf: url("b.safetensors"))
    for (name, band) in file.tensors where name.hasSuffix("1") { file.tensors[name] = band * 0 }
    try file.write(to: url("b.safetensors"))
    let back = try run(["decompose", "--reconstruct-from", "b.safetensors", "--json"])
    #expect(back.status == 0)
    #expect((try back.json["changedSamples"] as? Int ?? 0) > 1_000)
  }

  @Test(
    "more coefficients give more decibels, which can be computed from the files; all give infinity")
  func keep() throws {
    try picture()
    var quality: [Double] = []
    for share in ["2%", "10%", "50%"] {
      let answer = try run(["decompose", "photo.png", "--keep", share, "--json"])
      let kept = try #require(try answer.json["kept"] as? [String: Any])
      quality.append(try #require(kept["psnr"] as? Double))
      let found = try ImageFile.readWithChannels(url("decomposition/kept.png")).unit
      let wanted = try ImageFile.readWithChannels(url("photo.png")).unit
      #expect(
        abs(peakSignalToNoise(found, reference: wanted, peak: 1) - quality[quality.count - 1])
          < 1e-9)
    }
    #expect(quality == quality.sorted() && quality[0] > 15 && quality[2] > quality[0] + 5)
    let all = try run(["decompose", "photo.png", "--keep", "100%", "--json"])
    #expect((try all.json["kept"] as? [String: Any])?["psnr"] as? String == "inf")
  }

  @Test("denoising finds the noise that was put in, and takes most of it out")
  func denoise() throws {
    try picture(channels: 1, height: 128, width: 128)
    let answer = try run(["decompose", "photo.png", "--wavelet", "db4", "--denoise", "--json"])
    #expect(answer.status == 0, "\(answer.errors)")
    let noise = try #require(try answer.json["denoised"] as? [String: Any])
    let deviation = try #require((noise["deviation"] as? [Double])?.first)
    #expect(abs(deviation - 0.05) < 0.005)  // 4,096 coefficients know it to 2 %
    let values = (0..<128 * 128).map { index -> Double in
      let (x, y) = (Double(index % 128), Double(index / 128))
      return 0.5 + 0.3 * sin(x / 6) * cos(y / 5)
    }
    let clean = Tensor(values, shape: [1, 128, 128])
    let quality = try ["photo.png", "decomposition/denoised.png"].map {
      peakSignalToNoise(try ImageFile.readWithChannels(url($0)).unit, reference: clean, peak: 1)
    }
    #expect(quality[1] > quality[0] + 3)
  }

  @Test(
    "each choice of thresholds takes noise out and says its numbers",
    arguments: ["universal", "levels", "bayes"])
  func thresholds(choice: String) throws {
    try picture(channels: 1, height: 128, width: 128)
    let arguments = [
      "decompose", "photo.png", "--wavelet", "sym4", "--denoise", "--threshold", choice, "--rule",
      "hard",
    ]
    let answer = try run(arguments + ["--json"])
    #expect(answer.status == 0, "\(answer.errors)")
    let noise = try #require(try answer.json["denoised"] as? [String: Any])
    #expect(noise["thresholds"] as? String == choice && noise["rule"] as? String == "hard")
    #expect((noise["threshold"] != nil) == (choice == "universal"))
    #expect((noise["bands"] as? [String: Any])?.count == (choice == "universal" ? nil : 9))
    let input = try ImageFile.readWithChannels(url("photo.png")).unit
    let transform = WaveletTransform(try FilterBank(named: "sym4"), levels: 3)
    let threshold = try #require(Denoising.Threshold(rawValue: choice))
    let wanted = transform.denoise(input, Denoising(threshold, rule: .hard))
    let found = try ImageFile.readWithChannels(url("decomposition/denoised.png"))
    // Half a step of the file.
    #expect(
      (found.unit - wanted.clamped(to: 0...1)).abs().max().item < 0.51 / Double(found.maximum))
    let text = String(decoding: try run(arguments).output, as: UTF8.self)
    #expect(text.contains("noise: deviation"))
    #expect(text.contains("threshold"))
  }

  @Test("the list has every wavelet and mode that the commands take, in JSON too")
  func list() throws {
    let text = String(decoding: try run(["wavelet", "--list"]).output, as: UTF8.self)
    let words = Set(text.split(whereSeparator: { " \n(),".contains($0) }).map(String.init))
    #expect(words.isSuperset(of: FilterBank.names))
    #expect(words.isSuperset(of: BoundaryMode.allCases.map(\.rawValue)))
    #expect(words.isSuperset(of: ["per", "symw", "zpd", "mexh"]))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let json = try run(["wavelet", "--list", "--json"]).json
    let families = try #require(json["discrete"] as? [[String: Any]])
    #expect(families.flatMap { $0["names"] as? [String] ?? [] } == FilterBank.names)
    #expect((json["modes"] as? [Any])?.count == BoundaryMode.allCases.count)
    #expect(try desk.files.isEmpty)
  }

  @Test("MATLAB's names of modes give what PyWavelets' do, and the report says which it was")
  func modes() throws {
    try picture()
    for (word, meant) in [("per", "periodization"), ("symw", "reflect"), ("ZPD", "zero")] {
      let answer = try run(["decompose", "photo.png", "--levels", "1", "--mode", word, "--json"])
      #expect(answer.status == 0, "\(answer.errors)")
      #expect(try answer.json["mode"] as? String == meant)
    }
    let cdf = try run(["decompose", "photo.png", "--levels", "1", "--wavelet", "cdf9/7", "--json"])
    #expect(try cdf.json["wavelet"] as? String == "bior4.4")
  }

  @Test("the smallest picture and a black one do not stop the program")
  func extremes() throws {
    try picture("two.png", channels: 1, height: 2, width: 2)
    try picture("thin.png", channels: 3, height: 2, width: 3_000)
    try #require(ImageFile.pngData(Tensor.zeros([3, 16, 16]))).write(to: url("black.png"))
    for (name, levels) in [("two.png", "1"), ("thin.png", "1"), ("black.png", "4")] {
      let answer = try run(
        ["decompose", name, "--levels", levels, "--keep", "5%", "--denoise", "--json"])
      #expect(answer.status == 0, "\(name): \(answer.errors)")
    }
  }

  @Test(
    "a wrong command line is answered with one sentence and status 2, and nothing is written",
    arguments: [
      (["decompose"], "a picture is needed"),
      (["decompose", "photo.png", "--wavelet", "harr"], "did you mean haar?"),
      (["decompose", "photo.png", "--wavelet", "morl"], "wkd-learn scalogram"),
      (["decompose", "photo.png", "--mode", "symetric"], "did you mean symmetric?"),
      (["decompose", "photo.png", "--save", "bands.png"], "ends in .safetensors"),
      (["decompose", "photo.png", "--levels", "6"], "try --levels 5"),
      (["decompose", "photo.png", "--levels", "0"], "at least one level"),
      (
        ["decompose", "photo.png", "--wavelet", "db20", "--levels", "1"], "too small for any level"
      ),
      (["decompose", "photo.png", "--keep", "5"], "try --keep 5%"),
      (["decompose", "photo.png", "--keep", "-5%"], "try --keep 5%"),
      (["decompose", "photo.png", "--keep", "nan%"], "try --keep 5%"),
      (["decompose", "photo.png", "--reconstruct-from", "b"], "not both"),
      (["decompose", "--reconstruct-from", "b", "--mode", "zero"], "--mode does not go"),
      (["wavelet", "bd4"], "did you mean db4?"),
      (["wavelet", "db39"], "of db there are db1 to db38"),
      (["decompose", "photo.png", "--wavelet", "rbio"], "of rbio there are rbio1.1, rbio1.3"),
      (["wavelet", "daubechies4"], "db2 (4 taps) or db4 (4 vanishing moments)"),
      (["wavelet"], "a name is needed"),
      (["wavelet", "db4", "--list"], "leave the name and --output out"),
      (["decompose", "photo.png", "--mode", "mirrored"], "there are zero, constant, symmetric"),
      (["decompose", "photo.png", "--threshold", "bayes"], "add --denoise"),
      (["decompose", "photo.png", "--rule", "hard"], "add --denoise"),
      (["decompose", "photo.png", "--denoise", "--threshold", "sure"], "try --threshold bayes"),
      (["decompose", "photo.png", "--denoise", "--rule", "firm"], "try --rule soft"),
      (["wavelet", "cmor1.5-1.0"], "wkd-learn scalogram"),
      (["wavelet", "db4", "--output", "db4.jpg"], "would hold PNG: give a name that ends in .png"),
    ])
  func usage(arguments: [String], words: String) throws {
    try picture()
    let answer = try run(arguments)
    #expect(answer.status == 2)
    #expect(answer.output.isEmpty)
    #expect(answer.errors.contains(words), "\(answer.errors)")
    #expect(answer.errors.split(separator: "\n").count == 1)
    #expect(try desk.files == ["photo.png"])
  }

  @Test(
    "a file that cannot be used is named in one sentence with status 1, and nothing is written",
    arguments: [
      (["decompose", "none.png"], "there is no none.png in"),
      (["decompose", "cut.png"], "is damaged"),
      (["decompose", "text.png"], "is neither PNG nor JPEG"),
      (["decompose", "photo.png", "--save", "photo.png"], "would be replaced"),
      (
        ["decompose", "photo.png", "--save", "none/b.safetensors"],
        "cannot write none/b.safetensors"
      ),
      (
        ["decompose", "photo.png", "--output", "text.png"],
        "text.png is a file, and a folder is to be written there"
      ),
      (["decompose", "--reconstruct-from", "none.safetensors"], "cannot read"),
      (["decompose", "--reconstruct-from", "photo.png"], "not a whole safetensors file"),
      (["decompose", "--reconstruct-from", "bare.safetensors"], "has no metadata"),
      (["decompose", "--reconstruct-from", "lacking.safetensors"], "band LH1 is missing"),
      (["decompose", "--reconstruct-from", "nan.safetensors"], "not finite"),
      (["wavelet", "db4", "--output", "none/db4.png"], "cannot write none/db4.png"),
    ])
  func badFiles(arguments: [String], words: String) throws {
    try picture()
    let photo = try Data(contentsOf: url("photo.png"))
    try photo.prefix(photo.count / 2).write(to: url("cut.png"))
    try Data("no picture".utf8).write(to: url("text.png"))
    let metadata = [
      "wavelet": "haar", "mode": "zero", "levels": "1", "height": "4", "width": "4",
    ]
    let band = Tensor.ones([1, 2, 2], type: .float64)
    try Safetensors(["LL1": band]).write(to: url("bare.safetensors"))
    try Safetensors(["LL1": band], metadata: metadata).write(to: url("lacking.safetensors"))
    try Safetensors(
      ["LL1": band, "LH1": band, "HL1": band, "HH1": band * .nan], metadata: metadata
    ).write(to: url("nan.safetensors"))
    let before = try desk.files
    let answer = try run(arguments)
    #expect(answer.status == 1)
    #expect(answer.output.isEmpty)
    #expect(answer.errors.contains(words), "\(answer.errors)")
    #expect(answer.errors.split(separator: "\n").count == 1)
    #expect(try desk.files.subtracting(["decomposition"]) == before)
    #expect(try Data(contentsOf: url("photo.png")) == photo)
  }

  @Test("a picture that comes through a pipe is read as its file is", arguments: ["-", "fd"])
  func pipe(way: String) throws {
    try picture()
    _ = try run(["decompose", "photo.png", "--output", "file"])
    let process = try Program.prepare(
      ["decompose", way == "fd" ? "/dev/stdin" : "-", "--output", "pipe"], in: desk.folder)
    let pipe = Pipe()
    process.standardInput = pipe
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    try pipe.fileHandleForWriting.write(contentsOf: Data(contentsOf: url("photo.png")))
    try pipe.fileHandleForWriting.close()
    process.end()
    #expect(process.terminationStatus == 0)
    #expect(try desk.text("pipe/energy.csv") == desk.text("file/energy.csv"))
  }

  @Test("a wavelet in JSON has the library's filters and properties, and its figure is there")
  func wavelet() throws {
    let answer = try run(["wavelet", "bior2.4", "--output", "w.png", "--json"])
    #expect(answer.status == 0, "\(answer.errors)")
    let json = try answer.json
    let bank = try FilterBank(named: "bior2.4")
    #expect(json["family"] as? String == "Biorthogonal")
    #expect(json["vanishingMomentsPsi"] as? Int == 2 && json["vanishingMomentsPhi"] as? Int == 4)
    let filters = try JSONDecoder().decode(Filters.self, from: answer.output).filters
    #expect(filters["dec_lo"] == bank.decompositionLow)
    #expect(filters["rec_hi"] == bank.reconstructionHigh)
    #expect(try ImageFile.read(url("w.png")).shape[2] > 1_000)
    let text = try run(["wavelet", "db4"])
    #expect(
      String(decoding: text.output, as: UTF8.self).contains("vanishing moments: psi 4, phi 0"))
    #expect(try desk.files == ["w.png", "wavelet-db4.png"])
  }
}
