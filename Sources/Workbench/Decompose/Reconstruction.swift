import Console
import Foundation
import Torch
public import WKD

/// Puts a picture together from a file of its wavelet bands.
public struct Reconstruction: Sendable {
  /// A file of `decompose --save`.
  public var bands: String
  /// The folder for `reconstructed.png`.
  public var output: String

  public init(bands: String, output: String) {
    self.bands = bands
    self.output = output
  }

  /// Does the work.
  ///
  /// - Throws: ``BandFileError``, `SafetensorsError` or ``StagingError``.
  public func run() throws -> ReconstructionReport {
    let url = URL(fileURLWithPath: bands)
    let file = try BandFile(contentsOf: url)
    let picture = file.transform.inverse(file.pyramid)
    let folder = URL(fileURLWithPath: output, isDirectory: true)
    let place = folder.appendingPathComponent("reconstructed.png")
    try refuseReplacing(url, by: [place])
    try StagedFiles.makeFolder(folder)
    let files = StagedFiles()
    try files.add(place) { ImageFile.pngData(picture, depth: file.depth) }
    try files.commit()
    let input = file.input.flatMap { $0.shape == picture.shape ? $0 : nil }
    let written = ImageFile.rounded(picture, depth: file.depth)
    return ReconstructionReport(
      bands: bands, wavelet: file.transform.bank.name, mode: file.transform.mode,
      levels: file.transform.levels, channels: picture.shape[0], height: picture.shape[1],
      width: picture.shape[2], depth: file.depth,
      changedSamples: input.map {
        let wanted = ImageFile.rounded($0, depth: file.depth)
        return picture.count - Int(written.isEqual(to: wanted).sum().item)
      },
      largestDifference: input.map { (picture - $0).abs().max().item },
      files: files.places)
  }
}

/// What `decompose --reconstruct-from` found and wrote.
public struct ReconstructionReport: Sendable, Encodable {
  /// The file of bands.
  public let bands: String
  /// PyWavelets' name.
  public let wavelet: String
  /// How the picture went on beyond its edges.
  public let mode: BoundaryMode
  /// How often LL was split.
  public let levels: Int
  /// 1 for grey, 3 for colour.
  public let channels: Int
  /// Rows.
  public let height: Int
  /// Columns.
  public let width: Int
  /// Bits of one sample: 8 or 16.
  public let depth: Int
  /// How many samples of the written picture differ from `input`; nil where the file has none.
  public let changedSamples: Int?
  /// Between the inverse, before rounding, and `input`.
  public let largestDifference: Double?
  /// Every file that was written.
  public let files: [String]

  /// The report as lines for people.
  public var text: String {
    var lines = [
      "\(bands): \(width) x \(height) pixels from \(wavelet), \(levels) "
        + "\(levels == 1 ? "level" : "levels"), mode \(mode.rawValue)"
    ]
    if let changedSamples, let largestDifference {
      let verdict =
        changedSamples == 0
        ? "every sample is that of the input"
        : "\(changedSamples) of \(channels * height * width) samples differ from the input"
      lines.append("\(verdict); largest difference \(NumberText.short(largestDifference))")
    }
    return (lines + files.map { "wrote \($0)" }).joined(separator: "\n")
  }
}
