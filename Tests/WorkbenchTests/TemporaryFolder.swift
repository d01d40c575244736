import Foundation
import Testing
import Torch
import WKD

/// A folder that is gone when the test is.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    // A leftover in the temporary folder fails no test.
    try? FileManager.default.removeItem(at: url)
  }

  func place(_ name: String) -> URL { url.appendingPathComponent(name) }

  func path(_ name: String) -> String { place(name).path }

  /// Every path in the folder.
  var files: Set<String> {
    get throws { Set(try FileManager.default.subpathsOfDirectory(atPath: url.path)) }
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: place(name), encoding: .utf8)
  }

  func data(_ name: String) throws -> Data { try Data(contentsOf: place(name)) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: place(name))
  }

  /// Writes a smooth picture with some noise, so that every band has something.
  ///
  /// - Returns: the samples in the file, `[channels, height, width]`.
  @discardableResult
  func writePicture(
    _ name: String = "photo.png", channels: Int = 3, height: Int = 37, width: Int = 50,
    depth: Int = 8
  ) throws -> Tensor {
    var generator = SeededGenerator(seed: 1)
    let values = (0..<channels * height * width).map { index -> Double in
      let (x, y) = (Double(index % width), Double(index / width % height))
      return 0.5 + 0.3 * sin(x / 6) * cos(y / 5) + 0.05 * generator.nextNormal()
    }
    let image = Tensor(values, shape: [channels, height, width])
    let place = place(name)
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try #require(ImageFile.pngData(image, depth: depth)).write(to: place)
    return try ImageFile.readWithChannels(place).samples
  }

  /// Writes two small generators of random weights.
  @discardableResult
  func writePair(_ name: String = "pair") throws -> GeneratorPair {
    let generator = { (seed: UInt64) in
      try ResNetGenerator(
        .init(baseWidth: 2, blocks: 1), weights: randomWeights(seed: seed, deviation: 0.3))
    }
    let pair = GeneratorPair(ab: try generator(1), ba: try generator(2))
    try FileManager.default.createDirectory(at: place(name), withIntermediateDirectories: true)
    try pair.write(to: place(name))
    return pair
  }
}

/// The files that come with the repository.
enum Asset {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("assets")

  static let mobileNet = folder.appendingPathComponent("mobilenet_v2_features14.safetensors")

  /// The folders of some runs, by name.
  static func runs(_ name: String) throws -> [String] {
    let root = folder.appendingPathComponent("results/\(name)")
    return try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
      .map { root.appendingPathComponent($0).path }
  }
}
