import Foundation
import Testing
import Torch
import WKD

@Suite struct RefusedPicturesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func odd(_ name: String) throws -> Data {
    try Data(contentsOf: Golden.url("pictures/odd/\(name)"))
  }

  /// The sentence about a file of these bytes.
  private func message(_ data: Data, name: String = "x.jpg") throws -> String {
    let url = folder.url.appendingPathComponent(name)
    try data.write(to: url)
    do {
      _ = try ImageFile.readWithChannels(url)
      return "read"
    } catch {
      let text = "\(error)"
      #expect(text.contains(url.path) && !text.contains("\n"), "\(text)")
      return text
    }
  }

  @Test(
    "a file of another format is called by its name",
    arguments: [
      ("BM", "a BMP picture"), ("GIF89a", "a GIF picture"), ("8BPS", "a Photoshop file"),
      ("%PDF-1.7", "a PDF document"), ("\0\0\0\u{18}ftypheic", "a HEIC picture"),
      ("\0\0\0\u{1c}ftypavif", "an AVIF picture"), ("\0\0\0\u{18}ftypmp42", "a film"),
      ("PK\u{3}\u{4}", "a ZIP archive"), ("<?xml version=\"1.0\"?>\n<svg>", "an SVG drawing"),
      ("<!DOCTYPE html>", "a web page"), ("P6\n2 2\n255\n", "a PNM picture"),
      ("\0\0\0\u{c}jP  ", "a JPEG 2000 picture"), ("RIFF....WAVEfmt ", "a sound (WAV)"),
      ("time,value\n1,2\n", "a text"),
    ])
  func formats(start: String, name: String) throws {
    let text = try message(Data(start.utf8))
    #expect(text.contains("is neither PNG nor JPEG, WebP or TIFF but \(name)"))
    #expect(try message(Data([1, 2, 3, 4, 0xfe])).contains("WebP or TIFF: name a picture"))
  }

  @Test("bytes of the file never reach the message but as printable letters")
  func controlBytes() throws {
    var tiff = try odd("tiff-lzw.tif")
    for place in tiff.indices.dropFirst(8) { tiff[place] = 0x1b }
    let text = try message(tiff)
    #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7f })
  }

  @Test("a JPEG of 12 bits or without loss is not supported, which is no damage")
  func kindsOfJPEG() throws {
    let jpeg = try odd("jpeg-sampling-2x2.jpg")
    let frame = try #require(jpeg.range(of: Data([0xff, 0xc0]))).lowerBound
    var wide = jpeg
    wide[frame + 4] = 12
    #expect(try message(wide).contains("of more than 8 bits a sample, which is not supported"))
    var lossless = jpeg
    lossless[frame + 1] = 0xc3
    #expect(try message(lossless).contains("rare kind (lossless"))
  }

  @Test("a scan that breaks off is damage, with the mark of the end behind it or without")
  func brokenScan() throws {
    for name in ["jpeg-sampling-2x2.jpg", "jpeg-cmyk.jpg", "jpeg-restarts.jpg"] {
      let jpeg = try odd(name)
      let part = jpeg.prefix(jpeg.count * 3 / 4)
      #expect(try message(part).contains("is damaged"), "\(name)")
      #expect(try message(part + [0xff, 0xd9]).contains("is damaged"), "\(name)")
    }
  }

  @Test("a JPEG whose later scans are missing is damaged, wherever it is cut between two")
  func missingScans() throws {
    for name in ["jpeg-progressive.jpg", "jpeg-scans-apart.jpg", "jpeg-19-scans.jpg"] {
      let jpeg = try odd(name)
      let scans = jpeg.indices.dropLast().filter { jpeg[$0] == 0xff && jpeg[$0 + 1] == 0xda }
      for scan in scans.dropFirst() {
        #expect(try message(jpeg.prefix(scan)).contains("is damaged"), "\(name) at \(scan)")
      }
    }
  }

  @Test("a JPEG of hundreds of scans is refused before they are decoded")
  func scans() throws {
    let jpeg = try odd("jpeg-progressive.jpg")
    let last = try #require(
      jpeg.indices.dropLast().last { jpeg[$0] == 0xff && jpeg[$0 + 1] == 0xda })
    let scan = jpeg[last..<jpeg.count - 2]
    let many = jpeg.dropLast(2) + Data((0..<200).flatMap { _ in scan })
    #expect(try message(many + [0xff, 0xd9]).contains("of more than 100 scans"))
    // The larger the picture, the fewer.
    let frame = try #require(jpeg.range(of: Data([0xff, 0xc2]))).lowerBound
    var large = jpeg.dropLast(2) + Data((0..<40).flatMap { _ in scan }) + [0xff, 0xd9]
    large.replaceSubrange(frame + 5..<frame + 9, with: [0x27, 0x10, 0x27, 0x10])
    #expect(try message(large).contains("of more than 30 scans"))
  }

  @Test("a PNG that went through a text mode, or is Apple's own, is called so")
  func kindsOfPNG() throws {
    let png = try odd("png-rgba.png")
    var forms = [Data(png.map { $0 & 0x7f })]
    var unix = png
    unix.remove(at: 4)
    var windows = png
    windows.insert(0x0d, at: 7)
    let replaced = Data([0xef, 0xbf, 0xbd]) + png.dropFirst()
    forms += [unix, windows, replaced, Data([0xc2]) + png]
    for form in forms {
      #expect(try message(form).contains("its line ends were changed, as a transfer in text mode"))
    }
    let apple =
      png.prefix(8) + Data([0, 0, 0, 4]) + Data("CgBI".utf8) + Data(count: 8) + png.dropFirst(8)
    #expect(try message(apple).contains("Apple's own form"))
  }

  @Test("an animated WebP is refused")
  func animation() throws {
    var webp = try odd("webp-one-frame.webp")
    let frame = try #require(webp.range(of: Data("ANMF".utf8))).lowerBound
    webp += webp[frame...]
    #expect(try message(webp).contains("is an animated WebP"))
  }

  @Test("a TIFF of fractions or of signed numbers says so")
  func kindsOfTIFF() throws {
    var tiff = try odd("tiff-grey-16.tif")
    // The entry of the tag that stands last takes the place of the kind of numbers, 339.
    let place = try #require(
      tiff.indices.dropLast(12).last { tiff[$0] == 0x1c && tiff[$0 + 1] == 1 && tiff[$0 + 2] == 3 })
    tiff.replaceSubrange(place..<place + 2, with: [0x53, 1])
    tiff[place + 8] = 2
    #expect(try message(tiff).contains("a TIFF of signed whole numbers with 16 bits"))
    tiff[place + 8] = 3
    #expect(try message(tiff).contains("a TIFF of fractions with 16 bits"))
  }

  @Test("what a decoder would take is compared with the memory that there is, before it is taken")
  func memory() throws {
    let url = folder.url.appendingPathComponent("large.png")
    let image = Tensor.zeros([3, 3000, 4000], type: .uint8)
    try ImageFile.data(image).write(to: url)
    try MachineMemory.$assumed.withValue(36_000_000) { () throws in
      #expect(throws: MemoryError.self) { try ImageFile.read(url) }
      #expect(throws: MemoryError.self) { try ImageFile.readWithChannels(url) }
      // Resized while it is decoded, it takes no more than strips.
      #expect(try ImageFile.read(url, fitting: .square(64)).shape == [3, 64, 64])
      #expect(try ImageFile.header(of: url).width == 4000)
    }
  }
}
