import Foundation
import Testing
import Torch
import WKD
import Workbench

@Suite struct TrainingRunTests {
  private let smoke: SmokeRun
  private var folder: TemporaryFolder { smoke.folder }

  init() throws {
    smoke = try SmokeRun()
  }

  @Test("the events of a run come in order: its begin, its steps, samples before their step")
  func events() throws {
    var told: [String] = []
    let run = try TrainingRun(smoke.request("run"))
    #expect(run.steps == 6 && run.picturesPerStep == 12)
    let outcome = try run.run { event in
      switch event {
      case .begin(let step): told.append("begin \(step)")
      case .step(let step, let loss):
        told.append("step \(step)")
        #expect(loss > 0 && loss.isFinite)
      case .samples(let sheet):
        told.append(sheet.lastPathComponent)
        #expect(FileManager.default.fileExists(atPath: sheet.path))
      }
    }
    #expect(
      told == [
        "begin 0", "step 1", "step 2", "step 3", "step-000004.png", "step 4", "step 5",
        "step-000006.png", "step 6",
      ])
    guard case .complete(let results) = outcome else {
      Issue.record("not complete")
      return
    }
    #expect(results.networks.map(\.name) == ["none", "l1", "wavelet"])
    #expect(results.networks.allSatisfy { $0.last.count == results.metrics.count })
    #expect(results.networks.allSatisfy { [4, 6].contains($0.bestStep) })
    #expect(results.testPictures == ["A": 4, "B": 4] && results.command == "compress")
    #expect(results.student.baseWidth == 2 && results.teacher?.baseWidth == 2)
    let files = try folder.files
    for name in [
      "results.json", "run.json", "losses.csv", "losses.png", "metrics.csv", "metrics.png",
      "checkpoint.safetensors", "wavelet/G_A.safetensors", "none/best/G_B.safetensors",
    ] {
      #expect(files.contains("run/\(name)"), "\(name)")
    }
  }

  /// The files that decide or follow from the bits of a run; times and pictures are left out.
  private func bits(_ run: String) throws -> [String: Data] {
    let names = [
      "losses.csv", "metrics.csv", "losses.png", "run.json", "checkpoint.safetensors",
      "none/G_A.safetensors", "l1/G_B.safetensors", "wavelet/G_A.safetensors",
      "wavelet/best/G_A.safetensors",
    ]
    return Dictionary(uniqueKeysWithValues: try names.map { ($0, try folder.data("\(run)/\($0)")) })
  }

  @Test("a run that is stopped anywhere goes on to the bits of one that is never stopped")
  func resume() throws {
    try smoke.complete(smoke.request("whole"))
    var done = 0
    // Before, at and after the step of the only checkpoint on the way.
    for stop in [1, 4, 5] {
      let begun = done
      let outcome = try TrainingRun(smoke.request("stopped")).run(
        observe: { event in
          switch event {
          case .begin(let step): #expect(step == begun)
          case .step(let step, _): done = step
          case .samples: break
          }
        }, stop: { done == stop ? SIGINT : nil })
      guard case .interrupted(step: stop, signal: SIGINT) = outcome else {
        Issue.record("\(outcome)")
        return
      }
    }
    try smoke.complete(smoke.request("stopped"))
    let wanted = try bits("whole")
    for (file, data) in try bits("stopped") { #expect(data == wanted[file], "\(file)") }
  }

  @Test("a signal after the last step stops nothing, and a complete run is not trained again")
  func end() throws {
    let one = [Distillation.none]
    var done = 0
    let outcome = try TrainingRun(smoke.request("run", methods: one, steps: 2)).run(
      observe: { if case .step(let step, _) = $0 { done = step } },
      stop: { done == 2 ? SIGTERM : nil })
    guard case .complete = outcome else {
      Issue.record("\(outcome)")
      return
    }
    let before = try folder.data("run/losses.csv")
    var begun: [Int] = []
    let again = try TrainingRun(smoke.request("run", methods: one, steps: 2)).run(
      observe: { event in
        if case .begin(let step) = event { begun.append(step) } else { begun.append(-1) }
      }, stop: { SIGTERM })
    guard case .complete = again else {
      Issue.record("\(again)")
      return
    }
    #expect(begun == [2])
    #expect(try folder.data("run/losses.csv") == before)
    // A single network lies in the folder itself.
    #expect(try folder.files.contains("run/G_A.safetensors"))
  }

  @Test("changed settings, a folder in use and a folder of something else are refused")
  func refused() throws {
    let one = [Distillation.none]
    let request = smoke.request("run", methods: one, steps: 1)
    try smoke.complete(request)
    let error = #expect(throws: RunFolderError.self) {
      try TrainingRun(smoke.request("run", methods: one, steps: 1, seed: 9))
    }
    guard case .changed(folder.path("run"), let changes) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(changes == ["plan.seed was 1, now 9"])
    let holder = try TrainingRun(request)
    #expect(throws: RunFolderError.busy(folder.path("run"))) { try TrainingRun(request) }
    #expect(holder.steps == 1)
    #expect(throws: RunFolderError.foreign(folder.path("teacher"))) {
      try TrainingRun(smoke.request("teacher", methods: one))
    }
  }

  @Test("a request that could not be trained to its end is refused before there is a folder")
  func requests() throws {
    let late = Distillation.l1(weight: 1, schedule: .decay(after: 6))
    #expect(throws: TrainingRequestError.lateDecay(after: 6, steps: 6)) {
      try TrainingRun(smoke.request("run", methods: [late]))
    }
    var few = smoke.request("run")
    few.meadow = (train: 4, test: 2)
    #expect(throws: EvaluationError.fewPictures) { try TrainingRun(few) }
    if Runtime.cudaDevices == 0 {
      var elsewhere = smoke.request("run")
      elsewhere.device = .cuda
      #expect(throws: TrainingRequestError.noCUDA) { try TrainingRun(elsewhere) }
    }
    var lost = smoke.request("run")
    lost.teacher = folder.path("nowhere")
    #expect(throws: GeneratorPairError.self) { try TrainingRun(lost) }
    #expect(try folder.files.filter { $0.hasPrefix("run") } == [])
  }

  @Test("epochs become steps, rounded up to whole batches")
  func epochs() throws {
    var request = smoke.request("run")
    request.meadow = (train: 5, test: 3)
    request.epochs = 2
    #expect(try TrainingRun(request).steps == 6)  // 3 batches of two show 5 pictures
  }

  @Test("a request without a command line records that of this process")
  func command() {
    let request = TrainingRequest(
      data: nil, size: 64, plan: .shippedTeacher, methods: [.none], teacher: nil,
      output: folder.url, mobileNet: Asset.mobileNet)
    #expect(!request.command.isEmpty && request.loadSize == 64)
  }
}
