import Foundation
import Torch
import WKD

/// The outline of a run that is about to be trained, in words.
struct RunOutline {
  let request: TrainingRequest
  let data: TranslationData
  let teacher: GeneratorPair?
  let start: StartingWeights?

  /// One line a subject.
  var text: String {
    [pictures, sides, networks, weights, length, rate, measured, machine].compactMap(\.self)
      .joined(separator: "\n")
  }

  private var pictures: String {
    "pictures: \(data.counts), \(request.data ?? "drawn meadow")\(data.leftOut)"
  }

  private var sides: String {
    let (side, load) = (request.size, request.loadSize)
    return switch request.preprocessing.method {
    case .square where request.data == nil && load == side: "size: \(side) px, drawn in that size"
    case .square where request.data == nil:
      "size: \(side) px, cut at random from drawings of \(load) px"
    case .square where load == side: "size: \(side) px, the largest centred square of each picture"
    case .square:
      "size: \(side) px, cut at random from the largest centred squares, resized to \(load) px"
    case .resizeAndCrop where load == side: "size: \(side) px, pictures stretched to it"
    case .resizeAndCrop: "size: \(side) px, cut at random from pictures stretched to \(load) px"
    case .crop: "size: \(side) px, cut at random from pictures as they are"
    case .scaleWidth: "size: whole pictures, \(load) px wide"
    case .scaleWidthAndCrop: "size: \(side) px, cut at random from pictures \(load) px wide"
    case .none: "size: pictures as they are, their sides made multiples of 4"
    }
  }

  private var networks: String {
    let plan = request.plan
    let size = { (size: ResNetGenerator.Architecture) in
      "width \(size.baseWidth), \(counted(size.blocks, "block"))"
    }
    let owner = teacher.map { ", by a teacher of \(size($0.architecture))" } ?? ""
    return "networks: \(request.networkNames.joined(separator: ", ")) of "
      + "\(size(plan.generator))\(owner); discriminators of width \(plan.discriminator.baseWidth), "
      + "\(plan.discriminator.layers) strided"
  }

  private var weights: String? {
    guard let start, let path = request.start else { return nil }
    let discriminators = start.discriminators == nil ? "new discriminators" : "its discriminators"
    return "begins from: \(path), \(discriminators)"
  }

  private var length: String {
    let schedule = request.plan.schedule
    let larger = max(data.trainA.count, data.trainB.count)
    let perEpoch = (larger + schedule.batchSize - 1) / schedule.batchSize
    let epochs = Double(schedule.steps) / Double(perEpoch)
    return
      "length: \(counted(schedule.steps, "step")) of \(schedule.batchSize) + \(schedule.batchSize) "
      + "pictures, \(counted(perEpoch, "step")) an epoch, \(short(epochs)) epoch\(epochs == 1 ? "" : "s")"
  }

  private var rate: String {
    let schedule = request.plan.schedule
    let start = schedule.decayFrom ?? schedule.steps / 2
    let course =
      start < schedule.steps ? "falling to 0 from step \(start) on" : "constant to the end"
    let past = schedule.earlier?.last.map {
      ", after \(counted($0.steps, "step")) of another schedule"
    }
    let objective = request.plan.weights
    return "learning rate: \(schedule.learningRate), \(course)\(past ?? ""); cycle loss "
      + "\(short(objective.cycle)), identity loss \(short(objective.identity))"
      + (objective.mirror == 0 ? "" : ", mirror loss \(short(objective.mirror))")
  }

  private var measured: String {
    guard data.testA.count > 0 else {
      return "measured: by nothing, since there are no test pictures"
    }
    let source = request.holdOut == nil ? "test" : "held-out training"
    return "measured: every \(counted(request.measureInterval, "step")) by "
      + "\(data.testA.count) + \(data.testB.count) \(source) pictures"
  }

  private var machine: String {
    "device: \(request.device.rawValue), \(counted(Runtime.threads, "thread"))"
  }

  private func short(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15
      ? "\(Int(number))" : String(format: "%.1f", number)
  }
}
