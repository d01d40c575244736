internal import Foundation
public import Torch

extension Training {
  /// Everything that decides how the training goes on: all networks, both optimisers of each, the image
  /// pools, the order of the pictures and every generator of random numbers.
  ///
  /// ``init(_:on:distillations:teacher:resuming:)`` goes on from it to the same bits as a training that
  /// was never stopped.
  public var checkpoint: Safetensors {
    var tensors: [String: Tensor] = [:]
    for (index, trainer) in trainers.enumerated() {
      for (key, tensor) in trainer.savedTensors { tensors["\(index).\(key)"] = tensor }
    }
    let position = Position(
      step: step, batches: batches.position,
      pools: trainers.map { [$0.poolA.generator, $0.poolB.generator] })
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let json = try? encoder.encode(position) else {
      misuse("checkpoint", found: "numbers that are not JSON", wanted: "finite numbers")
    }
    return Safetensors(tensors, metadata: ["position": String(decoding: json, as: UTF8.self)])
  }

  /// Goes on from a checkpoint of the same plan, data, distillations and teacher.
  ///
  /// - Throws: ``CheckpointError`` or ``WeightsError`` where the checkpoint is of another training.
  public init(
    _ plan: TrainingPlan, on data: TranslationData, distillations: [Distillation] = [.none],
    teacher: GeneratorPair? = nil, resuming checkpoint: Safetensors
  ) throws {
    guard let json = checkpoint.metadata["position"],
      let position = try? JSONDecoder().decode(Position.self, from: Data(json.utf8)),
      position.pools.count == distillations.count, position.pools.allSatisfy({ $0.count == 2 })
    else { throw CheckpointError.otherTraining }
    let trainers = try zip(distillations, position.pools).enumerated().map { index, pair in
      try CycleGANTrainer(
        plan, distillation: pair.0, saved: checkpoint.tensors, prefix: "\(index).", pools: pair.1)
    }
    self.init(
      plan, teacher: teacher, trainers: trainers,
      batches: plan.batches(data, position: position.batches), step: position.step)
  }

  /// The part of a checkpoint that is no tensor.
  private struct Position: Codable {
    let step: Int
    let batches: UnpairedBatches.Position
    let pools: [[SeededGenerator]]
  }
}

/// Why a checkpoint was refused.
public enum CheckpointError: Error, Equatable, CustomStringConvertible {
  case otherTraining

  public var description: String {
    switch self {
    case .otherTraining:
      "the checkpoint is not of this training: start again in another folder"
    }
  }
}

extension CycleGANTrainer {
  /// Networks, optimisers and pools by key.
  fileprivate var savedTensors: [String: Tensor] {
    var tensors: [String: Tensor] = [:]
    for (network, parameters) in model.networks {
      for (key, tensor) in parameters { tensors["\(network).\(key)"] = tensor }
    }
    for (name, optimizer) in [
      ("generators", generatorOptimizer), ("judges", discriminatorOptimizer),
    ] {
      for (index, tensor) in optimizer.state.enumerated() { tensors["\(name).\(index)"] = tensor }
    }
    tensors["poolA"] = poolA.contents
    tensors["poolB"] = poolB.contents
    return tensors
  }

  fileprivate init(
    _ plan: TrainingPlan, distillation: Distillation, saved: [String: Tensor], prefix: String,
    pools: [SeededGenerator]
  ) throws {
    let model = try CycleGAN(generator: plan.generator, discriminator: plan.discriminator) {
      storedWeights(saved, prefix: "\(prefix)\($0).")
    }
    let optimizer = { (name: String, parameters: [Tensor]) in
      let state = (0..<3 * parameters.count).compactMap { saved["\(prefix)\(name).\($0)"] }
      guard state.count == 3 * parameters.count else { throw CheckpointError.otherTraining }
      return Adam(
        parameters, learningRate: plan.schedule.learningRate, betas: (0.5, 0.999), state: state)
    }
    self.init(
      model, weights: plan.weights, distillation: distillation,
      generatorOptimizer: try optimizer("generators", model.generatorParameters),
      discriminatorOptimizer: try optimizer("judges", model.discriminatorParameters),
      poolA: ImagePool(generator: pools[0], images: saved["\(prefix)poolA"]),
      poolB: ImagePool(generator: pools[1], images: saved["\(prefix)poolB"]))
  }
}
