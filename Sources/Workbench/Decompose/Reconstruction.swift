import Console
import Files
import Foundation
import Torch
public import WKD

/// The picture that a file of wavelet bands gives back.
///
/// Bands may be changed in between: any safetensors file with the names and the metadata of
/// ``Decomposition/save`` will do.
///
/// ```swift
/// let folder = FileManager.default.temporaryDirectory.appendingPathComponent("inverse")
/// try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
/// let (photo, bands) = (folder.appendingPathComponent("photo.png"), folder.path + "/b.safetensors")
/// try ImageFile.write(Meadow.data(size: 64, train: 1, test: 1).testA.all[0], to: photo)
/// let transform = WaveletTransform(.haar, levels: 3)
/// _ = try Decomposition(
///   image: photo.path, transform: transform, output: folder.path, save: bands
/// ).run()
/// let report = try Reconstruction(bands: bands, output: folder.path).run()
/// print(report.changedSamples ?? -1)  // 0
/// try FileManager.default.removeItem(at: folder)
/// ```
public struct Reconstruction: Sendable {
  /// The path of a file that ``Decomposition/save`` has named.
  public var bands: String
  /// The path of the folder for `reconstructed.png`.
  public var output: String

  /// A reconstruction that is to be run.
  ///
  /// - Parameters:
  ///   - bands: the path of a file of bands.
  ///   - output: the path of the folder for `reconstructed.png`.
  public init(bands: String, output: String) {
    self.bands = bands
    self.output = output
  }

  /// Inverts the bands and writes the picture, with as many bits as the one they came from.
  ///
  /// - Returns: the facts about the picture, and its difference from the pixels in the file.
  /// - Throws: ``BandFileError``, `SafetensorsError`, or an error that names the picture where it cannot
  ///   be written.
  public func run() throws -> ReconstructionReport {
    let url = URL(fileURLWithPath: bands)
    let folder = URL(fileURLWithPath: output, isDirectory: true)
    let place = folder.appendingPathComponent("reconstructed.png")
    try refuseReplacing(url, by: [place])
    let size = try? url.resolvingSymlinksInPath().resourceValues(forKeys: [.fileSizeKey]).fileSize
    // Bands and pixels, the picture, and what is between two levels.
    try MachineMemory.check(
      3 * (size ?? 0), for: "reconstructing a picture from \(bands)",
      advice: "give bands of a smaller picture")
    let file = try BandFile(contentsOf: url)
    let picture = file.transform.inverse(file.pyramid)
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

/// The result of a ``Reconstruction``.
public struct ReconstructionReport: Sendable, Encodable {
  /// The file of bands.
  public let bands: String
  /// PyWavelets' name.
  public let wavelet: String
  /// The continuation of the picture beyond its edges.
  public let mode: BoundaryMode
  /// Levels of the transform.
  public let levels: Int
  /// 1 for grey, 3 for colour.
  public let channels: Int
  /// Rows.
  public let height: Int
  /// Columns.
  public let width: Int
  /// Bits of one sample: 8 or 16.
  public let depth: Int
  /// The number of samples of the written picture that differ from the pixels in the file; nil where it
  /// has none.
  public let changedSamples: Int?
  /// The largest difference of the inverse, before rounding, from the pixels in the file, 0 to 1; nil
  /// where it has none.
  public let largestDifference: Double?
  /// The paths of all files that were written.
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
