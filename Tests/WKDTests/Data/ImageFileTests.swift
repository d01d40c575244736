import Foundation
import Testing
import Torch
import WKD

/// The samples that `scripts/make-picture-golden.py` put into a file, or that Pillow reads from it.
private struct Samples: Decodable {
  let shape: [Int]
  let depth: Int
  let samples: [Double]
}

@Suite struct ImageFileTests {
  private func golden(_ name: String) throws -> URL { try Golden.url("pictures/\(name)") }

  private func message(_ url: URL) -> String {
    do {
      _ = try ImageFile.readWithChannels(url)
      return "read"
    } catch {
      return "\(error)"
    }
  }

  @Test("every kind of PNG gives the numbers that were put in, with its own channels and depth")
  func kinds() throws {
    let data = try Data(contentsOf: golden("pictures.json"))
    let pictures = try JSONDecoder().decode([String: Samples].self, from: data)
    #expect(pictures.count == 11)
    for (name, wanted) in pictures {
      let picture = try ImageFile.readWithChannels(golden(name))
      #expect(picture.depth == wanted.depth, "\(name)")
      try #require(picture.samples.shape == wanted.shape, "\(name)")
      #expect(picture.samples.type == (wanted.depth == 16 ? .float32 : .uint8))
      let difference = zip(picture.samples.values, wanted.samples).map { abs($0 - $1) }.max() ?? 0
      // JPEG decoders may round the last step of their transform differently.
      #expect(difference <= (name.hasSuffix("jpg") ? 2 : 0), "\(name)")
      let white = wanted.depth == 16 ? 65535.0 : 255
      #expect(picture.unit.type == .float64)
      #expect(picture.unit.values == picture.samples.values.map { $0 / white }, "\(name)")
    }
  }

  @Test("as RGB bytes, grey is repeated and 16 bits are rounded to 8")
  func colorBytes() throws {
    for name in ["grey16.png", "rgb16.png", "bits.png"] {
      let picture = try ImageFile.readWithChannels(golden(name))
      let bytes = try ImageFile.read(golden(name))
      #expect(bytes.type == .uint8 && bytes.shape[0] == 3)
      let wanted = (0..<3).flatMap { channel in
        picture.unit[min(channel, picture.samples.shape[0] - 1)].values.map {
          ($0 * 255).rounded()
        }
      }
      #expect(bytes.values == wanted, "\(name)")
    }
  }

  @Test("writing and reading keeps every sample", arguments: [8, 16], [1, 3])
  func roundTrip(depth: Int, channels: Int) throws {
    var generator = SeededGenerator(seed: 1)
    let top = Double(ImageSamples.maximum(depth: depth))
    let samples = (0..<channels * 35).map { _ in (generator.nextUniform() * top).rounded() }
    let image = Tensor(samples, shape: [channels, 5, 7]) / top
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("picture.png")
    try #require(ImageFile.pngData(image, depth: depth)).write(to: url)
    let read = try ImageFile.readWithChannels(url)
    #expect(read.depth == depth)
    #expect(read.samples.values == samples)
    #expect(ImageFile.rounded(read.unit, depth: depth).values == samples)
  }

  @Test("values outside of 0...1 are cut when a picture is written")
  func cut() {
    #expect(ImageFile.rounded(Tensor([-0.2, 0.5, 1.7])).values == [0, 128, 255])
  }

  @Test("an animated PNG is refused, not cut to one of its frames")
  func animated() throws {
    #expect(try message(golden("animated.png")).contains("is an animated PNG"))
  }

  @Test(
    "a file that ends before its last pixel is refused wherever it is cut",
    arguments: ["interlaced.png", "rgb16.png", "progressive.jpg", "cmyk.jpg"])
  func truncated(name: String) throws {
    let whole = try Data(contentsOf: golden(name))
    let picture = try ImageFile.readWithChannels(golden(name)).samples.values
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent(name)
    var read: [Int] = []
    for count in 5..<whole.count {
      try whole.prefix(count).write(to: url)
      let message = message(url)
      if message == "read" {
        read.append(count)
        #expect(try ImageFile.readWithChannels(url).samples.values == picture, "\(count) bytes")
      } else {
        #expect(message.contains("is damaged"), "\(count) bytes: \(message)")
      }
    }
    // The end of a PNG file has 12 bytes; that of a JPEG file 2, and its last scan may end with a filled byte.
    let most = name.hasSuffix("png") ? 12 : 3
    #expect(read.allSatisfy { $0 >= whole.count - most })
  }

  @Test("a flipped bit in the pixels of a PNG is noticed")
  func flipped() throws {
    var bytes = try Data(contentsOf: golden("interlaced.png"))
    bytes[bytes.count / 2] ^= 4
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("x.png")
    try bytes.write(to: url)
    #expect(message(url).contains("is damaged"))
  }

  @Test(
    "a picture of 100,001 million pixels is refused by its header, a zero-size one too",
    arguments: [
      (1_000_010, 100_000, "more than the 100 million"), (0, 5, "is empty"),
      (5, 0, "is empty"), (0x7fff_ffff, 0x7fff_ffff, "more than the 100 million"),
    ])
  func dimensions(width: Int, height: Int, words: String) throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("x.png")
    try header(width: width, height: height).write(to: url)
    #expect(message(url).contains(words))
  }

  /// A PNG that ends after its first chunk.
  private func header(width: Int, height: Int) -> Data {
    let word = { (value: Int) in (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
    let start: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]
    return Data(
      start + Array("IHDR".utf8) + word(width) + word(height) + [8, 2, 0, 0, 0] + word(0))
  }

  @Test("a JPEG that claims too many pixels is refused by its header")
  func largeJPEG() throws {
    var bytes = try Data(contentsOf: golden("progressive.jpg"))
    let frame = try #require(bytes.range(of: Data([0xff, 0xc2])))
    bytes.replaceSubrange(frame.upperBound + 3..<frame.upperBound + 7, with: [0xff, 0, 0xff, 0])
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("x.jpg")
    try bytes.write(to: url)
    #expect(message(url).contains("65280 x 65280 pixels, more than the 100 million"))
  }

  @Test("what is no picture is named in one sentence")
  func noPicture() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("x.png")
    #expect(message(url).contains("there is no"))
    #expect(message(folder.url).contains("is a folder, and a picture is wanted"))
    try Data().write(to: url)
    #expect(message(url).contains("is empty"))
    try Data([0x89, 0x50, 0x4e, 0x47]).write(to: url)
    #expect(message(url).contains("is damaged"))
    try Data([0xff, 0xd8, 0xff]).write(to: url)
    #expect(message(url).contains("is damaged"))
  }
}
