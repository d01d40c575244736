public import Foundation
public import Torch

/// A generator in each direction between two image sets A and B.
///
/// ```swift
/// let pair = GeneratorPair(
///   ab: try ResNetGenerator(.init(baseWidth: 4, blocks: 1), weights: randomWeights(seed: 1)),
///   ba: try ResNetGenerator(.init(baseWidth: 4, blocks: 1), weights: randomWeights(seed: 2)))
/// let images = Meadow.data(size: 32, train: 1, test: 2)
/// let output = pair.translate(a: images.testA, b: images.testB)
/// print(output.fakeB.shape)  // [2, 3, 32, 32]
/// let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pair")
/// try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
/// try pair.write(to: folder, metadata: ["seed": "1"])
/// print(try GeneratorPair(contentsOf: folder).summary == pair.summary)  // true
/// try FileManager.default.removeItem(at: folder)
/// ```
public struct GeneratorPair: Sendable {
  /// The generator from A to B.
  public let ab: ResNetGenerator
  /// The generator from B to A.
  public let ba: ResNetGenerator

  /// A pair of two generators of one architecture.
  public init(ab: ResNetGenerator, ba: ResNetGenerator) {
    self.ab = ab
    self.ba = ba
  }

  /// Size of both generators.
  public var architecture: ResNetGenerator.Architecture { ab.architecture }

  /// The same generators on another device; themselves where they are there.
  public func moved(to device: Device) -> GeneratorPair {
    GeneratorPair(ab: ab.moved(to: device), ba: ba.moved(to: device))
  }

  /// Base width, blocks, and the ``Fingerprint`` of all weights: `24/4, 1be4...`.
  public var summary: String {
    var fingerprint = Fingerprint()
    for (_, tensor) in ab.parameters + ba.parameters { fingerprint.add(tensor) }
    return "\(architecture.baseWidth)/\(architecture.blocks), \(fingerprint.text)"
  }

  /// The translations of a batch of each set without recording gradients, as of a frozen teacher.
  ///
  /// - Shape: `[N, 3, H, W]`, kept; `N` of A and of B may differ.
  /// - Range: -1 to 1.
  /// - Precondition: images and generators are on one device.
  public func translate(a: Tensor, b: Tensor) -> Translations {
    withoutGradients { Translations(fakeB: ab(a), fakeA: ba(b)) }
  }

  /// The translations of whole sets, a few images at a time, so that only the results grow with their
  /// number.
  ///
  /// - Parameters:
  ///   - a: images of A, at least one; of one size where no side is given.
  ///   - b: images of B, at least one; of one size where no side is given.
  ///   - side: side of the squares to which the translations are resized; nil leaves them as they are.
  /// - Returns: `[N, 3, H, W]` twice, -1 to 1.
  /// - Precondition: the generators are on the CPU.
  public func translate(a: ImageSet, b: ImageSet, side: Int? = nil) -> Translations {
    let translated = { (generator: ResNetGenerator, images: ImageSet) in
      Tensor.concatenated(
        images.translationBatches.map { indices in
          withoutGradients { generator(images.batch(indices)).squared(to: side) }
        })
    }
    return Translations(fakeB: translated(ab, a), fakeA: translated(ba, b))
  }
}

extension ImageSet {
  /// The indices of all images in batches for a translation: 4, or fewer where these have more pixels than
  /// 256 by 256, at least one.
  ///
  /// A training step of one image keeps all layers of six passes, a translation a few of them at a time: of
  /// so many images it takes less memory.
  package var translationBatches: [[Int]] {
    batches(of: Self.translationBatch(ofPixels: sizes.map { $0.height * $0.width }.max() ?? 1))
  }

  /// The number of images of so many pixels in a batch for a translation.
  package static func translationBatch(ofPixels most: Int) -> Int {
    max(1, min(4, 256 * 256 / max(1, most)))
  }
}

extension Tensor {
  /// Images resized to squares; themselves where no side is given.
  fileprivate func squared(to side: Int?) -> Tensor {
    side.map { resized(height: $0, width: $0) } ?? self
  }
}

/// The first-pass translations of one batch, which distillation compares.
public struct Translations: Sendable {
  /// `[N, 3, H, W]`, A translated to B.
  public let fakeB: Tensor
  /// `[N, 3, H, W]`, B translated to A.
  public let fakeA: Tensor

  /// Translations of given images.
  public init(fakeB: Tensor, fakeA: Tensor) {
    self.fakeB = fakeB
    self.fakeA = fakeA
  }
}

extension GeneratorPair {
  /// The files of two generators: `G_A` goes from A to B, `G_B` back.
  public typealias Files = (ab: URL, ba: URL)

  /// Reads both generators of a folder.
  ///
  /// - Throws: ``GeneratorPairError``, or an error of ``ResNetGenerator/init(contentsOf:)``.
  public init(contentsOf folder: URL) throws {
    let files = try Self.files(in: folder)
    ab = try ResNetGenerator(contentsOf: files.ab)
    ba = try ResNetGenerator(contentsOf: files.ba)
  }

  /// Finds both generators of a folder, as ``GeneratorFolder`` does.
  ///
  /// - Throws: ``GeneratorPairError``.
  public static func files(in folder: URL) throws -> Files {
    try GeneratorFolder(folder).pair()
  }

  /// Writes both generators, with keys as in the reference implementation.
  ///
  /// - Parameters:
  ///   - folder: must exist.
  ///   - metadata: any facts about the weights; the architecture is added.
  /// - Throws: `SafetensorsError`.
  public func write(to folder: URL, metadata: [String: String] = [:]) throws {
    for (name, file) in files(metadata: metadata) {
      try file.write(to: folder.appendingPathComponent(name))
    }
  }

  /// Both generators as files, `G_A.safetensors` (A to B) and `G_B.safetensors`.
  ///
  /// - Parameter metadata: any facts about the weights; the architecture is added.
  /// - Returns: names and contents.
  public func files(metadata: [String: String] = [:]) -> [(name: String, file: Safetensors)] {
    [("G_A", ab), ("G_B", ba)].map { name, generator in
      ("\(name).safetensors", generator.safetensors(metadata: metadata))
    }
  }
}

/// A pair is encoded as the bytes of two safetensors files, so that it comes back bit by bit.
extension GeneratorPair: Codable {
  /// Decodes both generators, on the CPU.
  ///
  /// - Throws: `SafetensorsError`, `WeightsError` or ``GeneratorFileError`` for other data.
  public init(from decoder: any Decoder) throws {
    let files = try decoder.singleValueContainer().decode([Data].self)
    guard files.count == 2 else { throw SafetensorsError.damaged("two generators are wanted") }
    self.init(
      ab: try ResNetGenerator(Safetensors(data: files[0])),
      ba: try ResNetGenerator(Safetensors(data: files[1])))
  }

  /// Encodes both generators with their architectures.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(files().map(\.file.data))
  }
}
