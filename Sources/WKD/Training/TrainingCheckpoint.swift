internal import Foundation
public import Torch

extension Training {
  /// Everything that decides the steps still to come: all networks, both optimisers of each, the image
  /// pools, the order of the images and every generator of random numbers.
  ///
  /// ``init(_:on:distillations:teacher:resuming:device:)`` goes on from it to the same bits as a training
  /// that was never stopped.
  ///
  /// - Throws: ``TrainingDivergence`` where a number is not finite, so that it never takes the place of a
  ///   checkpoint that is worth keeping.
  public var checkpoint: Safetensors {
    get throws {
      try requireFiniteWeights()
      return savedState
    }
  }

  private var savedState: Safetensors {
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
      position.step >= 0, position.batches.isWithin(data),
      position.pools.count == distillations.count, position.pools.allSatisfy({ $0.count == 2 })
    else { throw CheckpointError.otherTraining }
    let trainers = try zip(distillations, position.pools).enumerated().map { index, pair in
      let prefix = "\(index)."
      let own = checkpoint.tensors.filter { $0.key.hasPrefix(prefix) }
      guard own.values.allSatisfy(\.isFinite) else { throw CheckpointError.notFinite }
      let saved = Dictionary(
        uniqueKeysWithValues: own.map { (String($0.key.dropFirst(prefix.count)), $0.value) })
      return try CycleGANTrainer(
        plan, distillation: pair.0, saved: saved, pools: pair.1, device: device)
    }
    self.init(
      plan, teacher: teacher, trainers: trainers,
      batches: plan.batches(data, position: position.batches), step: position.step,
      device: device)
  }

  /// Throws where a weight of a network, or the state of its optimiser, is not a finite number.
  ///
  /// - Throws: ``TrainingDivergence``.
  package func requireFiniteWeights() throws {
    for (index, trainer) in trainers.enumerated()
    where !trainer.savedTensors.values.allSatisfy(\.isFinite) {
      throw TrainingDivergence(step: step, network: networkName(index))
    }
  }

  /// The part of a checkpoint that is no tensor.
  private struct Position: Codable {
    let step: Int
    let batches: UnpairedBatches.Position
    let pools: [[SeededGenerator]]
  }
}

extension CycleGANTrainer {
  /// Networks, optimisers and pools by key.
  var savedTensors: [String: Tensor] {
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
    for (name, pool) in [("poolA", poolA), ("poolB", poolB)] {
      tensors.merge(pool.tensors(name: name)) { $1 }
    }
    return tensors
  }

  /// A trainer that goes on from saved tensors under their own keys.
  ///
  /// - Throws: ``CheckpointError/otherTraining`` or `WeightsError` where they are of other networks.
  fileprivate init(
    _ plan: TrainingPlan, distillation: Distillation, saved: [String: Tensor],
    pools: [SeededGenerator], device: Device
  ) throws {
    let model = try CycleGAN(generator: plan.generator, discriminator: plan.discriminator) {
      placed(storedWeights(saved, prefix: "\($0)."), on: device)
    }
    let optimizer = { (name: SavedName, parameters: [Tensor]) in
      let state = (0..<3 * parameters.count).compactMap { saved["\(name.rawValue).\($0)"] }
      guard Adam.isState(state, of: parameters) else { throw CheckpointError.otherTraining }
      return Adam(
        parameters, learningRate: plan.schedule.learningRate, betas: (0.5, 0.999),
        state: state.map { $0.moved(to: device) })
    }
    let pool = { (name: String, generator: SeededGenerator) throws -> ImagePool in
      guard
        let pool = ImagePool(
          generator: generator, tensors: saved, name: name, crop: plan.crop, device: device)
      else { throw CheckpointError.otherTraining }
      return pool
    }
    self.init(
      model, weights: plan.weights, distillation: distillation,
      generatorOptimizer: try optimizer(.generators, model.generatorParameters),
      discriminatorOptimizer: try optimizer(.discriminators, model.discriminatorParameters),
      poolA: try pool("poolA", pools[0]), poolB: try pool("poolB", pools[1]))
  }
}

/// The name of an optimiser in a checkpoint; files of earlier versions fix them.
private enum SavedName: String {
  case generators
  case discriminators = "judges"
}

extension UnpairedBatches.Position {
  /// Whether all images that are still to come are there.
  fileprivate func isWithin(_ data: TranslationData) -> Bool {
    orderA.allSatisfy((0..<data.trainA.count).contains)
      && orderB.allSatisfy((0..<data.trainB.count).contains)
  }
}
