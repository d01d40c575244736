import Foundation
import Testing
import Torch
import WKD
import Workbench

@Suite struct PreprocessingRunTests {
  private let smoke: SmokeRun

  init() throws {
    smoke = try SmokeRun()
  }

  /// Three pictures a folder, wide and high ones.
  private func writePictures(smallest: Int = 40) throws -> String {
    for name in ["trainA", "trainB", "testA", "testB"] {
      let sizes = [(smallest, 64), (64, 45), (56, 49)]
      for (index, (height, width)) in sizes.enumerated() {
        try smoke.folder.writePicture("data/\(name)/\(index).png", height: height, width: width)
      }
    }
    return smoke.folder.path("data")
  }

  private func request(_ method: Preprocessing.Method, batch: Int, data: String) -> TrainingRequest
  {
    var request = smoke.request("run", methods: [.l1(weight: 10)], steps: 3)
    request.data = data
    request.preprocessing = Preprocessing(method)
    request.plan.schedule.batchSize = batch
    request.measureEvery = 3
    request.checkpointEvery = 1
    return request
  }

  @Test(
    "pictures of several sizes are trained with, cut or one at a time, and measured",
    arguments: [
      (Preprocessing.Method.none, 1), (.scaleWidth, 1), (.scaleWidthAndCrop, 2), (.crop, 2),
      (.resizeAndCrop, 2),
    ])
  func sizes(method: Preprocessing.Method, batch: Int) throws {
    let request = request(method, batch: batch, data: try writePictures())
    let results = try smoke.complete(request)
    let values = try #require(results.networks.first).last
    #expect(values.values.allSatisfy(\.isFinite) && !values.isEmpty)
    let record = try smoke.folder.text("run/run.json")
    #expect(record.contains("\"method\" : \"\(method.rawValue)\"") && record.contains("bicubic"))
    // Weights are measured by the pictures as the run took them.
    let run = smoke.folder.path("run")
    let origin = try #require(RunOrigin(ofWeights: run))
    #expect(origin.preprocessing == request.preprocessing)
    #expect(try origin.testPictures().data == request.data)
    var evaluation = Evaluation(
      model: run, data: request.data, size: 32, mobileNet: Asset.mobileNet)
    evaluation.preprocessing = request.preprocessing
    let report = try evaluation.run()
    #expect(report.aToB.generated == 3 && report.preprocessing == request.preprocessing)
    let text = { (value: Double?) in String(format: "%.6g", value ?? .nan) }
    let common = Set(values.keys).intersection(report.metrics.keys)
    #expect(common.contains(RunMeasure.selection))
    for name in common { #expect(text(report.metrics[name]) == text(values[name]), "\(name)") }
    // The same command finds the complete run; another method is a difference.
    var other = request
    other.preprocessing = .square
    #expect(throws: RunFolderError.self) { try TrainingRun(other) }
  }

  @Test("the side at which pictures were loaded is recorded where no summary of squares tells it")
  func loadSide() throws {
    var request = request(.scaleWidth, batch: 1, data: try writePictures())
    request.loadSize = 40
    request.measureEvery = 1
    try smoke.complete(request)
    #expect(try smoke.folder.text("run/run.json").contains("\"loadSize\" : 40"))
    var maker = CardMaker(
      runs: [smoke.folder.path("run")], output: smoke.folder.place("card"),
      mobileNet: Asset.mobileNet)
    maker.teacher = smoke.folder.place("teacher")
    let card = try maker.write()
    #expect(card.runs[0].preprocessing.loadSide == 40 && card.runs[0].preprocessing.side == 32)
    #expect(card.runs[0].problems.isEmpty, "\(card.runs[0].problems)")
    // A run that was begun before it was recorded goes on, and a run of another side is another run.
    let place = smoke.folder.place("run/run.json")
    let old = try smoke.folder.text("run/run.json").replacing("  \"loadSize\" : 40,\n", with: "")
    try old.write(to: place, atomically: true, encoding: .utf8)
    #expect(try TrainingRun(request).isComplete)
    try smoke.folder.write(
      old.replacing("{\n", with: "{\n  \"loadSize\" : 48,\n", maxReplacements: 1),
      to: "run/run.json")
    #expect(
      throws: RunFolderError.changed(
        smoke.folder.path("run"), ["loadSize was 48, now 40"])
    ) { try TrainingRun(request) }
  }

  @Test("a run with pictures of several sizes goes on to the bits of one that was not stopped")
  func resumed() throws {
    let data = try writePictures()
    try smoke.complete(request(.none, batch: 1, data: data))
    var stopped = request(.none, batch: 1, data: data)
    stopped.output = smoke.folder.place("stopped")
    for _ in 0..<2 {
      _ = try TrainingRun(stopped).run(stop: { 2 })
    }
    try smoke.complete(stopped)
    for name in ["G_A.safetensors", "losses.csv", "checkpoint.safetensors"] {
      let same = try smoke.folder.data("run/\(name)") == smoke.folder.data("stopped/\(name)")
      #expect(same, "\(name)")
    }
  }

  @Test("what cannot be trained with is refused before the first step")
  func refused() throws {
    let data = try writePictures()
    #expect(throws: TrainingRequestError.severalSizes(batch: 2)) {
      try TrainingRun(request(.none, batch: 2, data: data))
    }
    var deep = request(.none, batch: 1, data: data)
    deep.plan.discriminator.layers = 3
    deep.size = 64
    deep.loadSize = 64
    _ = try writePictures(smallest: 20)
    #expect(throws: TrainingRequestError.smallPictures(20, least: 32)) { try TrainingRun(deep) }
  }
}
