import Foundation
import Testing
import Torch
import WKD
import Workbench

/// What a run is given and what it tells: pictures, threads, memory, names, and its end by divergence.
@Suite struct RunConditionsTests {
  private let smoke: SmokeRun
  private var folder: TemporaryFolder { smoke.folder }
  private let alone = [Distillation.none]

  init() throws {
    smoke = try SmokeRun()
  }

  /// A request for pictures of the given folders of a data set.
  private func request(
    _ run: String, sets: [String: Int], steps: Int = 2
  ) throws -> TrainingRequest {
    for (name, count) in sets {
      for index in 0..<count {
        try folder.writePicture("\(run)-data/\(name)/\(index).png", height: 40 + index, width: 44)
      }
    }
    var request = smoke.request(run, methods: alone, steps: steps)
    request.data = folder.path("\(run)-data")
    request.teacher = nil
    return request
  }

  @Test("without test sets a run trains, measures nothing, and shows training pictures")
  func withoutTests() throws {
    var request = try request("run", sets: ["trainA": 5, "trainB": 4])
    request.loadSize = 36
    let run = try TrainingRun(request)
    #expect(run.outline.contains("trainA 5, trainB 4"))
    #expect(run.outline.contains("measured: by nothing"))
    guard case .complete(let results) = try run.run() else {
      Issue.record("not complete")
      return
    }
    #expect(results.metrics.isEmpty && results.networks[0].last.isEmpty)
    #expect(results.testPictures == ["A": 0, "B": 0])
    let files = try folder.files
    #expect(files.contains("run/samples/step-000002.png") && files.contains("run/G_A.safetensors"))
    #expect(!files.contains("run/metrics.csv") && !files.contains("run/best"))
  }

  @Test("a share of the training pictures is held out by the seed, and measured by")
  func holdOut() throws {
    var request = try request("run", sets: ["trainA": 10, "trainB": 8])
    request.holdOut = 0.4
    let run = try TrainingRun(request)
    #expect(run.outline.contains("trainA 6, trainB 5, testA 4, testB 3"))
    #expect(run.outline.contains("held-out training pictures"))
    guard case .complete(let results) = try run.run() else {
      Issue.record("not complete")
      return
    }
    #expect(results.testPictures == ["A": 4, "B": 3] && !results.networks[0].last.isEmpty)
    #expect(try folder.text("run/run.json").contains("\"holdOut\" : 0.4"))
    var other = request
    other.holdOut = 0.5
    #expect(throws: RunFolderError.self) { try TrainingRun(other) }
    other.output = folder.place("small")
    other.holdOut = 0.2
    #expect(throws: TrainingRequestError.fewHeldOut(2, of: 8)) { try TrainingRun(other) }
    other.data = nil
    #expect(throws: TrainingRequestError.holdOutOfMeadow) { try TrainingRun(other) }
    #expect(try !folder.files.contains("small"))
  }

  @Test("one of two test sets that is missing is told before a picture is read")
  func oneTestSet() throws {
    let request = try request("run", sets: ["trainA": 3, "trainB": 3, "testA": 3])
    try folder.write("no picture", to: "run-data/trainA/0.png")
    let error = #expect(throws: ImageFolderError.self) { try TrainingRun(request) }
    #expect(error?.description.contains("testB") == true)
  }

  @Test("the networks are measured by the first test pictures alone, where so many are asked for")
  func measuredPictures() throws {
    var request = smoke.request("run", methods: alone, steps: 2)
    request.meadow.test = 6
    request.measuredPictures = 3
    #expect(try smoke.complete(request).testPictures == ["A": 3, "B": 3])
    request.measuredPictures = 2
    #expect(throws: TrainingRequestError.self) { try TrainingRun(request) }
  }

  @Test("a run goes on with the threads and the interval it was begun with, where none are given")
  func recorded() throws {
    var request = smoke.request("run", methods: alone, steps: 4)
    var done = 0
    _ = try TrainingRun(request).run(
      observe: { if case .step(let step, _) = $0 { done = step } },
      stop: { done == 2 ? SIGINT : nil })
    request.threads = nil
    request.measureEvery = nil
    // A run holds its folder for as long as it lives.
    do {
      let run = try TrainingRun(request)
      #expect(Runtime.threads == 1 && run.outline.contains("every 4 steps"))
    }
    request.measureEvery = 3
    #expect(throws: RunFolderError.changed(folder.path("run"), ["measureEvery was 4, now 3"])) {
      try TrainingRun(request)
    }
  }

  @Test("the only network of a run without a teacher is called teacher, and was none before")
  func teacher() throws {
    var request = smoke.request("run", methods: alone, steps: 4)
    request.teacher = nil
    request.measureEvery = 1
    var done = 0
    _ = try TrainingRun(request).run(
      observe: { if case .step(let step, _) = $0 { done = step } },
      stop: { done == 2 ? SIGINT : nil })
    // As earlier versions wrote checkpoint and tables.
    let place = folder.place("run").appendingPathComponent(RunFolder.checkpointName)
    var checkpoint = try Safetensors(contentsOf: place)
    checkpoint.metadata = checkpoint.metadata.filter { $0.key == "position" }
    try checkpoint.write(to: place)
    for name in ["losses.csv", "metrics.csv"] {
      let text = try folder.text("run/\(name)")
      #expect(text.contains(",teacher,"))
      try folder.write(text.replacing(",teacher,", with: ",none,"), to: "run/\(name)")
    }
    let results = try smoke.complete(request)
    #expect(results.networks.map(\.name) == ["teacher"])
    #expect(try !folder.text("run/metrics.csv").contains("none"))
    #expect(try smoke.complete(smoke.request("student", methods: alone)).networks[0].name == "none")
  }

  @Test("a run that diverges keeps its last checkpoint, says so again, and writes no line more")
  func divergence() throws {
    var request = smoke.request("run", steps: 6)
    request.methods = [.none, .l1(weight: 1e37, schedule: .rampUp(steps: 2))]
    request.plan.schedule.learningRate = 1e30
    request.checkpointEvery = 1
    request.measureEvery = 10
    var done = 0
    let error = try #require(
      #expect(throws: TrainingDivergence.self) {
        try TrainingRun(request).run(
          observe: { if case .step(let step, _) = $0 { done = step } })
      })
    #expect(error.step == done + 1 || error.loss == "weights")
    let rows = try folder.text("run/losses.csv").split(separator: "\n")
    #expect(!rows.contains { $0.contains("nan") || $0.contains("inf") })
    #expect(try !folder.files.contains("run/results.json"))
    #expect(RunFolder.divergence(in: folder.place("run")) == error)
    let before = try folder.text("run/losses.csv")
    #expect(throws: error) { try TrainingRun(request).run() }
    #expect(try folder.text("run/losses.csv") == before)
  }

  @Test("numbers that no machine can train with are refused before anything is read")
  func bounds() throws {
    let refuses = { (change: (inout TrainingRequest) -> Void) in
      var request = smoke.request("run")
      request.teacher = "/nowhere"
      change(&request)
      #expect(throws: TrainingRequestError.self) { try TrainingRun(request) }
    }
    for huge in [Int.max, 1 << 40, 0, -1] {
      refuses { $0.size = huge }
      refuses { $0.loadSize = huge }
      refuses { $0.plan.schedule.batchSize = huge }
      refuses { $0.plan.generator.baseWidth = huge }
      refuses { $0.plan.discriminator.baseWidth = huge }
      refuses { $0.plan.discriminator.layers = huge }
    }
    refuses { $0.plan.generator.blocks = .max }
    for (epochs, steps) in [(Int.max, 1), (1 << 60, 1)] {
      var request = smoke.request("run")
      request.epochs = epochs
      request.plan.schedule.steps = steps
      #expect(throws: TrainingRequestError.tooLong) { try TrainingRun(request) }
    }
    var long = smoke.request("run")
    long.plan.schedule.steps = .max
    #expect(throws: TrainingRequestError.tooLong) { try TrainingRun(long) }
    #expect(try folder.files.allSatisfy { !$0.hasPrefix("run") })
  }

  @Test("a training that does not fit into the memory is refused before anything is read")
  func memory() throws {
    var request = smoke.request("run", methods: alone)
    request.size = 1024
    request.loadSize = 1024
    request.teacher = "/nowhere"
    let error = MachineMemory.$assumed.withValue(1_000_000_000) {
      #expect(throws: MemoryError.self) { try TrainingRun(request) }
    }
    #expect(error?.description.contains("take smaller pictures") == true)
  }
}
