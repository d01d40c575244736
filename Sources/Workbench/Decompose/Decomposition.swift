import Console
import Files
import Foundation
import Plot
import Torch
public import WKD

/// The split of a picture into its wavelet bands, with figures and energies as files.
///
/// ```swift
/// let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bands")
/// try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
/// let photo = folder.appendingPathComponent("photo.png")
/// try ImageFile.write(Meadow.data(size: 64, train: 1, test: 1).testA.all[0], to: photo)
/// var decomposition = Decomposition(
///   image: photo.path, transform: WaveletTransform(try FilterBank(named: "db2"), levels: 2),
///   output: folder.path)
/// decomposition.save = folder.appendingPathComponent("bands.safetensors").path
/// let report = try decomposition.run()
/// print(report.bands.map(\.band))  // LL2, LH2, HL2, HH2, LH1, HL1, HH1
/// try FileManager.default.removeItem(at: folder)
/// ```
public struct Decomposition: Sendable {
  /// The path of a picture; `-` is the standard input.
  public var image: String
  /// Wavelet, levels and boundary mode.
  public var transform: WaveletTransform
  /// The path of the folder for `mosaic.png` and `histograms.png` (of the luminance), `energy.csv` (of
  /// all channels), and as asked `kept.png` and `denoised.png`.
  public var output: String
  /// The path of a safetensors file for bands and pixels as float64; nil writes none.
  public var save: String?
  /// The part of all coefficients that `kept.png` is made of, above 0 and up to 1; nil writes none.
  public var keep: Double?
  /// The way to make `denoised.png`, by the noise found in the picture; nil writes none.
  public var denoising: Denoising?

  /// A decomposition that is to be run.
  ///
  /// - Parameters:
  ///   - image: the path of a picture; `-` is the standard input.
  ///   - transform: wavelet, levels and boundary mode.
  ///   - output: the path of the folder for figures and tables.
  ///   - save: the path of a safetensors file for the bands; nil writes none.
  ///   - keep: a part of all coefficients, above 0 and up to 1; nil writes no `kept.png`.
  ///   - denoising: thresholds and rule for `denoised.png`; nil writes none.
  public init(
    image: String, transform: WaveletTransform, output: String, save: String? = nil,
    keep: Double? = nil, denoising: Denoising? = nil
  ) {
    self.image = image
    self.transform = transform
    self.output = output
    self.save = save
    self.keep = keep
    self.denoising = denoising
  }

  /// Transforms the picture; all files appear together at the end.
  ///
  /// - Returns: the energies of the bands and the paths of the files.
  /// - Throws: ``DecompositionError`` for a level too deep, `ImageError`, an error that names the memory which
  ///   the work would need, or one that names a file which cannot be written or is the picture itself.
  public func run() throws -> DecompositionReport {
    let source = try PictureSource(image)
    let header = try source.read(ImageFile.header)
    try checkDepth(height: header.height, width: header.width)
    try refuseReplacing([source.file], by: places)
    if let save { try OutputFormat.safetensors.check(URL(fileURLWithPath: save)) }
    try checkMemory(of: source.name, header)
    let picture = try source.read(ImageFile.readWithChannels)
    let folder = URL(fileURLWithPath: output, isDirectory: true)
    try StagedFiles.makeFolder(folder)
    let files = StagedFiles()
    let channels = PictureChannels(
      picture, transform: transform, areKept: keep != nil || save != nil)
    var report = DecompositionReport(
      image: image, wavelet: transform.bank.name, mode: transform.mode, levels: transform.levels,
      channels: channels.count, height: header.height, width: header.width, depth: picture.depth)
    var denoised = RestoredPicture(picture)
    var sums = EnergySums()
    for channel in 0..<channels.count {
      let pyramid = channels.pyramid(channel)
      sums.add(pyramid)
      if let denoising {
        let found = denoised.denoise(pyramid, by: transform, denoising)
        report.denoised = report.denoised?.followed(by: found) ?? found
      }
    }
    report.bands = sums.bands
    if let save {
      try files.add(
        URL(fileURLWithPath: save),
        writing: { file in
          do {
            try channels.write(to: file)
          } catch is AtomicFileError {
            throw StagingError.unwritable(save)
          }
        })
    }
    try files.add(place("energy.csv")) { Data(report.csv.utf8) }
    if let keep {
      var kept = RestoredPicture(picture)
      let count = kept.keepLargest(share: keep, of: channels)
      try files.add(place("kept.png")) { try kept.pngData }
      report.kept = .init(coefficients: count, of: channels.coefficients, psnr: kept.psnr)
    }
    if denoising != nil { try files.add(place("denoised.png")) { try denoised.pngData } }
    Runtime.giveBackFreedMemory()
    let figures = DecompositionFigures(
      pyramid: transform(channels.luminance), name: transform.bank.name)
    try files.add(place("mosaic.png")) {
      try figures.mosaic(height: header.height, width: header.width).pngData()
    }
    try files.add(place("histograms.png")) { try figures.histograms.pngData() }
    try files.commit()
    report.files = files.places
    return report
  }

  private func place(_ name: String) -> URL {
    URL(fileURLWithPath: output, isDirectory: true).appendingPathComponent(name)
  }

  private var places: [URL] {
    ["energy.csv", "kept.png", "denoised.png", "mosaic.png", "histograms.png"].map(place)
      + (save.map { [URL(fileURLWithPath: $0)] } ?? [])
  }

  /// Refuses a picture whose bands do not fit into the memory that there is, before any is taken.
  private func checkMemory(of name: String, _ header: ImageHeader) throws {
    let memory = DecompositionMemory(
      channels: header.channels, depth: header.depth, keepsBands: keep != nil || save != nil,
      restores: keep != nil || denoising != nil)
    let pixels = header.height * header.width
    let fitting = MachineMemory.available.map(memory.side) ?? 0
    try MachineMemory.check(
      memory.bytes(pixels: pixels), for: "decomposing \(name) (\(header.width) x \(header.height))",
      advice: "give a picture of at most \(fitting) x \(fitting) pixels, or a part of this one")
  }

  private func checkDepth(height: Int, width: Int) throws {
    let deepest = transform.bank.maximumLevel(for: min(height, width))
    guard transform.levels <= deepest else {
      throw DecompositionError.tooDeep(
        levels: transform.levels, deepest: deepest, wavelet: transform.bank.name, height: height,
        width: width)
    }
  }
}

/// The reason why a picture cannot be decomposed as asked.
public enum DecompositionError: Error, Equatable, CustomStringConvertible {
  /// More levels than `pywt.dwt_max_level` allows for the shorter side.
  case tooDeep(levels: Int, deepest: Int, wavelet: String, height: Int, width: Int)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .tooDeep(_, 0, let wavelet, let height, let width):
      """
      a picture of \(width) x \(height) pixels is too small for any level of \(wavelet): \
      take a larger picture or a shorter wavelet
      """
    case .tooDeep(let levels, let deepest, let wavelet, let height, let width):
      """
      \(levels) levels are too many for a picture of \(width) x \(height) pixels with \(wavelet): \
      take at most \(deepest)
      """
    }
  }
}

extension DecompositionError: ErrorWithStatus {
  /// Another number of levels, or another wavelet, would do.
  package var exitStatus: Int32 { 2 }
}
