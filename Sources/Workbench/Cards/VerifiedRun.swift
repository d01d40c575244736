import Foundation
import Torch
import WKD

/// One run of a card with the places where its files are looked for.
struct VerifiedRun {
  let run: CardRun
  let number: Int
  let folder: URL
  /// nil for the meadow.
  let pictures: URL?
  let teacher: (folder: URL, pair: GeneratorPair)?

  func check(
    _ subject: CardCheck.Subject, _ name: String, _ recorded: String, _ found: String,
    _ agreement: Agreement? = nil
  ) -> CardCheck {
    CardCheck(subject, run: number, name, recorded: recorded, found: found, agreement)
  }

  private var allWeights: [(network: CardNetwork, word: String, weights: CardWeights)] {
    run.networks.flatMap { [($0, "last", $0.last), ($0, "best", $0.best)] }
  }

  /// The files of pictures and weights, one by one.
  var files: [CardCheck] {
    var checks: [CardCheck] = []
    for (name, set) in run.sets.sorted(by: { $0.key < $1.key }) {
      guard let files = set.files, let pictures else { continue }
      // A part of a folder is known by its names alone.
      let isPart =
        run.settings["holdOut"] != nil || name.hasPrefix("test") && source.measured != nil
      let found =
        isPart
        ? CardPictures.digests(of: files.map(\.name).filter(Self.staysInside), in: pictures)
        : CardPictures.files(of: name, in: pictures)
      guard let found else {
        // Training pictures decide nothing of what is measured, and need not be there.
        if name.hasPrefix("test") {
          checks.append(
            check(.pictures, name, counted(files.count, "file"), "the folder is missing", .unknown))
        }
        continue
      }
      checks += compared(files, found, as: .pictures)
    }
    for (network, word, weights) in allWeights {
      let found = found(weights)
      checks += compared(weights.files, found, as: .weights)
      if weights.files.isEmpty, word == "last" {
        checks.append(
          check(.weights, "\(network.name), \(word)", "not known", "no digest to compare", .unknown)
        )
      }
    }
    return checks
  }

  /// The digests of the files that the card names, where they lie in the run's folder.
  private func found(_ weights: CardWeights) -> [FileDigest] {
    weights.files.compactMap { file in
      Self.staysInside(file.name)
        ? FileDigest(of: folder.appendingPathComponent(file.name), name: file.name) : nil
    }
  }

  /// A card of strangers does not lead out of a folder.
  private static func staysInside(_ path: String) -> Bool {
    !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
  }

  var source: CardPictures.Source {
    CardPictures.Source(
      root: pictures, side: run.preprocessing.side,
      preprocessing: pictures == nil ? .square : run.preprocessing.way,
      drawn: run.sets["testA"]?.count ?? 48,
      holdOut: run.settings["holdOut"].flatMap(Double.init).flatMap { $0 > 0 && $0 < 1 ? $0 : nil },
      measured: run.measuredPictures)
  }

  private func compared(
    _ recorded: [FileDigest], _ found: [FileDigest], as subject: CardCheck.Subject
  ) -> [CardCheck] {
    let now = Dictionary(found.map { ($0.name, $0.sha256) }) { first, _ in first }
    let then = Set(recorded.map(\.name))
    let short = { (digest: String) in String(digest.prefix(16)) }
    return recorded.map { file in
      let digest = now[file.name]
      return check(
        subject, file.name, short(file.sha256), digest.map(short) ?? "missing",
        digest == file.sha256 ? .exact : .differs)
    }
      + found.filter { !then.contains($0.name) }.map {
        check(subject, $0.name, "not there", "new, \(short($0.sha256))")
      }
  }

  /// Preprocessing, settings and machine.
  var settings: [CardCheck] {
    let now = CardPreprocessing(
      side: run.preprocessing.side, loadSide: run.preprocessing.loadSide,
      way: run.preprocessing.way, crop: run.plan.crop)
    var checks = Set(now.steps.keys).union(run.preprocessing.steps.keys).sorted().map { name in
      check(
        .preprocessing, name, run.preprocessing.steps[name] ?? "not known",
        now.steps[name] ?? "not known")
    }
    if let record = try? RunRecord(folder) {
      checks += [
        check(
          .preprocessing, "method", "\(run.preprocessing.way.method)",
          "\(record.preprocessing.method)"),
        check(
          .preprocessing, "side in pixels", "\(run.preprocessing.side)", "\(record.results.size)"),
        check(.settings, "seed", "\(run.plan.seed)", "\(record.results.plan.seed)"),
        check(
          .settings, "steps", "\(run.plan.schedule.steps)",
          "\(record.results.plan.schedule.steps)"),
      ]
      checks += run.settings.sorted { $0.key < $1.key }.map { name, value in
        check(.settings, name, value, record.settings[name] ?? "not known")
      }
    }
    let machine = Machine.current()
    return checks + [
      check(.machine, "processor", run.machine.processor, machine.processor),
      check(.machine, "threads", "\(run.machine.threads)", "\(machine.threads)"),
      check(
        .machine, "LibTorch and instructions", run.machine.libTorchVersion ?? "not known",
        machine.libTorchVersion ?? "not known"),
      check(.machine, "wkd-learn", run.machine.toolVersion, machine.toolVersion),
    ]
  }

  /// The test sets as the networks see them, and every number.
  ///
  /// - Throws: what reading the weights of features throws.
  func measured(mobileNet: URL, inception: URL?) throws -> [CardCheck] {
    guard let count = run.sets["testA"]?.count, count > 0 else { return [] }
    let now: CardPictures
    do {
      now = try CardPictures(source)
    } catch {
      return allWeights.flatMap { network, word, weights in
        numbers(weights, "\(network.name), \(word)") { _ in nil }
      } + [check(.pictures, "test sets", "as the networks see them", "\(error)", .unknown)]
    }
    var checks = ["testA", "testB"].compactMap { name -> CardCheck? in
      guard let recorded = run.sets[name]?.summary, !recorded.isEmpty else { return nil }
      let hasSameFiles = run.sets[name]?.files.map { files in
        now.files(of: name) == files
      }
      // Equal files that look different went another way.
      return check(
        hasSameFiles == true ? .preprocessing : .pictures, "\(name) as the networks see it",
        recorded, now.summaries[name] ?? "")
    }
    guard min(now.data.testA.count, now.data.testB.count) >= 3 else {
      throw EvaluationError.fewPictures
    }
    let measurement = try CardMeasurement(
      data: now.data, teacher: teacher?.pair, mobileNet: mobileNet, inception: inception)
    for (network, word, weights) in allWeights {
      let name = "\(network.name), \(word)"
      guard weights.files.first.map({ Self.staysInside($0.name) }) == true else {
        checks += numbers(weights, name) { _ in nil }
        continue
      }
      let place = folder.appendingPathComponent(weights.files[0].name).deletingLastPathComponent()
      do {
        let found = measurement(try GeneratorPair(contentsOf: place))
        let values = Dictionary(found.map { ($0.name, $0.value) }) { first, _ in first }
        checks += numbers(weights, name) { values[$0] ?? nil }
      } catch {
        checks.append(check(.weights, name, "two generators", "\(error)", .unknown))
        checks += numbers(weights, name) { _ in nil }
      }
    }
    return checks
  }

  /// Every number of some weights against that of the card, with all digits where it has them.
  func numbers(
    _ weights: CardWeights, _ name: String, found: (String) -> Double?
  ) -> [CardCheck] {
    weights.numbers.compactMap { number in
      guard let recorded = number.measured ?? number.recorded else { return nil }
      let value = found(number.name)
      let text = { (value: Double) in String(format: "%.6g", value) }
      let agreement = value.map { Agreement(of: recorded, and: $0) } ?? .unknown
      // Two numbers that differ and read the same are written with all digits.
      let isClose = agreement != .exact && value.map(text) == text(recorded)
      return check(
        .number, "\(name), \(number.name)", isClose ? "\(recorded)" : text(recorded),
        value.map { isClose ? "\($0)" : text($0) } ?? "not measured", agreement)
    }
  }
}
