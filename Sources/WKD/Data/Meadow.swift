internal import Torch

/// Drawn horses and zebras on meadows: a data set made from its seed, which knows the true zebra for every
/// horse.
public enum Meadow {
  /// Draws the data set.
  ///
  /// Equal arguments give equal bytes on every machine. Horses and zebras of the training sets stand in
  /// different scenes, so nothing is paired; the truth sets show the test scenes with the other coat.
  ///
  /// - Parameters:
  ///   - size: side of the images in pixels.
  ///   - trainSize: side of those of the training sets, from which squares are then cut; nil is `size`.
  ///   - train: images in each training set.
  ///   - test: images in each test set, which do not depend on `train`.
  ///   - seed: decides every image.
  /// - Returns: sets of horses (A) and zebras (B), with the true counterparts of both test sets.
  public static func data(
    size: Int = 64, trainSize: Int? = nil, train: Int = 600, test: Int = 48, seed: UInt64 = 0
  ) -> TranslationData {
    let trainSize = trainSize ?? size
    return TranslationData(
      domains: ("horse", "zebra"),
      trainA: set(.horse, count: train, stream: "train A", size: trainSize, seed: seed),
      trainB: set(.zebra, count: train, stream: "train B", size: trainSize, seed: seed),
      testA: set(.horse, count: test, stream: "test A", size: size, seed: seed),
      testB: set(.zebra, count: test, stream: "test B", size: size, seed: seed),
      truthB: set(.zebra, count: test, stream: "test A", size: size, seed: seed),
      truthA: set(.horse, count: test, stream: "test B", size: size, seed: seed))
  }

  /// The places of the heads of the test animals, in the order of the test sets.
  ///
  /// - Parameters:
  ///   - size: side of the images in pixels.
  ///   - test: images in each test set.
  ///   - seed: that of the data.
  /// - Returns: the heads of the horses (A) and of the zebras (B).
  public static func testHeads(size: Int = 64, test: Int = 48, seed: UInt64 = 0) -> (
    a: [MeadowHead], b: [MeadowHead]
  ) {
    let heads = { (stream: String) in
      scenes(count: test, stream: stream, seed: seed).map { $0.head(size: size) }
    }
    return (heads("test A"), heads("test B"))
  }

  private static func scenes(count: Int, stream: String, seed: UInt64) -> [MeadowScene] {
    var generator = SeededGenerator(seed: seed, stream: stream)
    return (0..<count).map { _ in MeadowScene(seed: generator.next()) }
  }

  private static func set(
    _ coat: MeadowScene.Coat, count: Int, stream: String, size: Int, seed: UInt64
  ) -> ImageSet {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count * 3 * size * size)
    for scene in scenes(count: count, stream: stream, seed: seed) {
      bytes += scene.draw(coat, size: size)
    }
    let pixels = bytes.withUnsafeBytes {
      Tensor(bytes: $0, shape: [count, 3, size, size], type: .uint8)
    }
    return ImageSet(pixels: pixels, names: (0..<count).map { "\(stream) \($0)" })
  }
}
