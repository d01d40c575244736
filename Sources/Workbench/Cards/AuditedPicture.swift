import Foundation
import Markup
import Torch
import WKD

/// One picture of a data set with all that an audit looks at.
struct AuditedPicture: Sendable {
  /// The place in the data set: `testA/horse.jpg`.
  let path: String
  /// The name of its set: `testA`.
  let set: String
  /// The digest of the file's bytes; nil where it cannot be read.
  let digest: String?
  let header: PictureHeader
  /// The arrangement of its pixels; nil where the decoder does not know it.
  let arrangement: ImageHeader?
  /// The decoder's objection; nil where it has none.
  let error: String?
  /// The facts of the pixels; nil where they cannot be decoded.
  let pixels: Pixels?

  struct Pixels: Sendable {
    let width: Int
    let height: Int
    /// The fingerprint of the RGB bytes.
    let fingerprint: String
    /// Whether the three colours of every pixel are equal, up to the rounding of a JPEG.
    let isGrey: Bool
    let likeness: PictureLikeness
    let traces: PictureTraces
  }

  var name: String { (path as NSString).lastPathComponent }

  /// Reads and measures a picture; no file makes it fail.
  init(_ url: URL, path: String, set: String) {
    self.path = path
    self.set = set
    let bytes = (try? Data(contentsOf: url, options: .mappedIfSafe)).map { [UInt8]($0) }
    digest = bytes.map(SHA256.text(of:))
    let header = PictureHeader(bytes ?? [])
    self.header = header
    arrangement = try? ImageFile.header(of: url)
    do {
      pixels = Pixels(try ImageFile.read(url), seeksBlocks: header.isLossless)
      error = nil
    } catch {
      pixels = nil
      // The sentence of a reader names the whole path, which the finding has already.
      self.error = "\(error)".replacing(url.path, with: (path as NSString).lastPathComponent)
    }
  }

  /// A set of pictures is one of training, one of testing, or neither, by the beginning of its name.
  enum Role { case training, test, other }

  static func role(ofSet name: String) -> Role {
    let parts = name.lowercased().split(separator: "/")
    if parts.contains(where: { $0.hasPrefix("train") }) { return .training }
    return parts.contains { $0.hasPrefix("test") || $0.hasPrefix("val") } ? .test : .other
  }
}

extension AuditedPicture.Pixels {
  /// Measures `[3, H, W]`, uint8.
  init(_ image: Tensor, seeksBlocks: Bool) {
    height = image.shape[1]
    width = image.shape[2]
    var fingerprint = Fingerprint()
    fingerprint.add(image)
    self.fingerprint = fingerprint.text
    let colors = image.converted(to: .float32)
    let (red, green, blue) = (colors[0], colors[1], colors[2])
    isGrey = max((red - green).abs().max().item, (green - blue).abs().max().item) <= 2
    let brightness = red * 0.299 + green * 0.587 + blue * 0.114
    likeness = PictureLikeness(brightness: brightness)
    traces = PictureTraces(brightness: brightness, seeksBlocks: seeksBlocks)
  }
}
