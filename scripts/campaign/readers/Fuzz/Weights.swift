import Foundation
import Torch
import WKD
import Workbench

extension Target {
  /// Readers of tensors: what they promise about memory is the tightest of all.
  static let weights: [Target] = [
    Target(
      name: "safetensors", weight: 10, longest: 1 << 16, memory: 4 << 20,
      seeds: { try safetensorsSeeds($0) }
    ) { data in
      let file = try Safetensors(data: data)
      claim(
        file.tensors.values.reduce(0) { $0 + $1.count } <= 8 * data.count, "tensors out of nothing")
      claimSameAfterWriting(file)
    },
    Target(
      name: "pth", weight: 12, longest: 1 << 16, memory: 4 << 20,
      seeds: { root in
        files(root, ["Tests/TorchTests/Golden", hostile], ["pth"])
          + files(root, ["Tests/WKDTests/Golden/models"], ["pth"], largest: 60_000)
      }
    ) { data in
      let file = try TorchFile(data: data)
      claim(!file.tensors.isEmpty, "a file without a tensor was accepted")
      claimSameAfterWriting(Safetensors(file.tensors, metadata: file.metadata))
    },
    Target(
      name: "generator", weight: 3, longest: 1 << 17, memory: 16 << 20,
      seeds: { try generatorSeeds($0) }
    ) { data in
      let generator = try ResNetGenerator(contentsOf: Scratch.file("generator", data))
      let picture = Tensor.zeros([1, 3, 8, 8])
      guard generator.architecture.baseWidth <= 8 else { return }
      let result = withoutGradients { generator(picture) }
      claim(result.shape == picture.shape, "a picture became \(result.shape)")
      _ = result.floats
    },
    Target(
      name: "bands", weight: 4, longest: 1 << 15, memory: 16 << 20, seeds: { try bandSeeds($0) }
    ) { data in
      let place = try Scratch.file("bands.safetensors", data)
      let folder = try Scratch.empty("restored")
      let report = try Reconstruction(bands: place.path, output: folder.path).run()
      let picture = try ImageFile.header(of: folder.appendingPathComponent("reconstructed.png"))
      claim(
        [picture.height, picture.width, picture.channels]
          == [report.height, report.width, report.channels], "another picture than was reported")
    },
    Target(
      name: "checkpoint", weight: 1, longest: 1 << 18, memory: 64 << 20,
      seeds: { try checkpointSeeds($0) }
    ) { data in
      var training = try Training(plan, on: meadow, resuming: Safetensors(data: data))
      claim(training.step >= 0, "a step below 0")
      if !training.isComplete { _ = try training.advance() }
    },
  ]

  /// What was read is what is written and read again.
  private static func claimSameAfterWriting(_ file: Safetensors) {
    guard let again = try? Safetensors(data: file.data) else {
      return claim(false, "what was written cannot be read")
    }
    claim(again.metadata == file.metadata, "other metadata after writing")
    claim(again.tensors.count == file.tensors.count, "other tensors after writing")
    for (name, tensor) in file.tensors {
      guard let other = again.tensors[name] else {
        return claim(false, "\(name.debugDescription) is lost by writing")
      }
      claim(
        other.shape == tensor.shape && other.type == tensor.type && same(other, tensor),
        "\(name.debugDescription) is another after writing")
    }
  }

  private static func same(_ one: Tensor, _ other: Tensor) -> Bool {
    let size = one.count * one.type.byteCount
    guard size > 0 else { return true }
    return one.contiguous().withElements { first in
      other.contiguous().withElements { memcmp(first, $0, size) == 0 }
    }
  }

  private static func safetensorsSeeds(_ root: URL) throws -> [Data] {
    let tensors: [String: Tensor] = [
      "a": Tensor([Float(1), 2, 3], shape: [3, 1]), "b.c": Tensor(integers: [1, -2]),
      "half": Tensor([Float(0.5)]).converted(to: .float16), "none": Tensor.zeros([0, 4]),
    ]
    return [Safetensors(tensors, metadata: ["epoch": "3"]).data]
      + files(root, ["Tests/TorchTests/Golden", hostile], ["safetensors"], largest: 60_000)
  }

  private static func generatorSeeds(_ root: URL) throws -> [Data] {
    let small = try ResNetGenerator(.init(baseWidth: 2, blocks: 1), weights: randomWeights(seed: 1))
    return [small.safetensors().data]
      + files(root, ["Tests/WKDTests/Golden/models"], ["pth", "safetensors"], largest: 120_000)
  }

  private static func bandSeeds(_ root: URL) throws -> [Data] {
    let picture = Tensor((0..<48).map { Double($0) / 48 }, shape: [1, 6, 8])
    let modes: [BoundaryMode] = [.symmetric, .periodization]
    return try modes.map { mode in
      let transform = WaveletTransform(try FilterBank(named: "db2"), levels: 2, mode: mode)
      var tensors: [String: Tensor] = ["input": picture]
      for band in transform(picture).bands { tensors[band.name] = band.coefficients }
      let facts = [
        "wavelet": "db2", "mode": mode.rawValue, "levels": "2", "height": "6", "width": "8",
        "depth": "8",
      ]
      return Safetensors(tensors, metadata: facts).data
    } + files(root, [hostile], ["safetensors"])
  }

  private static let plan = TrainingPlan(
    generator: .init(baseWidth: 1, blocks: 1), discriminator: .init(baseWidth: 1, layers: 1),
    schedule: Schedule(steps: 4, batchSize: 1), seed: 1)
  private static let meadow = Meadow.data(size: 32, train: 3, test: 0)

  private static func checkpointSeeds(_ root: URL) throws -> [Data] {
    var training = try Training(plan, on: meadow)
    _ = try training.advance()
    return [try training.checkpoint.data]
  }
}
