import Foundation
import Torch
import WKD

/// One picture and its translation, both as bytes.
struct TranslatedPicture {
  private let name: String
  private let header: ImageHeader
  private let input: Tensor
  private let output: Tensor
  private let alpha: Tensor?

  /// Reads a picture, scales it down where it has to be, and translates it.
  ///
  /// - Parameters:
  ///   - source: the picture.
  ///   - header: its size and kind.
  ///   - largestSide: the longer side that it may have; nil for any.
  ///   - generator: translates it.
  /// - Throws: `ImageError`, or ``PictureTooLarge`` before memory is taken.
  init(
    _ source: PictureSource, header: ImageHeader, largestSide: Int?,
    by generator: ResNetGenerator
  ) throws {
    name = source.name
    self.header = header
    let size = ScaledSize(header, largestSide: largestSide)
    try size.checkMemory(of: source.name, for: generator)
    (input, alpha) = try source.read { try Self.pixels(of: $0, header, size) }
    output = generator.translate(bytes: input)
  }

  /// The colours on white and the opacity, at the size of the translation.
  private static func pixels(
    of file: URL, _ header: ImageHeader, _ size: ScaledSize
  ) throws -> (colors: Tensor, alpha: Tensor?) {
    if size.isScaled, !header.hasAlpha {
      let fit = ImageFit.size(height: size.height, width: size.width)
      return (try ImageFile.read(file, fitting: fit), nil)
    }
    let picture = try ImageFile.readWithChannels(file)
    let alpha = picture.alpha.map { $0.converted(to: .float32) / Double(picture.maximum) }
    guard size.isScaled else { return (picture.colorBytes, alpha) }
    func scaled(_ image: Tensor) -> Tensor {
      image.converted(to: .float32).expanded(at: 0)
        .resized(height: size.height, width: size.width)[0]
    }
    let colors = (scaled(picture.colorBytes) + 0.5).clamped(to: 0...255).converted(to: .uint8)
    return (colors, alpha.map(scaled))
  }

  /// The bytes of a file of the translation.
  func data(format: ImageFile.Format, quality: Int, showsInput: Bool) throws -> Data {
    func beside(_ left: Tensor, _ right: Tensor) -> Tensor {
      showsInput ? Tensor.concatenated([left, right], axis: 2) : right
    }
    return try ImageFile.data(
      beside(input, output), alpha: format == .png ? alpha.map { beside($0, $0) } : nil,
      format: format, quality: quality)
  }

  /// The facts for a report.
  func facts(
    of item: TranslationInputs.Item, format: ImageFile.Format
  ) -> TranslationReport.Picture {
    .init(
      input: name, output: item.output.relativePath, keepsEnding: item.keepsEnding,
      width: header.width, height: header.height,
      outputWidth: output.shape[2], outputHeight: output.shape[1], isGrey: header.channels == 1,
      hasAlpha: alpha != nil, keepsAlpha: alpha != nil && format == .png)
  }
}

/// The size at which a picture is translated.
private struct ScaledSize {
  let height: Int
  let width: Int
  let isScaled: Bool
  private let header: ImageHeader

  init(_ header: ImageHeader, largestSide: Int?) {
    self.header = header
    let longer = max(header.height, header.width)
    guard let largestSide, longer > largestSide else {
      (height, width, isScaled) = (header.height, header.width, false)
      return
    }
    func scaled(_ side: Int) -> Int {
      let exact = Double(side) * Double(largestSide) / Double(longer)
      return max(TranslationInputs.smallestSide, Int(exact.rounded()))
    }
    (height, width, isScaled) = (scaled(header.height), scaled(header.width), true)
  }

  /// Refuses a size for which there is not enough memory, with the size that would do.
  func checkMemory(of name: String, for generator: ResNetGenerator) throws {
    do {
      try MachineMemory.check(
        bytes(for: generator), for: "translating \(name) (\(width) x \(height))", advice: "")
    } catch let error as MemoryError {
      // The memory grows with the side: the largest one that fits lies between these two.
      var (fitting, tooLarge) = (0, max(height, width))
      while tooLarge - fitting > 1 {
        let middle = (fitting + tooLarge) / 2
        let needed = ScaledSize(header, largestSide: middle).bytes(for: generator)
        if needed <= error.available { fitting = middle } else { tooLarge = middle }
      }
      throw PictureTooLarge(error, fittingSide: fitting / 8 * 8)
    }
  }

  private func bytes(for generator: ResNetGenerator) -> Int {
    // The decoder holds the samples twice for a moment, a scaled picture is read in strips.
    let decoder = 2 * header.height * header.width * (header.depth == 8 ? 3 : 12)
    let scaling = isScaled && header.hasAlpha ? 16 * header.height * header.width : 0
    return max(decoder + scaling, generator.translationMemory(height: height, width: width))
  }
}

/// A picture for which there is not enough memory.
struct PictureTooLarge: Error, CustomStringConvertible {
  let description: String
  /// The longer side to which it can be scaled so that memory is enough; nil where none is.
  let fittingSide: Int?

  /// The error of the check, whose advice is still to come.
  init(_ error: MemoryError, fittingSide: Int) {
    let fits = fittingSide >= TranslationInputs.smallestSide
    self.fittingSide = fits ? fittingSide : nil
    description =
      "\(error)"
      + (fits
        ? "scale it down to at most \(fittingSide) pixels on its longer side"
        : "take a narrower generator, or end other programs")
  }
}
