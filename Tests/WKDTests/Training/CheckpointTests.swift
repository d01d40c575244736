import Foundation
import Testing
import Torch
import WKD

@Suite struct CheckpointTests {
  private let data = Meadow.data(size: 32, train: 6, test: 3)
  private let plan = TrainingPlan(
    generator: .init(baseWidth: 2, blocks: 1), discriminator: .init(baseWidth: 2, layers: 1),
    schedule: Schedule(steps: 4, batchSize: 1), seed: 1)

  private func saved() throws -> Safetensors {
    var training = try Training(plan, on: data)
    for _ in 0..<2 { _ = try training.advance() }
    return try training.checkpoint
  }

  /// A checkpoint whose record of position has something replaced.
  private func replacing(_ pattern: Regex<Substring>, with text: String) throws -> Safetensors {
    var file = try saved()
    let position = try #require(file.metadata["position"])
    let changed = position.replacing(pattern, with: text)
    #expect(changed != position)
    file.metadata["position"] = changed
    return file
  }

  private func refuses(_ file: Safetensors, as error: CheckpointError = .otherTraining) {
    #expect(throws: error) { try Training(plan, on: data, resuming: file) }
  }

  @Test("an order that leads beyond the pictures, and steps below 0, are refused")
  func positions() throws {
    _ = try Training(plan, on: data, resuming: saved())
    refuses(try replacing(/"orderA":\[\d+/, with: "\"orderA\":[99"))
    refuses(try replacing(/"orderB":\[\d+/, with: "\"orderB\":[-1"))
    refuses(try replacing(/"step":2/, with: "\"step\":-3"))
    refuses(try replacing(/"step":2/, with: "\"step\":\(Int.min)"))
    refuses(try replacing(/"step":2/, with: "\"step\":1e300"))
  }

  @Test("pools and states of optimisers of another shape or type are refused")
  func tensors() throws {
    let file = try saved()
    let cases: [(String, Tensor)] = [
      ("0.poolA", Tensor.zeros([])), ("0.poolA", Tensor.zeros([3])),
      ("0.poolB", Tensor.zeros([2, 1, 32, 32])), ("0.poolB", Tensor.zeros([0, 3, 32, 32])),
      ("0.poolA", Tensor.zeros([51, 3, 32, 32])),
      ("0.poolA", Tensor.zeros([2, 3, 32, 32], type: .int64)),
      ("0.generators.0", Tensor.zeros([7])),
      ("0.judges.1", Tensor.zeros([2, 3, 4, 4], type: .float64)),
    ]
    for (key, tensor) in cases {
      var other = file
      #expect(other.tensors[key] != nil)
      other.tensors[key] = tensor
      refuses(other)
    }
  }

  @Test("numbers that are not finite are refused, wherever they stand")
  func finite() throws {
    let file = try saved()
    for key in ["0.G_A.model.1.weight", "0.D_B.model.0.bias", "0.generators.0", "0.poolA"] {
      var other = file
      let tensor = try #require(other.tensors[key])
      other.tensors[key] = tensor * .nan
      refuses(other, as: .notFinite)
    }
  }

  @Test("pools of pictures of several sizes come back to the same bits")
  func sizes() throws {
    let picture = { (height: Int, width: Int, seed: UInt64) -> Tensor in
      var generator = SeededGenerator(seed: seed)
      return (Tensor.normal([3, height, width], using: &generator) * 40 + 120)
        .clamped(to: 0...255).converted(to: .uint8)
    }
    let set = ImageSet(
      pictures: [picture(32, 40, 1), picture(36, 32, 2), picture(32, 32, 3)],
      names: ["1", "2", "3"])
    let mixed = TranslationData(domains: ("A", "B"), trainA: set, trainB: set)
    var whole = try Training(plan, on: mixed)
    for _ in 0..<2 { _ = try whole.advance() }
    let file = try Safetensors(data: whole.checkpoint.data)
    var resumed = try Training(plan, on: mixed, resuming: file)
    for _ in 0..<2 {
      _ = try whole.advance()
      _ = try resumed.advance()
    }
    #expect(try whole.checkpoint.data == resumed.checkpoint.data)
  }
}
