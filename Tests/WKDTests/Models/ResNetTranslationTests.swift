import Testing
import Torch
import WKD

@Suite struct ResNetTranslationTests {
  @Test(
    "strips give what one pass over the whole image gives, up to rounding",
    arguments: [(16, 12), (37, 50), (64, 33), (61, 40), (8, 8)], [(4, 2), (3, 0), (24, 1)])
  func strips(size: (Int, Int), network: (Int, Int)) throws {
    let generator = try ResNetGenerator(
      .init(baseWidth: network.0, blocks: network.1),
      weights: randomWeights(seed: 1, deviation: 0.1))
    var random = SeededGenerator(seed: 2)
    let image = Tensor.normal([3, size.0, size.1], deviation: 0.5, using: &random)
    let whole = generator.translate(image)
    for rows in [4, 8, 20] {
      let strips = generator.translate(image, rowsOfStrip: rows)
      #expect(strips.shape == whole.shape)
      // Means and variances are the same numbers; only convolutions may add in another order.
      #expect((strips - whole).abs().max().item < 2e-5, "\(rows)")
    }
  }

  @Test("in double precision strips are equal to 1e-12, so that nothing but rounding differs")
  func wideStrips() throws {
    let weights = try ResNetGenerator(
      .init(baseWidth: 5, blocks: 2), weights: randomWeights(seed: 3, deviation: 0.1)
    ).parameters
    let stored = Dictionary(
      uniqueKeysWithValues: weights.map { ($0.key, $0.tensor.detached.converted(to: .float64)) })
    let generator = try ResNetGenerator(
      .init(baseWidth: 5, blocks: 2), weights: storedWeights(stored, type: .float64))
    var random = SeededGenerator(seed: 4)
    let image = Tensor.normal([3, 45, 38], deviation: 0.5, type: .float64, using: &random)
    let whole = generator.translate(image)
    for rows in [4, 12] {
      let strips = generator.translate(image, rowsOfStrip: rows)
      #expect((strips - whole).abs().max().item < 1e-12)
    }
  }

  @Test("bytes are translated as their numbers are")
  func bytes() throws {
    let generator = try ResNetGenerator(
      .init(baseWidth: 4, blocks: 1), weights: randomWeights(seed: 1, deviation: 0.2))
    var random = SeededGenerator(seed: 5)
    let bytes = ImageFile.pixelBytes(Tensor.normal([3, 50, 41], deviation: 0.5, using: &random))
    let numbers = bytes.converted(to: .float32) / 127.5 - 1
    let wanted = ImageFile.rounded((generator.translate(numbers) + 1) / 2)
    #expect(generator.translate(bytes: bytes).values == wanted.values)
    let strips = generator.translate(bytes: bytes, rowsOfStrip: 8).converted(to: .float64)
    // Rounding may fall on the other side of a half.
    #expect((strips - wanted).abs().max().item <= 1)
    #expect((strips - wanted).abs().sum().item <= 2)
  }

  /// Megabytes by which the peak of a process was higher than for a picture of 8 x 8, the largest of three runs
  /// (`/usr/bin/time -v wkd-learn translate`, 2026-11-26).
  private static let peaks: [(width: Int, size: (Int, Int), megabytes: Double)] = [
    (8, (512, 512), 76), (8, (1200, 1600), 229), (8, (1536, 2048), 291),
    (24, (256, 256), 25), (24, (512, 512), 117), (24, (600, 800), 232), (24, (768, 1024), 255),
    (24, (960, 1280), 418), (24, (1200, 1600), 393), (24, (1536, 2048), 537),
    (24, (2268, 3024), 1112),
    (64, (512, 512), 198), (64, (600, 800), 357), (64, (960, 1280), 537),
  ]

  @Test(
    "the memory that is told is at least what was measured, and at most a fifth more for large work"
  )
  func memory() throws {
    for width in [8, 24, 64] {
      let generator = try ResNetGenerator(
        .init(baseWidth: width, blocks: 0), weights: randomWeights(seed: 1))
      for peak in Self.peaks where peak.width == width {
        let told =
          Double(generator.translationMemory(height: peak.size.0, width: peak.size.1)) / 1e6
        #expect(told >= peak.megabytes, "\(peak)")
        // Below that, the strips that may be taken count for more than what is.
        let excess = peak.megabytes > 500 ? 1.2 : 2
        #expect(told <= excess * peak.megabytes, "\(peak) \(told)")
      }
    }
  }
}
