import Foundation
import Testing
import Torch
import WKD
import Workbench

/// Runs that go on after their end, begin from weights, or are started again.
@Suite struct LongerRunTests {
  private let smoke: SmokeRun
  private var folder: TemporaryFolder { smoke.folder }
  private let alone = [Distillation.none]

  init() throws {
    smoke = try SmokeRun()
  }

  /// Bytes and times of every file of a run but its lock.
  private func state(_ run: String) throws -> [String: Data] {
    let names = try folder.files.filter { $0.hasPrefix("\(run)/") && !$0.hasSuffix("/.lock") }
    return Dictionary(
      uniqueKeysWithValues: try names.compactMap { name in
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(name))
        guard attributes[.type] as? FileAttributeType == .typeRegular else { return nil }
        let moment = try #require(attributes[.modificationDate] as? Date)
        return (name, try folder.data(name) + Data("\(moment.timeIntervalSince1970)".utf8))
      })
  }

  @Test("a complete run that is started again changes no file and gives its results")
  func again() throws {
    let results = try smoke.complete(smoke.request("run", methods: alone, steps: 2))
    let before = try state("run")
    let run = try TrainingRun(smoke.request("run", methods: alone, steps: 2))
    #expect(run.isComplete)
    guard case .complete(let same) = try run.run() else {
      Issue.record("not complete")
      return
    }
    #expect(same.networks.map(\.last) == results.networks.map(\.last))
    #expect(same.time.median == results.time.median)
    #expect(try state("run") == before)
  }

  @Test("a complete run whose weights are gone writes them again")
  func lost() throws {
    try smoke.complete(smoke.request("run", methods: alone, steps: 2))
    let weights = try folder.data("run/G_A.safetensors")
    try FileManager.default.removeItem(at: folder.place("run/G_A.safetensors"))
    try smoke.complete(smoke.request("run", methods: alone, steps: 2))
    #expect(try folder.data("run/G_A.safetensors") == weights)
  }

  private func request(_ run: String, steps: Int, decayFrom: Int? = nil) -> TrainingRequest {
    var request = smoke.request(run, steps: steps)
    request.plan.schedule.decayFrom = decayFrom
    return request
  }

  @Test("a complete run that is given more steps ends with the files of one long run")
  func longer() throws {
    try smoke.complete(request("long", steps: 8, decayFrom: 6))
    try smoke.complete(request("run", steps: 4, decayFrom: 6))
    let results = try smoke.complete(request("run", steps: 8, decayFrom: 6))
    #expect(results.plan.schedule.steps == 8 && results.plan.schedule.earlier == nil)
    for name in [
      "run.json", "checkpoint.safetensors", "losses.csv", "metrics.csv", "wavelet/G_A.safetensors",
      "l1/best/G_B.safetensors",
    ] {
      #expect(try folder.data("run/\(name)") == folder.data("long/\(name)"), "\(name)")
    }
  }

  @Test("rates that were done stay recorded, and a run that goes on can be stopped as any other")
  func another() throws {
    try smoke.complete(request("run", steps: 4))
    var done = 0
    let stopped = try TrainingRun(request("run", steps: 8)).run(
      observe: { if case .step(let step, _) = $0 { done = step } },
      stop: { done == 6 ? SIGINT : nil })
    guard case .interrupted(step: 6, signal: SIGINT) = stopped else {
      Issue.record("\(stopped)")
      return
    }
    let results = try smoke.complete(request("run", steps: 8))
    #expect(results.plan.schedule.earlier?.map(\.steps) == [4])
    #expect(results.plan.schedule.rate(at: 3) == 1e-4 && results.plan.schedule.rate(at: 4) == 2e-4)
    #expect(try TrainingRun(request("run", steps: 8)).isComplete)

    // The same in one run without a stop.
    try smoke.complete(request("other", steps: 4))
    try smoke.complete(request("other", steps: 8))
    for name in ["run.json", "checkpoint.safetensors", "losses.csv", "none/G_A.safetensors"] {
      #expect(try folder.data("run/\(name)") == folder.data("other/\(name)"), "\(name)")
    }
  }

  @Test("fewer steps, and more of them before the end, are refused as other settings")
  func refused() throws {
    var done = 0
    _ = try TrainingRun(smoke.request("run", methods: alone, steps: 4)).run(
      observe: { if case .step(let step, _) = $0 { done = step } },
      stop: { done == 2 ? SIGINT : nil })
    let begun = try state("run")
    for steps in [3, 8] {
      #expect(
        throws: RunFolderError.changed(
          folder.path("run"), ["plan.schedule.steps was 4, now \(steps)"])
      ) { try TrainingRun(smoke.request("run", methods: alone, steps: steps)) }
    }
    #expect(try state("run") == begun)
    try smoke.complete(smoke.request("run", methods: alone, steps: 4))
    let ended = try state("run")
    #expect(throws: RunFolderError.self) {
      try TrainingRun(smoke.request("run", methods: alone, steps: 3))
    }
    // A weight that falls after the first end has other settings too.
    let falling = Distillation.l1(weight: 1, schedule: .decay(after: 6))
    #expect(throws: RunFolderError.self) {
      try TrainingRun(smoke.request("run", methods: [falling], steps: 8))
    }
    // More steps with another seed are no longer run of the same training.
    #expect(throws: RunFolderError.changed(folder.path("run"), ["plan.seed was 1, now 2"])) {
      try TrainingRun(smoke.request("run", methods: alone, steps: 8, seed: 2))
    }
    #expect(try state("run") == ended)
  }

  @Test("a run begins from the weights of another one, records them, and is refused with others")
  func start() throws {
    try smoke.complete(smoke.request("first", methods: alone, steps: 2))
    var request = smoke.request("run", methods: alone, steps: 2)
    request.start = folder.path("first")
    // The size of stored generators decides.
    request.plan.generator.baseWidth = 7
    let run = try TrainingRun(request)
    #expect(run.outline.contains("begins from: \(folder.path("first")), its discriminators"))
    guard case .complete(let results) = try run.run() else {
      Issue.record("not complete")
      return
    }
    #expect(results.plan.generator.baseWidth == 2)
    let first = try GeneratorPair(contentsOf: folder.place("first"))
    #expect(try folder.text("run/run.json").contains(first.summary))
    #expect(try GeneratorPair(contentsOf: folder.place("run")).summary != first.summary)
    request.start = folder.path("teacher")
    #expect(throws: RunFolderError.self) { try TrainingRun(request) }
    request.start = nil
    #expect(throws: RunFolderError.self) { try TrainingRun(request) }
  }
}
