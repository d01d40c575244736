import Foundation
import Torch
import WKD
import Workbench

extension Target {
  /// Readers of pictures.
  ///
  /// A packed picture stands for more bytes than 64 times its own, so that what counts
  /// is the number of its pixels.
  static let pictures: [Target] = [
    picture("png", weight: 12, ["png"]), picture("jpeg", weight: 10, ["jpg", "jpeg"]),
    picture("webp", weight: 8, ["webp"]), picture("tiff", weight: 10, ["tif", "tiff"]),
    Target(
      name: "picture-header", weight: 12, longest: 1 << 14,
      seeds: { files($0, pictureFolders, ["png", "jpg", "webp", "tif"], largest: 8_000) }
    ) { data in
      let header = PictureHeader([UInt8](data))
      claim(header.depth >= 0, "a depth below 0")
      claim(header.format == ImageHeader.Format(of: [UInt8](data)), "another format")
    },
  ]

  private static let pictureFolders = [
    "Tests/WKDTests/Golden", "Tests/WKDTests/Golden/pictures",
    "Tests/WKDTests/Golden/pictures/odd", hostile,
  ]

  private static func picture(_ name: String, weight: Int, _ endings: Set<String>) -> Target {
    // The largest picture that is decoded here takes a few bytes a pixel.
    Target(
      name: name, weight: weight, longest: 1 << 14, memory: 64 << 20,
      seeds: { files($0, pictureFolders, endings, largest: 16_000) }, read: { try readPicture($0) })
  }

  private static let mostPixels = 1 << 18

  private static func readPicture(_ data: Data) throws {
    let place = try Scratch.file("picture", data)
    let header = try ImageFile.header(of: place)
    claim(header.width > 0 && header.height > 0, "a picture without pixels")
    claim(header.width * header.height <= ImageFile.pixelLimit, "more pixels than the limit")
    guard header.width * header.height <= mostPixels else { return }
    let picture = try ImageFile.readWithChannels(place)
    claim(
      picture.samples.shape == [header.channels, header.height, header.width],
      "\(picture.samples.shape) for \(header)")
    claim((picture.alpha != nil) == header.hasAlpha, "transparency that the header does not tell")
    claim(picture.depth == header.depth, "\(picture.depth) bits for \(header)")
    let bytes = try ImageFile.read(place)
    claim(bytes.shape == [3, header.height, header.width], "bytes of shape \(bytes.shape)")
    claim(
      bytes.isEqual(to: picture.colorBytes).all, "bytes that are not those of the samples")
    claimSameAfterWriting(picture)
  }

  /// A picture that is written as PNG and read has the same samples.
  private static func claimSameAfterWriting(_ picture: ImageSamples) {
    guard let written = ImageFile.pngData(picture.unit, depth: picture.depth),
      let again = try? ImageFile.readWithChannels(Scratch.file("again.png", written))
    else { return claim(false, "what was written cannot be read") }
    claim(again.samples.isEqual(to: picture.samples).all, "other samples after writing")
  }
}

extension Tensor {
  /// Whether every element is not 0.
  fileprivate var all: Bool { Int(sum().item) == count }
}
