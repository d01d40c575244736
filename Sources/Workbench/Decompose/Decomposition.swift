import Console
import Foundation
import Plot
import Torch
public import WKD

/// Splits a picture into its wavelet bands and writes what there is to see of them.
public struct Decomposition: Sendable {
  /// A PNG or JPEG file.
  public var image: String
  /// Wavelet, levels and boundary mode.
  public var transform: WaveletTransform
  /// The folder for `mosaic.png`, `histograms.png`, `energy.csv`, `kept.png`, `denoised.png`.
  public var output: String
  /// Where the bands go as safetensors; nil for nowhere.
  public var save: String?
  /// The part of all coefficients that `kept.png` is made of, above 0 and up to 1.
  public var keep: Double?
  /// Whether to write `denoised.png`.
  public var denoises: Bool

  public init(
    image: String, transform: WaveletTransform, output: String, save: String? = nil,
    keep: Double? = nil, denoises: Bool = false
  ) {
    self.image = image
    self.transform = transform
    self.output = output
    self.save = save
    self.keep = keep
    self.denoises = denoises
  }

  /// Does the work; the files appear together at its end.
  ///
  /// - Throws: ``DecompositionError`` for a level too deep, `ImageError` or ``StagingError``.
  public func run() throws -> DecompositionReport {
    let picture = try ImageFile.readWithChannels(URL(fileURLWithPath: image))
    let input = picture.unit
    let (height, width) = (input.shape[1], input.shape[2])
    try checkDepth(height: height, width: width)
    try refuseReplacing(URL(fileURLWithPath: image), by: places)
    let folder = URL(fileURLWithPath: output, isDirectory: true)
    try StagedFiles.makeFolder(folder)
    let files = StagedFiles()
    let pyramid = transform(input)
    var report = DecompositionReport(
      image: image, wavelet: transform.bank.name, mode: transform.mode, levels: transform.levels,
      channels: input.shape[0], height: height, width: width, depth: picture.depth,
      bands: BandEnergy.all(of: pyramid))
    if let save {
      let bands = BandFile(
        transform: transform, pyramid: pyramid, input: input, depth: picture.depth)
      try files.add(URL(fileURLWithPath: save)) { bands.data(height: height, width: width) }
    }
    try files.add(place("energy.csv")) { Data(report.csv.utf8) }
    if let keep {
      let largest = pyramid.keepingLargest(share: keep)
      let restored = transform.inverse(largest.pyramid)
      try files.add(place("kept.png")) { ImageFile.pngData(restored, depth: picture.depth) }
      // Of the picture as it is written, so that it can be computed again from the files.
      let written = ImageFile.rounded(restored, depth: picture.depth) / Double(picture.maximum)
      report.kept = .init(
        coefficients: largest.count, of: pyramid.count,
        psnr: peakSignalToNoise(written, reference: input, peak: 1))
    }
    if denoises {
      let restored = transform.denoise(input, by: .soft)
      try files.add(place("denoised.png")) { ImageFile.pngData(restored, depth: picture.depth) }
      report.denoised = .init(
        deviation: pyramid.noiseDeviation.values, threshold: pyramid.universalThreshold.values)
    }
    let figures = DecompositionFigures(pyramid: pyramid, name: transform.bank.name)
    try files.add(place("mosaic.png")) {
      try figures.mosaic(height: height, width: width).pngData()
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

  private func checkDepth(height: Int, width: Int) throws {
    let deepest = transform.bank.maximumLevel(for: min(height, width))
    guard transform.levels <= deepest else {
      throw DecompositionError.tooDeep(
        levels: transform.levels, deepest: deepest, wavelet: transform.bank.name, height: height,
        width: width)
    }
  }
}

/// Why a picture cannot be decomposed as asked.
public enum DecompositionError: Error, Equatable, CustomStringConvertible {
  /// More levels than `pywt.dwt_max_level` allows for the shorter side.
  case tooDeep(levels: Int, deepest: Int, wavelet: String, height: Int, width: Int)

  public var description: String {
    switch self {
    case .tooDeep(_, 0, let wavelet, let height, let width):
      """
      a picture of \(width) x \(height) pixels is too small for any level of \(wavelet): \
      take a larger picture or a shorter wavelet
      """
    case .tooDeep(let levels, let deepest, let wavelet, let height, let width):
      """
      \(levels) levels are too many: a picture of \(width) x \(height) pixels has at most \
      \(deepest) with \(wavelet), so try --levels \(deepest)
      """
    }
  }
}

extension DecompositionError: ErrorWithStatus {
  /// Another number of levels, or another wavelet, would do.
  package var exitStatus: Int32 { 2 }
}
