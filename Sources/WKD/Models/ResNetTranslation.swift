public import Torch

extension ResNetGenerator {
  /// The translation of one image of any size, without recording gradients.
  ///
  /// Below and to the right the image is mirrored up to a multiple of 4, and cropped afterwards. Large
  /// images are worked on in strips, with the means and variances of the whole image: the result is that
  /// of one pass up to the rounding of the convolutions, in a fraction of the memory.
  ///
  /// - Shape: `[3, H, W]`, kept.
  /// - Range: -1 to 1, in and out.
  /// - Precondition: `H` and `W` are at least 8.
  public func translate(_ image: Tensor) -> Tensor { translate(image, rowsOfStrip: nil) }

  /// The same in strips of a given height, a multiple of 4; nil decides by the size.
  package func translate(_ image: Tensor, rowsOfStrip: Int?) -> Tensor {
    let shape = image.shape
    guard shape.count == 3, shape[0] == 3, min(shape[1], shape[2]) >= 8 else {
      misuse("ResNetGenerator.translate", found: "\(shape)", wanted: "[3, H, W] from 8 x 8")
    }
    return withoutGradients {
      let images = image.expanded(at: 0)
      let pass = StripPass(self, height: shape[1], width: shape[2], stripRows: rowsOfStrip)
      guard images.isNormalizedInRows, pass.hasStrips else {
        return self(pass.mirrored(images))[0].slice(axis: 1, 0..<shape[1])
          .slice(axis: 2, 0..<shape[2])
      }
      return pass.run(images) { $0 }
    }
  }

  /// The translation of the bytes of an image, rounded to bytes: strip by strip, so that neither is ever
  /// there in single precision as a whole.
  ///
  /// - Parameters:
  ///   - bytes: `[3, H, W]`, uint8; sides of at least 8.
  ///   - rowsOfStrip: a multiple of 4; nil decides by the size.
  /// - Returns: `[3, H, W]`, uint8.
  package func translate(bytes: Tensor, rowsOfStrip: Int? = nil) -> Tensor {
    let shape = bytes.shape
    let pass = StripPass(self, height: shape[1], width: shape[2], stripRows: rowsOfStrip)
    guard pass.hasStrips, first.weight.device == .cpu else {
      return Self.bytes(of: translate(Self.numbers(of: bytes)))
    }
    return withoutGradients { pass.run(bytes.expanded(at: 0), Self.bytes) }
  }

  /// An upper bound of the bytes that ``translate(bytes:)`` takes beside picture and result.
  package func translationMemory(height: Int, width: Int) -> Int {
    StripPass(self, height: height, width: width).memory
  }

  fileprivate static func numbers(of bytes: Tensor) -> Tensor {
    bytes.type == .uint8 ? bytes.converted(to: .float32) / 127.5 - 1 : bytes
  }

  private static func bytes(of images: Tensor) -> Tensor {
    ImageFile.rounded((images + 1) / 2).converted(to: .uint8)
  }
}

/// One translation in strips: only what a convolution gives is kept as a whole, because the norm after it
/// needs its mean and variance; normalised numbers are made a strip at a time for the next convolution.
private struct StripPass {
  private let generator: ResNetGenerator
  private let height: Int
  private let width: Int
  /// Sides up to a multiple of 4.
  private let rows: Int
  private let columns: Int
  private let stripRows: Int

  /// About the bytes of a strip's largest tensor: few against the whole, many against its halo of six rows.
  private static let stripBytes = 24 << 20

  init(_ generator: ResNetGenerator, height: Int, width: Int, stripRows: Int? = nil) {
    self.generator = generator
    self.height = height
    self.width = width
    rows = (height + 3) / 4 * 4
    columns = (width + 3) / 4 * 4
    // The last convolution has 21 channels on its way to 3.
    let channels = max(generator.architecture.baseWidth, 21)
    self.stripRows = stripRows ?? max(32, Self.stripBytes / (4 * columns * channels) / 4 * 4)
  }

  /// Whether the image is larger than one strip.
  var hasStrips: Bool { rows > stripRows }

  /// The whole image, mirrored below and to the right.
  func mirrored(_ images: Tensor) -> Tensor {
    callOperator(
      "reflection_pad2d", .tensor(images), .ints([0, columns - width, 0, rows - height]))[0]
  }

  /// Translates `[1, 3, H, W]`; each strip of the result goes through `finish`.
  ///
  /// Every step frees what the one before it has given.
  func run(_ images: Tensor, _ finish: (Tensor) -> Tensor) -> Tensor {
    var x = entered(images)
    x = halved(x, by: generator.down[0], scale: 2)
    x = halved(x, by: generator.down[1], scale: 4)
    x = transformed(x)
    x = doubled(generator.up[0], scale: 2) { x.slice(axis: 2, $0) }
    x = doubledNormalized(x)
    return left(x, finish)
  }

  private func entered(_ images: Tensor) -> Tensor {
    let columns = Self.sources(-3..<columns + 3, of: width, upTo: columns)
    return assembled(channels: generator.first.weight.shape[0], scale: 1) { range in
      let sources = Self.sources(
        range.lowerBound - 3..<range.upperBound + 3, of: height, upTo: rows)
      let strip = images.gathered(axis: 2, sources).gathered(axis: 3, columns)
      return generator.first.unbiased(ResNetGenerator.numbers(of: strip))
    }
  }

  /// The rows of an image that stand in the given ones after it was mirrored up to `whole` rows, and then on
  /// both sides.
  private static func sources(_ range: Range<Int>, of count: Int, upTo whole: Int) -> [Int] {
    range.map { row in
      let inside = abs(row) < whole ? abs(row) : 2 * (whole - 1) - row
      return inside < count ? inside : 2 * (count - 1) - inside
    }
  }

  private func halved(_ image: Tensor, by layer: Conv2d, scale: Int) -> Tensor {
    let norm = NormalizedImage(image, then: .relu)
    return assembled(channels: layer.weight.shape[0], scale: scale) { range in
      let sources = 2 * range.lowerBound..<2 * range.upperBound + 1
      return norm.rows(sources, border: 1, isMirrored: false)
        .convolved(with: layer.weight, stride: 2)
    }
  }

  /// The residual blocks, on images of a sixteenth of the pixels.
  private func transformed(_ image: Tensor) -> Tensor {
    let blocks = generator.blocks
    var x = image.instanceNormalized(then: .relu, padded: blocks.isEmpty ? 0 : 1)
    for (index, block) in blocks.enumerated() {
      x = block(x, padded: index + 1 < blocks.count ? 1 : 0)
    }
    return x
  }

  /// An upsampling to a scale from the rows of its input.
  private func doubled(
    _ layer: ConvTranspose2d, scale: Int, _ source: (Range<Int>) -> Tensor
  ) -> Tensor {
    let inputRows = rows / scale / 2
    return assembled(channels: layer.weight.shape[1], scale: scale) { range in
      // Two rows of the result need their own row of the input and the one after it.
      let sources = range.lowerBound / 2..<min(range.upperBound / 2 + 1, inputRows)
      return layer.unbiased(source(sources)).slice(axis: 2, 0..<range.count)
    }
  }

  private func doubledNormalized(_ image: Tensor) -> Tensor {
    let norm = NormalizedImage(image, then: .relu)
    return doubled(generator.up[1], scale: 1) { norm.rows($0, border: 0, isMirrored: false) }
  }

  private func left(_ image: Tensor, _ finish: (Tensor) -> Tensor) -> Tensor {
    let norm = NormalizedImage(image, then: .relu)
    let strips = Tensor.strips(of: height, rows: stripRows).map { range in
      let strip = norm.rows(range.lowerBound..<range.upperBound + 6, border: 3, isMirrored: true)
      return finish(generator.last(strip).tanh()[0].slice(axis: 2, 0..<width)).contiguous()
    }
    return Tensor.concatenated(strips, axis: 1)
  }

  private func assembled(channels: Int, scale: Int, _ strip: (Range<Int>) -> Tensor) -> Tensor {
    Tensor.assembled(
      [1, channels, rows / scale, columns / scale], type: generator.first.weight.type,
      rows: stripRows, strip)
  }
}

extension StripPass {
  /// An upper bound of the bytes that a translation takes at its peak.
  ///
  /// Numbers of float32 and bytes of the picture and its translation, for each of its pixels, and strips;
  /// the shares of the strips are those of `/usr/bin/time -v` for pictures from 256 to 3024 pixels and widths of
  /// 8, 24 and 64. Freed memory is kept and not always fits what comes next, so that pictures of a few strips
  /// take more of them.
  var memory: Int {
    let base = generator.architecture.baseWidth
    let pixels = rows * columns
    let layer = 4 * max(base, 21) * pixels
    let strip = min(Self.stripBytes, layer)
    guard hasStrips else { return pixels * (10 * base + 48) + 2 * strip }
    // At both ends there are the layer at full size and the one at half of it.
    let ends = pixels * (6 * base + 6) + 6 * strip
    let last = pixels * (4 * base + 6) + min(25 * strip / 2, 17 * layer / 4)
    return max(ends, last)
  }
}
