import Files
import Foundation
import Torch
import WKD

/// The bands of a picture in a safetensors file, with everything that inverts them.
///
/// `LL3`, `LH3`, ... `HH1` are float64 `[C, h, w]`; `input` holds the pixels `[C, H, W]`, 0 to 1.
struct BandFile {
  let transform: WaveletTransform
  let pyramid: WaveletPyramid
  /// The pixels that were transformed; nil where the file has none.
  let input: Tensor?
  /// Bits of one sample of the picture: 8 or 16.
  let depth: Int

  /// Writes the file, without a copy of more than one band.
  ///
  /// - Throws: ``StagingError`` where the disk is full.
  func write(to url: URL, height: Int, width: Int) throws {
    var tensors = Dictionary(
      uniqueKeysWithValues: pyramid.bands.map { ($0.name, $0.coefficients) })
    tensors["input"] = input
    let metadata = [
      "wavelet": transform.bank.name, "mode": transform.mode.rawValue,
      "levels": "\(transform.levels)", "height": "\(height)", "width": "\(width)",
      "depth": "\(depth)",
    ]
    let file = Safetensors(tensors, metadata: metadata)
    try AtomicFile.write(to: url, isDurable: false) { try file.write(to: $0) }
  }
}

extension BandFile {
  /// Reads a file that ``Decomposition/save`` has named, or one with the same names and metadata.
  ///
  /// - Throws: ``BandFileError``, or what reading the file throws.
  init(contentsOf url: URL) throws {
    let path = url.relativePath
    let file = try Safetensors(contentsOf: url)
    func text(_ key: String) throws -> String {
      guard let value = file.metadata[key] else { throw BandFileError.noMetadata(path, key: key) }
      return value
    }
    func number(_ key: String, in range: ClosedRange<Int>) throws -> Int {
      let value = try text(key)
      guard let number = Int(value), range.contains(number) else {
        throw BandFileError.metadata(path, key: key, found: value)
      }
      return number
    }
    let pixels = ImageFile.pixelLimit
    let (height, width) = (
      try number("height", in: 1...pixels), try number("width", in: 1...pixels)
    )
    guard height <= pixels / width else {
      throw BandFileError.metadata(path, key: "height", found: "\(height) for a width of \(width)")
    }
    do {
      // 2^27 is above the limit of pixels: no picture has more levels.
      transform = WaveletTransform(
        try FilterBank(named: try text("wavelet")), levels: try number("levels", in: 1...27),
        mode: try BoundaryMode(named: try text("mode")))
      let bands = file.tensors.mapValues { $0.converted(to: .float64) }
      pyramid = try WaveletPyramid(bands: bands, of: transform, height: height, width: width)
      input = bands["input"]
    } catch let error as BandFileError {
      throw error
    } catch {
      throw BandFileError.bands(path, reason: "\(error)")
    }
    depth = file.metadata["depth"] == "16" ? 16 : 8
    try check(path)
  }

  /// Refuses bands that could not be written as a picture.
  private func check(_ path: String) throws {
    guard pyramid.ll.rank == 3, [1, 3].contains(pyramid.ll.shape[0]) else {
      throw BandFileError.bands(
        path, reason: "bands have shape \(pyramid.ll.shape), not [1, h, w] or [3, h, w]")
    }
    for band in pyramid.bands where !band.coefficients.abs().sum().item.isFinite {
      throw BandFileError.bands(path, reason: "band \(band.name) has numbers that are not finite")
    }
  }
}

/// The reason why a file of bands cannot be inverted; every case names its path.
public enum BandFileError: Error, Equatable, CustomStringConvertible {
  /// An entry of the metadata is missing.
  case noMetadata(String, key: String)
  /// An entry of the metadata is no number, or one that is not possible.
  case metadata(String, key: String, found: String)
  /// Bands are missing, have wrong shapes or hold numbers that are not finite.
  case bands(String, reason: String)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .noMetadata(let path, let key):
      "\(path) has no metadata \"\(key)\": take a file of bands that a decomposition has saved"
    case .metadata(let path, let key, let found):
      "the metadata \"\(key)\" of \(path) is \"\(found)\", which makes no sense: write it again"
    case .bands(let path, let reason):
      "\(path) cannot be inverted: \(reason); save the bands again"
    }
  }
}
