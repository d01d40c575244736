internal import Foundation
public import Torch

extension Training {
  /// Everything that decides the steps still to come: all networks, both optimisers of each, the image
  /// pools, the order of the images and every generator of random numbers.
  ///
  /// ``init(_:on:distillations:teacher:resuming:device:)`` goes on from it to the same bits as a training
  /// that was never stopped.
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

  /// A training that goes on from a checkpoint.
  ///
  /// - Parameters:
  ///   - plan: that of the checkpoint.
  ///   - data: that of the checkpoint.
  ///   - distillations: those of the checkpoint, in their order.
  ///   - teacher: that of the checkpoint.
  ///   - checkpoint: ``checkpoint`` of the earlier training.
  ///   - device: must be there; may be another than that of the earlier training, at the price of equal
  ///     bits.
  /// - Throws: ``CheckpointError`` or `WeightsError` where the checkpoint is of another training.
  public init(
    _ plan: TrainingPlan, on data: TranslationData, distillations: [Distillation] = [.none],
    teacher: GeneratorPair? = nil, resuming checkpoint: Safetensors, device: Device = .cpu
  ) throws {
    guard let json = checkpoint.metadata["position"],
      let position = try? JSONDecoder().decode(Position.self, from: Data(json.utf8)),
      position.pools.count == distillations.count, position.pools.allSatisfy({ $0.count == 2 })
    else { throw CheckpointError.otherTraining }
    let trainers = try zip(distillations, position.pools).enumerated().map { index, pair in
      try CycleGANTrainer(
        plan, distillation: pair.0, saved: checkpoint.tensors, prefix: "\(index).", pools: pair.1,
        device: device)
    }
    self.init(
      plan, teacher: teacher, trainers: trainers,
      batches: plan.batches(data, position: position.batches), step: position.step,
      device: device)
  }

  /// The part of a checkpoint that is no tensor.
  private struct Position: Codable {
    let step: Int
    let batches: UnpairedBatches.Position
    let pools: [[SeededGenerator]]
  }
}

/// The reason why a checkpoint was refused.
public enum CheckpointError: Error, Equatable, CustomStringConvertible {
  /// A checkpoint of other networks or of another number of them.
  case otherTraining

  /// One sentence that says what is wrong and what to do.
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
      (SavedName.generators, generatorOptimizer), (.discriminators, discriminatorOptimizer),
    ] {
      for (index, tensor) in optimizer.state.enumerated() {
        tensors["\(name.rawValue).\(index)"] = tensor
      }
    }
    tensors["poolA"] = poolA.contents
    tensors["poolB"] = poolB.contents
    return tensors
  }

  fileprivate init(
    _ plan: TrainingPlan, distillation: Distillation, saved: [String: Tensor], prefix: String,
    pools: [SeededGenerator], device: Device
  ) throws {
    let model = try CycleGAN(generator: plan.generator, discriminator: plan.discriminator) {
      placed(storedWeights(saved, prefix: "\(prefix)\($0)."), on: device)
    }
    let optimizer = { (name: SavedName, parameters: [Tensor]) in
      let state = (0..<3 * parameters.count)
        .compactMap { saved["\(prefix)\(name.rawValue).\($0)"]?.moved(to: device) }
      guard state.count == 3 * parameters.count else { throw CheckpointError.otherTraining }
      return Adam(
        parameters, learningRate: plan.schedule.learningRate, betas: (0.5, 0.999), state: state)
    }
    self.init(
      model, weights: plan.weights, distillation: distillation,
      generatorOptimizer: try optimizer(.generators, model.generatorParameters),
      discriminatorOptimizer: try optimizer(.discriminators, model.discriminatorParameters),
      poolA: ImagePool(generator: pools[0], images: saved["\(prefix)poolA"]?.moved(to: device)),
      poolB: ImagePool(generator: pools[1], images: saved["\(prefix)poolB"]?.moved(to: device)))
  }
}

/// The name of an optimiser in a checkpoint; files of earlier versions fix them.
private enum SavedName: String {
  case generators
  case discriminators = "judges"
}
