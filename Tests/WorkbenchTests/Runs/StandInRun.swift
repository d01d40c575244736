import Foundation
import WKD
import Workbench

/// The folder of a run that was never trained, with numbers of the test's choice.
struct StandInRun {
  let seed: UInt64
  let values: [String: Double]
  var method = Distillation.none
  var width = 2
  var threads = 1
  var rate = 2e-4
  var data = "meadow"
  /// Number and fingerprint of the sets; nil for a run of an earlier version.
  var fingerprints: [String: String]? = [
    "testA": "4 of 32 px, 01", "testB": "4 of 32 px, 02", "trainA": "12 of 32 px, 03",
    "trainB": "12 of 32 px, 04",
  ]
  /// More of `run.json`.
  var settings: [String: String] = [:]

  init(seed: UInt64, values: [String: Double], width: Int = 2, threads: Int = 1) {
    self.seed = seed
    self.values = values
    self.width = width
    self.threads = threads
  }

  private var plan: TrainingPlan {
    TrainingPlan(
      generator: .init(baseWidth: width, blocks: 1), discriminator: .init(baseWidth: 2, layers: 1),
      schedule: Schedule(steps: 40, batchSize: 1, learningRate: rate), seed: seed)
  }

  var results: RunResults {
    get throws {
      let whole = URL(fileURLWithPath: try Asset.runs("meadow")[0])
      var results = try RunResults(contentsOf: whole)
      results.plan = plan
      results.data = data
      results.size = 32
      results.testPictures = ["A": 4, "B": 4]
      results.metrics = values.isEmpty ? ["KID"] : values.keys.sorted()
      results.networks = [results.networks[0]]
      results.networks[0].name = method.name
      results.networks[0].distillation = method
      results.networks[0].last = values
      results.networks[0].best = values
      results.environment.threads = threads
      results.settings = fingerprints.map { sets in
        Dictionary(uniqueKeysWithValues: sets.map { ("pictures.\($0.key)", $0.value) })
          .merging(["device": "cpu", "teacher": "4/1, 0123456789"]) { $1 }.merging(settings) { $1 }
      }
      return results
    }
  }

  /// Writes the folder of a complete run.
  func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try JSONEncoder().encode(try results).write(to: folder.appendingPathComponent("results.json"))
  }

  private struct Begun: Encodable {
    struct End: Encodable {
      let step: Int
      let loss: String
    }
    let size = 32
    let device = "cpu"
    let teacher = "4/1, 0123456789"
    let plan: TrainingPlan
    let methods: [Distillation]
    let pictures: [String: String]?
    let diverged: End
  }

  /// Writes the folder of a run whose loss was no finite number at a step.
  func writeDiverged(to folder: URL, step: Int, loss: String) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let begun = Begun(
      plan: plan, methods: [method], pictures: fingerprints,
      diverged: .init(step: step, loss: loss))
    try JSONEncoder().encode(begun).write(to: folder.appendingPathComponent("run.json"))
  }
}
