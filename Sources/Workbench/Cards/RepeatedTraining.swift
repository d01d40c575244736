import Console
import Files
import Foundation
import Torch
import WKD

extension VerifiedRun {
  /// Trains with the settings of the card in a folder that is gone afterwards, and compares weights and
  /// numbers; a training that cannot be repeated is one check that says why.
  func trainedAgain(mobileNet: URL) -> [CardCheck] {
    let start = Self.start(of: run)
    let lost: String? =
      run.teacher != nil && teacher == nil
      ? "not trained, since its teacher is not there"
      : run.settings["start"] != nil && start?.isFolder != true
        ? "not trained, since its first weights are not there" : nil
    let names = run.networks.map(\.name).joined(separator: ", ")
    let unknown = { (reason: String) in
      [check(.weights, "trained again", "weights of \(names)", reason, .unknown)]
    }
    if let lost { return unknown(lost) }
    do {
      return try withScratchFolder("wkd-learn-verify") { scratch in
        let place = scratch.appendingPathComponent("run", isDirectory: true)
        return try comparedWithRepeated(in: place, mobileNet: mobileNet, start: start)
      }
    } catch {
      return unknown("cannot be trained again: \(error)")
    }
  }

  private func comparedWithRepeated(
    in place: URL, mobileNet: URL, start: URL?
  ) throws -> [CardCheck] {
    var request = request(in: place, mobileNet: mobileNet)
    if run.settings["start"] != nil { request.start = start?.path }
    guard case .complete(let results) = try TrainingRun(request).run() else { return [] }
    let record = try CompletedRun(place)
    // By their places: earlier versions called a teacher by its method.
    return zip(results.networks, run.networks).flatMap { network, recorded -> [CardCheck] in
      let name = "trained again, \(recorded.name)"
      guard !recorded.last.files.isEmpty else {
        return [check(.weights, name, "not known", "not compared: the card has no files", .unknown)]
      }
      let weights = record.weights(of: network, .last)
      let again = CompletedRun.files(ofWeights: weights, in: place)
      return zip(recorded.last.files, again).map { then, now in
        let isEqual = then.sha256 == now.sha256
        return check(
          .weights, "\(name), \(then.name)", String(then.sha256.prefix(16)),
          isEqual
            ? String(now.sha256.prefix(16))
            : distance(then, place.appendingPathComponent(now.name)),
          isEqual ? .exact : .differs)
      }
        + numbers(onlyRecorded(recorded.last), "\(name), last") { network.last[$0] }
    }
  }

  /// A table of a run has six digits, which are compared with those of the card's.
  private func onlyRecorded(_ weights: CardWeights) -> CardWeights {
    var weights = weights
    weights.numbers = weights.numbers.filter { $0.recorded != nil }.map {
      CardNumber(name: $0.name, recorded: $0.recorded, measured: nil)
    }
    return weights
  }

  /// How far the weights of two files are from each other, in words.
  private func distance(_ recorded: FileDigest, _ again: URL) -> String {
    guard
      let first = try? ResNetGenerator(contentsOf: folder.appendingPathComponent(recorded.name)),
      let second = try? ResNetGenerator(contentsOf: again),
      first.architecture == second.architecture
    else { return "another file, which cannot be compared" }
    let largest =
      zip(first.parameters, second.parameters).map { then, now in
        (then.1 - now.1).abs().max().item
      }.max() ?? 0
    return largest == 0
      ? "equal weights, another header" : String(format: "weights up to %.3g apart", largest)
  }

  private func request(in place: URL, mobileNet: URL) -> TrainingRequest {
    var request = TrainingRequest(
      data: pictures?.path, size: run.preprocessing.side, plan: run.plan,
      methods: run.networks.map(\.distillation), teacher: teacher?.folder.path, output: place,
      mobileNet: mobileNet, command: run.command)
    request.loadSize = run.preprocessing.loadSide
    request.meadow = (
      train: run.sets["trainA"]?.count ?? 600, test: run.sets["testA"]?.count ?? 48
    )
    request.threads = run.settings["threads"].flatMap(Int.init)
    request.device = run.settings["device"].flatMap(Device.init(rawValue:)) ?? .cpu
    let interval = { (name: String, usual: Int) in
      run.settings[name].flatMap(Int.init).map { max(1, $0) } ?? usual
    }
    request.logEvery = interval("logEvery", request.logInterval)
    request.measureEvery = interval("measureEvery", request.measureInterval)
    request.holdOut = source.holdOut
    request.preprocessing = source.preprocessing
    request.measuredPictures = run.measuredPictures
    return request
  }
}
