internal import Foundation
internal import Torch

/// Drawn horses and zebras on meadows: a data set that fits into its own recipe, and the only one
/// that knows the true zebra for every horse.
public enum Meadow {
  /// Draws the data set.
  ///
  /// Horses and zebras of the training sets stand in different scenes, so nothing is paired; the
  /// truth sets show the test scenes with the other coat.
  /// - Parameters:
  ///   - size: side of the pictures in pixels.
  ///   - train: pictures in each training set.
  ///   - test: pictures in each test set.
  ///   - seed: decides every picture.
  public static func data(size: Int = 64, train: Int = 600, test: Int = 48, seed: UInt64 = 0)
    -> TranslationData
  {
    TranslationData(
      domains: ("horse", "zebra"),
      trainA: set(.horse, count: train, stream: "train A", size: size, seed: seed),
      trainB: set(.zebra, count: train, stream: "train B", size: size, seed: seed),
      testA: set(.horse, count: test, stream: "test A", size: size, seed: seed),
      testB: set(.zebra, count: test, stream: "test B", size: size, seed: seed),
      truthB: set(.zebra, count: test, stream: "test A", size: size, seed: seed),
      truthA: set(.horse, count: test, stream: "test B", size: size, seed: seed))
  }

  private static func set(
    _ coat: MeadowScene.Coat, count: Int, stream: String, size: Int, seed: UInt64
  ) -> ImageSet {
    var generator = SeededGenerator(seed: seed, stream: stream)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count * 3 * size * size)
    for _ in 0..<count {
      bytes += MeadowScene(seed: generator.next()).draw(coat, size: size)
    }
    let pixels = bytes.withUnsafeBytes {
      Tensor(bytes: $0, shape: [count, 3, size, size], type: .uint8)
    }
    return ImageSet(pixels: pixels, names: (0..<count).map { "\(stream) \($0)" })
  }
}
