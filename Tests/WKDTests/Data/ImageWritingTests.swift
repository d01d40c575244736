import Foundation
import Testing
import Torch
import WKD

@Suite struct ImageWritingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func place(_ name: String) -> URL { folder.url.appendingPathComponent(name) }

  /// Smooth colours with some noise, `[3, height, width]` from 0 to 1.
  private func photo(height: Int, width: Int) -> Tensor {
    var generator = SeededGenerator(seed: 3)
    var values: [Double] = []
    for channel in 0..<3 {
      for y in 0..<height {
        for x in 0..<width {
          let wave: Double = sin(Double(x) / 9 + Double(channel)) * cos(Double(y) / 7)
          values.append(0.5 + 0.4 * wave + 0.03 * generator.nextNormal())
        }
      }
    }
    return Tensor(values, shape: [3, height, width]).clamped(to: 0...1)
  }

  @Test("the format follows the ending of the name, and an unknown one is refused")
  func endings() throws {
    let image = Tensor.zeros([3, 9, 11])
    for (name, format) in [
      ("a.png", ImageHeader.Format.png), ("a.PNG", .png), ("a.jpg", .jpeg), ("a.JPEG", .jpeg),
      ("a.jpe", .jpeg), ("a.jfif", .jpeg),
    ] {
      try ImageFile.write(image, to: place(name))
      #expect(try ImageFile.header(of: place(name)).format == format, "\(name)")
      #expect(ImageFile.isReadable(place(name)))
    }
    for name in ["a.webp", "a.tif", "a.bmp", "a", "a.png.txt"] {
      let error = try #require(throws: ImageError.self) {
        try ImageFile.write(image, to: place(name))
      }
      #expect("\(error)".contains("\(name) does not end in .png or .jpg"))
      #expect(!FileManager.default.fileExists(atPath: place(name).path))
    }
    #expect(ImageFile.isReadable(place("a.TIFF")) && ImageFile.isReadable(place("a.webp")))
    #expect(!ImageFile.isReadable(place("a.bmp")) && !ImageFile.isReadable(place("png")))
  }

  @Test(
    "what is read with its alpha and written with it is read again to the last bit",
    arguments: [
      "png-rgba.png", "png-grey-alpha.png", "png-rgba-16.png", "png-palette-alpha-8.png",
      "tiff-multiplied-alpha.tif", "webp-lossless-alpha.webp", "tiff-rgba-16-apart.tif",
    ])
  func alpha(name: String) throws {
    let picture = try ImageFile.readWithChannels(Golden.url("pictures/odd/\(name)"))
    let alpha = try #require(picture.alpha)
    #expect(alpha.shape == [1] + picture.samples.shape.dropFirst())
    #expect(alpha.type == picture.samples.type)
    let file = place("back.png")
    try ImageFile.data(picture.unit, alpha: picture.unitAlpha, depth: picture.depth).write(to: file)
    let back = try ImageFile.readWithChannels(file)
    #expect(back.depth == picture.depth)
    #expect(back.samples.values == picture.samples.values)
    #expect(back.alpha?.values == alpha.values)
    // JPEG shows the picture on white.
    let jpeg = place("back.jpg")
    try ImageFile.data(picture.unit, alpha: picture.unitAlpha, format: .jpeg, quality: 100)
      .write(to: jpeg)
    let shown = try ImageFile.readWithChannels(jpeg)
    #expect(shown.alpha == nil)
    #expect(largestDifference(shown.unit, picture.unit) < 0.03)
  }

  @Test("bytes are taken as they are, and numbers are rounded to the nearest, whatever their type")
  func elements() throws {
    let image = photo(height: 20, width: 33)
    let file = place("x.png")
    for type in [ElementType.float32, .float64, .bfloat16] {
      let typed = image.converted(to: type)
      for depth in [8, 16] {
        try ImageFile.data(typed, depth: depth).write(to: file)
        let read = try ImageFile.readWithChannels(file)
        #expect(read.samples.values == ImageFile.rounded(typed, depth: depth).values, "\(type)")
      }
    }
    let bytes = ImageFile.rounded(image).converted(to: .uint8)
    for picture in [bytes, bytes.permuted([0, 2, 1])] {
      try ImageFile.data(picture).write(to: file)
      #expect(try ImageFile.read(file).values == picture.values)
    }
    try ImageFile.data(bytes, depth: 16).write(to: file)
    let wide = try ImageFile.readWithChannels(file)
    #expect(wide.samples.values == bytes.values.map { $0 * 257 })
    try ImageFile.data(Tensor([.nan, -1, 2, 0.5], shape: [1, 2, 2])).write(to: file)
    #expect(try ImageFile.readWithChannels(file).samples.values == [0, 0, 255, 128])
  }

  @Test("a JPEG is near the picture, the nearer and larger the higher its quality; grey stays grey")
  func quality() throws {
    let image = photo(height: 60, width: 83)
    let file = place("x.jpg")
    var sizes: [Int] = []
    for (quality, decibels) in [(50, 28.0), (90, 30), (95, 35), (100, 46)] {
      let data = try ImageFile.data(image, format: .jpeg, quality: quality)
      sizes.append(data.count)
      try data.write(to: file)
      let read = try ImageFile.readWithChannels(file)
      let ratio = peakSignalToNoise(read.unit, reference: image, peak: 1)
      #expect(ratio > decibels, "\(quality)")
      // The sampling factors of the first colour stand in the frame: halved colours up to 90.
      let frame = try #require(data.range(of: Data([0xff, 0xc0]))).lowerBound
      #expect(data[frame + 11] == (quality > 90 ? 0x11 : 0x22), "\(quality)")
    }
    #expect(sizes == sizes.sorted())
    try ImageFile.data(image[0..<1], format: .jpeg).write(to: file)
    #expect(try ImageFile.header(of: file).channels == 1)
  }

  @Test("a size that JPEG cannot hold is refused in one sentence")
  func size() throws {
    let error = try #require(throws: ImageError.self) {
      try ImageFile.data(Tensor.zeros([1, 1, 65_501]), format: .jpeg)
    }
    #expect("\(error)".contains("at most 65,500 pixels a side, not 65501 x 1 pixels"))
  }

  @Test(
    "many strips and bands of a large picture, turned in every way, are resized to the same bits")
  func strips() throws {
    let image = photo(height: 211, width: 317)
    let jpeg = try ImageFile.data(image, format: .jpeg)
    for number in 1...8 {
      let exif =
        Data("Exif\0\0MM\0*\0\0\0\u{8}\0\u{1}\u{1}\u{12}\0\u{3}\0\0\0\u{1}\0".utf8)
        + [UInt8(number), 0, 0, 0, 0, 0, 0]
      let file = place("turned-\(number).jpg")
      try (jpeg.prefix(2) + [0xff, 0xe1, 0, UInt8(exif.count + 2)] + exif + jpeg.dropFirst(2))
        .write(to: file)
      let whole = try ImageFile.read(file)
      #expect(whole.shape == (number < 5 ? [3, 211, 317] : [3, 317, 211]))
      let fits: [ImageFit] = [
        .square(64), .shorterSide(100), .width(400), .size(height: 30, width: 90),
      ]
      for fit in fits {
        let plan = fit.plan(whole.shape[1], whole.shape[2])
        let cut = whole.slice(axis: 1, plan.rows).slice(axis: 2, plan.columns)
        let resized = cut.converted(to: .float32).expanded(at: 0)
          .resized(height: plan.height, width: plan.width)
        let wanted = (resized[0] + 0.5).clamped(to: 0...255).converted(to: .uint8).values
        #expect(try ImageFile.read(file, fitting: fit).values == wanted, "\(number) \(plan)")
        let banded = try ImageFile.read(file, fitting: fit, bandBytes: 20_000, stripBytes: 9_999)
        #expect(banded.values == wanted, "\(number) \(plan) in bands")
      }
    }
  }

  @Test("a picture is read from a pipe and through a link")
  func pipe() throws {
    let image = photo(height: 200, width: 300)
    let data = try ImageFile.data(image)
    let file = place("x.png")
    try data.write(to: file)
    let link = place("link")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
    let wanted = try ImageFile.read(file).values
    #expect(try ImageFile.read(link).values == wanted)
    let pipe = place("pipe.png")
    #expect(mkfifo(pipe.path, 0o600) == 0)
    let writer = Process()
    writer.executableURL = URL(fileURLWithPath: "/bin/sh")
    writer.arguments = ["-c", "cat '\(file.path)' > '\(pipe.path)'"]
    try writer.run()
    #expect(try ImageFile.read(pipe).values == wanted)
    writer.waitUntilExit()
  }
}
