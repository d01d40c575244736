import Console
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
  /// The path of a PNG or JPEG file.
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
  ///   - image: the path of a PNG or JPEG file.
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
  /// - Throws: ``DecompositionError`` for a level too deep, `ImageError`, or an error that names a file
  ///   which cannot be written or is the picture itself.
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
    if let denoising {
      let thresholds = denoising.thresholds(of: pyramid)
      let restored = transform.inverse(pyramid.thresholded(by: denoising.rule, at: thresholds))
      try files.add(place("denoised.png")) { ImageFile.pngData(restored, depth: picture.depth) }
      report.denoised = .init(denoising, thresholds: thresholds, of: pyramid)
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

/// The figures of a decomposition, all of its luminance.
private struct DecompositionFigures {
  /// Weights of red, green and blue in the luminance.
  ///
  /// - Source: ITU-R BT.601.
  private static let luminance = [0.299, 0.587, 0.114]

  private let bands: [(name: String, coefficients: Tensor)]
  private let levels: Int
  private let wavelet: String

  /// The luminance of the bands `[C, h, w]`, which is the band of the luminance: the transform is linear.
  init(pyramid: WaveletPyramid, name: String) {
    let channels = pyramid.ll.shape[0]
    let weights = Tensor(channels == 3 ? Self.luminance : [1], shape: [channels, 1, 1])
    bands = pyramid.bands.map { ($0.name, ($0.coefficients * weights).sum(axes: [0])) }
    levels = pyramid.details.count
    wavelet = name
  }

  /// All bands of a picture of that height and width in their nested places.
  func mosaic(height: Int, width: Int) -> Figure {
    // A PNG has two pixels for each unit. A very long picture gets a figure of bearable size.
    let aspect = Double(width) / Double(height)
    let shownHeight = min(max(Self.width / aspect, 160), 1_400)
    let factor = max(Double(width) / (2 * Self.width), Double(height) / (2 * shownHeight))
    let grids = bands.map { band in
      let isCoarse = band.name.hasPrefix("LL")
      let shown = Self.shown(band.coefficients, factor: Int(factor.rounded()), isCoarse: isCoarse)
      return (band.name, Grid(shown))
    }
    let mosaic = BandMosaic(
      "\(wavelet), \(levels == 1 ? "1 level" : "\(levels) levels")",
      bands: Dictionary(uniqueKeysWithValues: grids), levels: levels)
    return Figure(panels: [mosaic], panelWidth: Self.width, panelHeight: shownHeight + 40)
  }

  /// The frequencies of the coefficients, level by level.
  var histograms: Figure {
    let values = (1...levels).map { level in
      bands.filter { $0.name.dropFirst(2) == "\(level)" && !$0.name.hasPrefix("LL") }
        .flatMap(\.coefficients.values)
    }
    // Of the few largest ones only the tails would be seen, and of the others nothing.
    let sizes = (values.last ?? []).map(abs).sorted()
    let limit = sizes.isEmpty ? 1 : max(sizes[Int(0.995 * Double(sizes.count - 1))], 1e-3)
    let chart = Chart(
      "detail coefficients, \(wavelet)", x: Axis("coefficient", range: -limit...limit),
      y: Axis("count", scale: .log10),
      marks: values.enumerated().map { index, values in
        .histogram(
          values: values.filter { abs($0) <= limit }, bins: 61, label: "level \(index + 1)")
      })
    return Figure(panels: [chart], panelWidth: 640)
  }

  private static let width = 840.0

  /// A band as the figure can show it: not far more numbers than pixels, and no single coefficient
  /// so large that next to it all others look grey.
  private static func shown(_ band: Tensor, factor: Int, isCoarse: Bool) -> Tensor {
    let factors = band.shape.map { max(1, min($0, factor)) }
    var small = band
    if factors != [1, 1] {
      let image = band.expanded(at: 0).expanded(at: 0)
      let pooled = { (operation: String, image: Tensor) in
        callOperator(operation, .tensor(image), .ints(factors))[0][0][0]
      }
      if isCoarse {
        small = pooled("avg_pool2d", image)
      } else {
        // Neighbouring details cancel in an average: the largest one of either sign stands for all.
        let (highest, lowest) = (pooled("max_pool2d", image), -pooled("max_pool2d", -image))
        let isPositive = callOperator("ge.Tensor", .tensor(highest), .tensor(-lowest))[0]
        small =
          callOperator("where.self", .tensor(isPositive), .tensor(highest), .tensor(lowest))[0]
      }
    }
    guard !isCoarse else { return small }
    let sizes = small.abs().reshaped([-1]).sorted(axis: 0)
    let limit = sizes[Int(0.995 * Double(sizes.count - 1))].item
    return limit > 0 ? small.clamped(to: -limit...limit) : small
  }
}
