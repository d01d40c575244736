import Console
import Files
public import Foundation
import Torch
import WKD

/// The maker of a ``ResultCard`` and of its page.
///
/// ```swift
/// // Needs the folder of a complete run.
/// let maker = CardMaker(
///   runs: ["students"], output: URL(fileURLWithPath: "card"),
///   mobileNet: URL(fileURLWithPath: "mobilenet_v2_features14.safetensors"))
/// print(try maker.write().runs[0].problems)
/// ```
public struct CardMaker: Sendable {
  /// The paths of complete runs.
  public var runs: [String]
  /// The folder of the card; it is made where it is missing.
  public var output: URL
  /// The file with the weights of MobileNetV2's features.
  public var mobileNet: URL
  /// The file with Inception's weights, which adds FID; nil for none.
  public var inception: URL?
  /// The folder of pictures, where it is not where the runs had it.
  public var data: String?
  /// The folder of the teacher, where the command of the runs does not name it.
  public var teacher: URL?
  /// The program that measures time and memory in a process of its own; nil measures in this process.
  package var measurer: URL?

  /// A card of runs.
  ///
  /// - Parameters:
  ///   - runs: the paths of complete runs.
  ///   - output: the folder of the card.
  ///   - mobileNet: `mobilenet_v2_features14.safetensors`.
  public init(runs: [String], output: URL, mobileNet: URL) {
    self.runs = runs
    self.output = output
    self.mobileNet = mobileNet
  }

  /// Measures the runs again and writes `card.json` and `README.md`.
  ///
  /// - Returns: the card.
  /// - Throws: ``RunResultsError``, ``ResultCardError/foreign(_:)``, what reading weights of features
  ///   throws, or an error that names a file which cannot be written.
  @discardableResult
  public func write() throws -> ResultCard {
    let isThere = { (name: String) in
      FileManager.default.fileExists(atPath: output.appendingPathComponent(name).path)
    }
    guard !isThere("README.md") || isThere(ResultCard.fileName) else {
      throw ResultCardError.foreign(output.relativePath)
    }
    let records = try runs.map { try CompletedRun(URL(fileURLWithPath: $0)) }
    try StagedFiles.makeFolder(output)
    var features: [String: FileDigest] = [:]
    features["MobileNetV2"] = FileDigest(of: mobileNet, name: mobileNet.lastPathComponent)
    features["Inception"] = inception.flatMap { FileDigest(of: $0, name: $0.lastPathComponent) }
    let card = ResultCard(
      features: features, runs: try records.map(run),
      groups: RunGroup.all(zip(runs, records).map { ($0, $1.results) }).map(Self.group))
    let staged = StagedFiles()
    try staged.add(output.appendingPathComponent(ResultCard.fileName)) {
      try JSONText.data(of: card, isPretty: true)
    }
    try staged.add(output.appendingPathComponent("README.md")) { Data(card.page.utf8) }
    try staged.commit()
    return card
  }

  private func run(_ record: CompletedRun) throws -> CardRun {
    let results = record.results
    var problems = record.problems
    if let threads = record.settings["threads"].flatMap(Int.init), threads > 0 {
      Runtime.setThreads(threads)
    }
    let root = results.data == "meadow" && data == nil ? nil : data ?? results.data
    let folder = root.map { URL(fileURLWithPath: $0) }
    let known = pictures(record, root: folder, problems: &problems)
    let teacher = CardTeacher.find(
      record.teacher, among: [teacher, CardTeacher.folder(of: "teacher", in: results.command)])
    // Without test pictures there is nothing to measure against it.
    if record.teacher != nil, teacher == nil, known != nil {
      problems.append("the teacher was not found: what is measured against it was not repeated")
    }
    let measurement = try known.map {
      try CardMeasurement(
        data: $0.data, teacher: teacher?.pair, mobileNet: mobileNet, inception: inception)
    }
    let networks = results.networks.map { network in
      CardNetwork(
        name: network.name, distillation: network.distillation, size: results.student,
        last: weights(network, .last, record, measurement, &problems),
        best: weights(network, .best, record, measurement, &problems))
    }
    return CardRun(
      path: output.path(to: record.folder), command: results.command, data: results.data,
      dataPath: known == nil ? nil : folder.map { output.path(to: $0) }, plan: results.plan,
      sets: sets(record, known), measuredPictures: known?.source.measured,
      preprocessing: CardPreprocessing(
        side: results.size, loadSide: record.loadSide, way: record.preprocessing,
        crop: results.plan.crop),
      teacher: record.teacher, settings: record.settings, selection: results.selection,
      networks: networks, machine: results.environment, secondsAtTraining: results.time.median,
      timing: timing(record), problems: problems)
  }

  /// The test pictures of the run; nil where they are not there, or others are.
  private func pictures(
    _ record: CompletedRun, root: URL?, problems: inout [String]
  ) -> CardPictures? {
    // A run without test pictures is complete, and the page says that nothing was measured.
    guard record.results.testPictures.values.contains(where: { $0 > 0 }) else { return nil }
    do {
      let pictures = try CardPictures(record.testPictures(in: root).settled)
      if record.fits(pictures) { return pictures }
      problems.append("the test pictures that are there now are not those of the run")
    } catch {
      problems.append("the test pictures cannot be read: \(error)")
    }
    return nil
  }

  private func sets(_ record: CompletedRun, _ pictures: CardPictures?) -> [String: CardSet] {
    var sets: [String: CardSet] = [:]
    for name in ["trainA", "trainB", "testA", "testB"] {
      let summary = record.sets[name] ?? ""
      let files = pictures.flatMap { CardPictures.digests(of: name, from: $0.source) }
      let count = summary.isEmpty ? files?.count ?? 0 : TestPictures.count(of: summary)
      // Files of another number are not those of the run.
      sets[name] = CardSet(
        count: count, summary: summary, files: files?.count == count ? files : nil)
    }
    return sets
  }

  private func weights(
    _ network: RunResults.Network, _ moment: RunGroup.Moment, _ record: CompletedRun,
    _ measurement: CardMeasurement?, _ problems: inout [String]
  ) -> CardWeights {
    let folder = record.weights(of: network, moment)
    let recorded = moment == .last ? network.last : network.best
    let step = moment == .last ? record.results.plan.schedule.steps : network.bestStep
    // Nothing chose a best step.
    if moment == .best, record.results.metrics.isEmpty {
      return CardWeights(step: step, files: [], numbers: [])
    }
    let word = "\(network.name), \(moment == .last ? "last" : "best") weights"
    let files = CompletedRun.files(ofWeights: folder, in: record.folder)
    var found: [(name: String, value: Double?)] = []
    do {
      if files.isEmpty { throw GeneratorPairError.noGenerators(folder.relativePath) }
      let pair = try GeneratorPair(contentsOf: folder)
      found = measurement?(pair) ?? []
    } catch {
      problems.append("\(word): \(error)")
    }
    let measured = Dictionary(found.map { ($0.name, $0.value) }) { first, _ in first }
    let names =
      record.results.metrics
      + found.map(\.name).filter {
        !record.results.metrics.contains($0)
      }
    let numbers = names.map {
      CardNumber(name: $0, recorded: recorded[$0], measured: measured[$0] ?? nil)
    }
    let wrong = numbers.filter { number in
      guard let now = number.measured, let then = number.recorded else { return false }
      return Agreement(of: then, and: now) == .differs
    }
    if !wrong.isEmpty {
      problems.append(
        "\(word): measured again, these are not the numbers of the run: "
          + wrong.map(\.name).joined(separator: ", "))
    }
    return CardWeights(step: step, files: files, numbers: numbers)
  }

  private func timing(_ record: CompletedRun) -> CardTiming? {
    let folder = record.weights(of: record.results.networks[0], .last)
    // A machine that cannot measure itself makes a card without these numbers.
    let timing = try? GeneratorTiming.measured(
      by: measurer, weights: folder.path, size: record.results.size, threads: Runtime.threads)
    return timing.map {
      CardTiming(
        seconds: $0.seconds, spread: $0.spread, memory: $0.memory, machine: Machine.current())
    }
  }

  private static func group(_ group: RunGroup) -> CardGroup {
    let means = { (moment: RunGroup.Moment) -> [CardMean] in
      (group.results.first?.metrics ?? []).compactMap { metric in
        let values = group.values(metric, of: moment)
        guard !values.isEmpty else { return nil }
        let interval = MeanInterval(values)
        return CardMean(
          name: metric, count: interval.count, mean: interval.mean,
          halfWidth: interval.halfWidth.isFinite ? interval.halfWidth : nil)
      }
    }
    return CardGroup(
      name: group.name, seeds: group.seeds, last: means(.last), best: means(.best))
  }
}
