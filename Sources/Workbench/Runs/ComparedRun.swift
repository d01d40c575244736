import Foundation
import WKD

/// A run among others: complete, or ended by a loss that was no number.
struct ComparedRun: Sendable {
  /// The path of the run's folder.
  let path: String
  /// The results of a complete run.
  let results: RunResults?
  /// The end of a run that is not complete.
  let divergence: TrainingDivergence?
  /// Sizes, length and seed.
  let plan: TrainingPlan
  /// The networks; those of a run that diverged have no metrics.
  let networks: [RunResults.Network]
  /// All settings, by their paths in `run.json`; those that an earlier version did not record are missing.
  let settings: [String: String]

  /// A complete run.
  init(path: String, results: RunResults) {
    self.path = path
    self.results = results
    divergence = nil
    plan = results.plan
    networks = results.networks
    // Encoded numbers are read back as the text that they are in `run.json`.
    let known =
      (try? RecordedSettings.values(of: KnownSettings(size: results.size, plan: plan))) ?? [:]
    settings = known.merging(results.settings ?? [:]) { $1 }
  }

  /// Reads the folder of a run.
  ///
  /// - Throws: ``RunResultsError`` where the run is neither complete nor has diverged.
  init(path: String) throws {
    let folder = URL(fileURLWithPath: path)
    do {
      self.init(path: path, results: try RunResults(contentsOf: folder))
    } catch RunResultsError.incomplete(let name) {
      guard let run = RunFolder.settings(DivergedRun.self, in: folder) else {
        throw RunResultsError.incomplete(name)
      }
      self.init(
        path: path, diverged: run, settings: RecordedSettings.values(inFolder: folder) ?? [:])
    }
  }

  private init(path: String, diverged run: DivergedRun, settings: [String: String]) {
    self.path = path
    results = nil
    divergence = run.diverged
    plan = run.plan
    networks = run.methods.map {
      RunResults.Network(
        name: $0.name, distillation: $0, last: [:], bestStep: run.diverged.step, best: [:])
    }
    self.settings = settings
  }

  /// Whether the run has a teacher; without one it trains one.
  var hasTeacher: Bool { settings["teacher"] != nil || results?.teacher != nil }

  /// Number and fingerprint of both sets of test pictures, where they are known.
  var testPictures: [String]? {
    let sets = ["pictures.testA", "pictures.testB"].compactMap { settings[$0] }
    return sets.count == 2 ? sets : nil
  }

  /// Whether the metrics of two runs are of the same test pictures.
  ///
  /// Fingerprints decide; paths do where an earlier version recorded nothing better.
  func hasTestPictures(of other: ComparedRun) -> Bool {
    if let own = testPictures, let others = other.testPictures { return own == others }
    guard let own = results, let others = other.results else { return true }
    let place = { (data: String) in URL(fileURLWithPath: data).standardizedFileURL.path }
    return own.size == others.size && own.testPictures == others.testPictures
      && place(own.data) == place(others.data)
  }

  /// The circumstances in which two runs differ that may change the last digits of their numbers, in words;
  /// nil where nothing is known to differ.
  func circumstances(besides other: ComparedRun) -> String? {
    guard let own = results?.environment, let others = other.results?.environment else {
      return nil
    }
    let facts: [(String, String, String)] = [
      ("threads", "\(own.threads)", "\(others.threads)"),
      ("processor", own.processor, others.processor),
      ("LibTorch", own.libTorchVersion ?? "unknown", others.libTorchVersion ?? "unknown"),
      ("version", own.toolVersion, others.toolVersion),
    ]
    let words = facts.filter { $0.1 != $0.2 }.map { "\($0.0) \($0.1) and \($0.2)" }
    guard words.isEmpty else { return words.joined(separator: ", ") }
    return settings["device"].flatMap { $0 == "cpu" ? nil : "sums on a graphics card vary" }
  }
}

/// The settings that results of every version hold, with the keys of `run.json`.
private struct KnownSettings: Encodable {
  let size: Int
  let plan: TrainingPlan
}

/// The `run.json` of a run that diverged.
private struct DivergedRun: Decodable {
  let plan: TrainingPlan
  let methods: [Distillation]
  let diverged: TrainingDivergence
}
