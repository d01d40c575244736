import Console
import Files
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
  /// The folder where the teacher was, where that holds another one now.
  let otherTeacher: URL?

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
      guard let files = set.files, pictures != nil else { continue }
      guard let found = CardPictures.digests(of: name, from: source) else {
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
    return checks + [teacherCheck, firstWeights].compactMap(\.self)
  }

  /// The teacher by its size and fingerprint; nil where the run had none.
  private var teacherCheck: CardCheck? {
    guard let recorded = run.teacher else { return nil }
    if teacher != nil { return check(.weights, "teacher", recorded, recorded) }
    let found = otherTeacher.flatMap { try? GeneratorPair(contentsOf: $0).summary }
    return found.map { check(.weights, "teacher", recorded, $0) }
      ?? check(.weights, "teacher", recorded, "its folder was not found", .unknown)
  }

  /// The weights that the training began with, by their size and fingerprint; nil where they were random.
  private var firstWeights: CardCheck? {
    guard let recorded = run.settings["start"] else { return nil }
    do {
      guard let start = Self.start(of: run), start.isFolder == true else {
        return check(.weights, "first weights", recorded, "their folder was not found", .unknown)
      }
      let found = try StartingWeights(contentsOf: start, discriminator: run.plan.discriminator)
      return check(.weights, "first weights", recorded, found.summary)
    } catch {
      return check(.weights, "first weights", recorded, "\(error)", .unknown)
    }
  }

  /// The folder of weights that the run's command began from.
  static func start(of run: CardRun) -> URL? {
    CardTeacher.folder(of: "begin-from", in: run.command)
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

  var source: TestPictures {
    var source = TestPictures(
      recorded: run.settings, root: pictures, side: run.preprocessing.side)
    source.preprocessing = pictures == nil ? .square : run.preprocessing.way
    source.drawn = run.sets["testA"]?.count ?? source.drawn
    source.measured = run.measuredPictures
    return source
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

  /// Settings by their paths in `run.json`, which have words of their own in reports.
  private func compared(
    _ then: [String: String], _ now: [String: String], under path: String = ""
  ) -> [CardCheck] {
    Set(then.keys).union(now.keys).sorted().map { name in
      check(
        .settings, NetworkFacts.names[path + name] ?? name, then[name] ?? "not set",
        now[name] ?? "not set")
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
    do {
      let record = try CompletedRun(folder)
      checks += [
        check(
          .preprocessing, "method", "\(run.preprocessing.way.method)",
          "\(record.preprocessing.method)"),
        check(
          .preprocessing, "side in pixels", "\(run.preprocessing.side)", "\(record.results.size)"),
        check(
          .preprocessing, "side of training pictures", "\(run.preprocessing.loadSide)",
          "\(record.loadSide)"),
      ]
      checks += compared(
        try RecordedSettings.values(of: run.plan),
        try RecordedSettings.values(of: record.results.plan), under: "plan.")
      checks += compared(run.settings, record.settings)
    } catch {
      checks.append(check(.settings, "settings", "those of the card", "\(error)", .unknown))
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

  /// The test sets as the networks see them, and every number; one that cannot be measured says so.
  func measured(mobileNet: URL, inception: URL?) -> [CardCheck] {
    guard let count = run.sets["testA"]?.count, count > 0 else { return [] }
    let now: CardPictures
    let measurement: CardMeasurement
    do {
      now = try CardPictures(source)
      measurement = try CardMeasurement(
        data: now.data, teacher: teacher?.pair, mobileNet: mobileNet, inception: inception)
    } catch {
      return allWeights.flatMap { network, word, weights in
        numbers(weights, "\(network.name), \(word)") { _ in nil }
      } + [check(.pictures, "test sets", "as the networks see them", "\(error)", .unknown)]
    }
    var checks = ["testA", "testB"].compactMap { name -> CardCheck? in
      guard let recorded = run.sets[name]?.summary, !recorded.isEmpty else { return nil }
      let hasSameFiles = run.sets[name]?.files.map { files in
        CardPictures.digests(of: name, from: source) == files
      }
      // Equal files that look different went another way.
      return check(
        hasSameFiles == true ? .preprocessing : .pictures, "\(name) as the networks see it",
        recorded, now.summaries[name] ?? "")
    }
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
      let text = NumberText.short
      let agreement = value.map { Agreement(of: recorded, and: $0) } ?? .unknown
      // Two numbers that differ and read the same are written with all digits.
      let isClose = agreement != .exact && value.map(text) == text(recorded)
      return check(
        .number, "\(name), \(number.name)", isClose ? "\(recorded)" : text(recorded),
        value.map { isClose ? "\($0)" : text($0) } ?? "not measured", agreement)
    }
  }
}
