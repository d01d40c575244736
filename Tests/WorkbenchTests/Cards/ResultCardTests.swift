import Foundation
import Testing
import Torch
import WKD

import Workbench

@Suite struct ResultCardTests {
  private let run: SmokeRun
  private var folder: TemporaryFolder { run.folder }

  init() throws {
    run = try SmokeRun()
  }

  /// A run on pictures in files, and its card.
  private func made(seed: UInt64 = 1, output: String = "run") throws -> ResultCard {
    if !FileManager.default.fileExists(atPath: folder.path("data")) { try writePictures() }
    var request = run.request(output, methods: [.l1(weight: 10)], steps: 4, seed: seed)
    request.data = folder.path("data")
    request.measureEvery = 2
    try run.complete(request)
    return try maker([output]).write()
  }

  private func maker(_ runs: [String]) -> CardMaker {
    var maker = CardMaker(
      runs: runs.map(folder.path), output: folder.place("card"), mobileNet: Asset.mobileNet)
    maker.teacher = folder.place("teacher")
    return maker
  }

  private func writePictures() throws {
    let meadow = Meadow.data(size: 32, train: 4, test: 4)
    let sets = [
      "trainA": meadow.trainA, "trainB": meadow.trainB, "testA": meadow.testA,
      "testB": meadow.testB,
    ]
    for (name, set) in sets {
      let place = folder.place("data/\(name)")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      let pictures = set.all
      for index in 0..<set.count {
        try ImageFile.write(pictures[index], to: place.appendingPathComponent("\(index).png"))
      }
    }
  }

  private func verification() -> CardVerification {
    var verification = CardVerification(card: folder.path("card"), mobileNet: Asset.mobileNet)
    verification.teacher = folder.place("teacher")
    return verification
  }

  private func disagreements(_ subject: CardCheck.Subject) throws -> [CardCheck] {
    try verification().run().checks.filter { $0.subject == subject && $0.isDisagreement }
  }

  @Test("a card of a run agrees with it in every number, bit by bit")
  func agrees() throws {
    let card = try made()
    #expect(card.runs[0].problems.isEmpty, "\(card.runs[0].problems)")
    let verdict = try verification().run()
    #expect(verdict.agrees, "\(verdict.text)")
    #expect(verdict.checks.allSatisfy { $0.agreement == .exact })
    let numbers = verdict.checks.filter { $0.subject == .number }
    // Five distances and four band errors, of the last and of the best weights.
    #expect(numbers.count == 18)
    // Two files of the last and of the best weights, and the teacher.
    #expect(verdict.checks.filter { $0.subject == .weights }.count == 5)
    #expect(verdict.checks.filter { $0.subject == .pictures }.count == 16)
    #expect(verdict.text.contains("\n18 of 18 numbers agree"))
  }

  @Test("the card says what its numbers were made from")
  func contents() throws {
    let card = try made()
    let made = card.runs[0]
    #expect(made.sets["testA"]?.count == 4 && made.sets["trainB"]?.files?.count == 4)
    let weights = try #require(made.networks.first?.last.files.first)
    #expect(weights.name == "G_A.safetensors" && weights.bytes > 1000)
    #expect(try Data(contentsOf: folder.place("run/G_A.safetensors")).count == weights.bytes)
    #expect(made.networks[0].best.files.first?.name == "best/G_A.safetensors")
    #expect(made.path == "../run" && made.dataPath == "../data")
    let page = try folder.text("card/README.md")
    for words in [
      weights.sha256, "MMACs by input size", "MMACs by output size", "flatter the network",
      "FID was not measured", "seed 1", made.sets["testB"]?.summary ?? "?", "bilinear",
      "One seed has no interval",
    ] {
      #expect(page.contains(words), "\(words)")
    }
    // The numbers of the page are those of the run's own table.
    let recorded = try RunResults(contentsOf: folder.place("run")).networks[0].last
    let selection = try #require(recorded[RunMeasure.selection])
    #expect(page.contains(String(format: "%.6g (n = 1)", selection)))
  }

  @Test("runs that differ in their seed are one group with an interval by Student's t")
  func group() throws {
    _ = try made()
    _ = try made(seed: 2, output: "second")
    let card = try maker(["run", "second"]).write()
    #expect(card.groups.map(\.seeds) == [[1, 2]])
    let mean = try #require(card.groups[0].last.first)
    let values = try ["run", "second"].map {
      try #require(
        try RunResults(contentsOf: folder.place($0)).networks[0].last[RunMeasure.selection])
    }
    // Two values: 12.7062 (scipy.stats.t.ppf(0.975, 1)) times half their distance.
    #expect(mean.count == 2 && abs(mean.mean - (values[0] + values[1]) / 2) < 1e-12)
    let width = try #require(mean.halfWidth)
    #expect(abs(width - 12.7062047 * abs(values[0] - values[1]) / 2) < 1e-6)
    #expect(try folder.text("card/README.md").contains("(n = 2)"))
    #expect(try verification().run().agrees)
  }

  @Test("a changed, a missing and a new test picture are named before the numbers that follow")
  func pictures() throws {
    _ = try made()
    let meadow = Meadow.data(size: 32, train: 9, test: 1).trainA.all
    try ImageFile.write(meadow[8], to: folder.place("data/testA/2.png"))
    let verdict = try verification().run()
    #expect(!verdict.agrees && verdict.first?.name == "testA/2.png")
    #expect(verdict.checks.contains { $0.subject == .number && $0.agreement == .differs })
    try FileManager.default.moveItem(
      at: folder.place("data/testB/3.png"), to: folder.place("data/testB/new.png"))
    let names = try disagreements(.pictures).map { "\($0.name): \($0.found.prefix(7))" }
    #expect(
      names.contains("testB/3.png: missing")
        && names.contains { $0.hasPrefix("testB/new.png: new") })
    #expect(!names.contains { $0.hasPrefix("testA/1.png") })
  }

  @Test("one changed weight is named, with the numbers that it moves")
  func weights() throws {
    _ = try made()
    let place = folder.place("run/G_B.safetensors")
    let file = try Safetensors(contentsOf: place)
    var tensors = file.tensors
    let key = try #require(tensors.keys.sorted().first { $0.hasSuffix("weight") })
    var values = try #require(tensors[key]).floats
    values[0] += 0.5
    tensors[key] = Tensor(values, shape: tensors[key]?.shape)
    try Safetensors(tensors, metadata: file.metadata).write(to: place)
    let verdict = try verification().run()
    #expect(verdict.first?.name == "G_B.safetensors" && verdict.first?.subject == .weights)
    #expect(try disagreements(.weights).count == 1)
    let moved = verdict.checks.filter { $0.subject == .number && $0.agreement != .exact }
    #expect(moved.contains { $0.name == "l1, last, KID B to A" })
    #expect(!moved.contains { $0.name.contains("best") || $0.name.contains("A to B") })
  }

  @Test("another size of the statistics is named as preprocessing")
  func size() throws {
    _ = try made()
    let text = try folder.text("card/card.json")
    #expect(text.contains("\"side\" : 32"))
    try folder.write(
      text.replacing("\"side\" : 32", with: "\"side\" : 48")
        .replacing("\"loadSide\" : 32", with: "\"loadSide\" : 48"), to: "card/card.json")
    let verdict = try verification().run()
    #expect(verdict.first?.subject == .preprocessing)
    let found = try disagreements(.preprocessing).map(\.name)
    #expect(found.contains("side in pixels") && found.contains("testA as the networks see it"))
    #expect(try disagreements(.pictures).isEmpty)
  }

  @Test("training again gives the bits of the weights and every number of the table")
  func again() throws {
    _ = try made()
    var verification = verification()
    verification.trains = true
    let verdict = try verification.run()
    #expect(verdict.agrees, "\(verdict.text)")
    let again = verdict.checks.filter { $0.name.hasPrefix("trained again") }
    #expect(again.filter { $0.subject == .weights }.count == 2)
    #expect(again.filter { $0.subject == .number }.count == 9)
    let left = try FileManager.default.contentsOfDirectory(
      atPath: FileManager.default.temporaryDirectory.path)
    #expect(!left.contains { $0.hasPrefix("wkd-learn-verify-") && again.isEmpty })
    // Another seed trains to other weights, which are measured against the card's.
    let text = try folder.text("card/card.json")
    try folder.write(text.replacing("\"seed\" : 1,", with: "\"seed\" : 2,"), to: "card/card.json")
    let other = try verification.run()
    #expect(
      other.checks.contains { $0.subject == .weights && $0.found.hasPrefix("weights up to ") })
  }

  @Test(
    "a teacher that was changed after the card was made is named first, and nothing is thrown away")
  func teacherChanged() throws {
    _ = try made()
    var verification = verification()
    verification.trains = true
    verification.usualTeacher = folder.place("nowhere")
    let pair = try GeneratorPair(contentsOf: folder.place("teacher"))
    try GeneratorPair(ab: pair.ba, ba: pair.ab).write(to: folder.place("teacher"))
    let verdict = try verification.run()
    let first = try #require(verdict.first)
    #expect(first.name == "teacher" && first.subject == .weights && first.agreement == .differs)
    #expect(first.recorded == pair.summary)
    #expect(first.found == GeneratorPair(ab: pair.ba, ba: pair.ab).summary)
    let again = try #require(verdict.checks.first { $0.name == "trained again" })
    #expect(again.agreement == .unknown && again.found.contains("its teacher is not there"))
    // Five distances of the last and of the best weights do not need it.
    let numbers = verdict.checks.filter { $0.subject == .number }
    #expect(numbers.filter { $0.agreement == .exact }.count == 10)
    #expect(numbers.filter { $0.agreement == .unknown }.allSatisfy { $0.name.contains("teacher") })
    let last = try #require(verdict.text.split(separator: "\n").last)
    #expect(
      last.hasPrefix(
        "10 of 18 numbers agree, 8 could not be measured; first difference: run 1, teacher:"),
      "\(last)")
    // One that is gone is not called another one.
    try FileManager.default.removeItem(at: folder.place("teacher"))
    let gone = try #require(try verification.run().first)
    #expect(gone.name == "teacher" && gone.found == "its folder was not found")
  }

  @Test("every setting of the plan is compared, and a part that cannot be measured is one line")
  func settings() throws {
    _ = try made()
    let text = try folder.text("card/card.json")
    #expect(text.contains("\"cycle\" : 10"))
    try folder.write(text.replacing("\"cycle\" : 10", with: "\"cycle\" : 9"), to: "card/card.json")
    let verdict = try verification().run()
    #expect(try disagreements(.settings).map(\.name) == ["cycle weight"])
    #expect(verdict.checks.filter { $0.subject == .number }.allSatisfy { $0.agreement == .exact })
    try folder.write(text, to: "card/card.json")
    var lost = verification()
    lost.mobileNet = folder.place("nowhere.safetensors")
    let unmeasured = try lost.run()
    #expect(
      unmeasured.checks.filter { $0.subject == .number }.allSatisfy { $0.agreement == .unknown })
    #expect(unmeasured.checks.contains { $0.subject == .pictures && $0.agreement == .exact })
    #expect(unmeasured.checks.contains { $0.found.contains("nowhere.safetensors") })
  }

  @Test("a run without test pictures has a card that says so, without best weights and problems")
  func unmeasured() throws {
    try writePictures()
    for name in ["testA", "testB"] {
      try FileManager.default.removeItem(at: folder.place("data/\(name)"))
    }
    var request = run.request("run", methods: [.l1(weight: 10)], steps: 2)
    request.data = folder.path("data")
    let results = try run.complete(request)
    #expect(
      results.text(folder: "run").contains("\nnot measured, since there were no test pictures\n"))
    let card = try maker(["run"]).write()
    #expect(card.runs[0].problems.isEmpty, "\(card.runs[0].problems)")
    let page = try folder.text("card/README.md")
    #expect(page.contains("nothing was measured") && page.contains("Every run is complete.\n"))
    #expect(!page.contains("best, step") && !page.contains("all pictures"))
    #expect(try verification().run().agrees)
  }

  @Test("pictures that were held out of training are those that are measured by again")
  func heldOut() throws {
    try writePictures()
    let meadow = Meadow.data(size: 32, train: 12, test: 1)
    for (name, set) in [("trainA", meadow.trainA), ("trainB", meadow.trainB)] {
      let pictures = set.all
      for index in 4..<12 {
        try ImageFile.write(pictures[index], to: folder.place("data/\(name)/\(index).png"))
      }
    }
    var request = run.request("held", methods: [.l1(weight: 10)], steps: 2)
    request.data = folder.path("data")
    request.holdOut = 0.3
    request.measuredPictures = 3
    try run.complete(request)
    let card = try maker(["held"]).write()
    #expect(card.runs[0].problems.isEmpty, "\(card.runs[0].problems)")
    #expect(card.runs[0].measuredPictures == 3)
    let files = try #require(card.runs[0].sets["testA"]?.files)
    #expect(files.count == 3 && files.allSatisfy { $0.name.hasPrefix("trainA/") })
    #expect(
      try folder.text("card/README.md").contains(
        "compare with the first 3 pictures that were held out of trainA and trainB (30 % of each"))
    var verification = verification()
    verification.trains = true
    let verdict = try verification.run()
    #expect(verdict.agrees, "\(verdict.text)")
    try ImageFile.write(meadow.trainA.all[0], to: folder.place("data/\(files[1].name)"))
    #expect(try self.verification().run().first?.name == files[1].name)
  }

  @Test("a teacher's card names it so, and one that began with weights is trained again from them")
  func beginnings() throws {
    var request = run.request("first", methods: [.none], steps: 2)
    request.teacher = nil
    request.start = folder.path("teacher")
    request.command =
      "wkd-learn train-teacher --begin-from '\(folder.path("teacher"))' --output first"
    try run.complete(request)
    let card = try maker(["first"]).write()
    #expect(card.runs[0].problems.isEmpty, "\(card.runs[0].problems)")
    #expect(card.runs[0].networks.map(\.name) == ["teacher"])
    var verification = verification()
    verification.trains = true
    let verdict = try verification.run()
    #expect(verdict.agrees, "\(verdict.text)")
    #expect(verdict.checks.contains { $0.name.hasPrefix("trained again") })
    #expect(verdict.checks.contains { $0.name == "first weights" && $0.agreement == .exact })
    // Other first weights are named before what follows from them.
    let pair = try GeneratorPair(contentsOf: folder.place("teacher"))
    try GeneratorPair(ab: pair.ba, ba: pair.ab).write(to: folder.place("teacher"))
    let changed = try verification.run()
    #expect(changed.first?.name == "first weights" && changed.first?.agreement == .differs)
  }

  @Test("what is lost or harmed stands on the card, and verify does not check it silently")
  func unknown() throws {
    _ = try made()
    try FileManager.default.removeItem(at: folder.place("run/best"))
    try FileManager.default.moveItem(at: folder.place("data"), to: folder.place("moved"))
    let card = try maker(["run"]).write()
    #expect(card.runs[0].problems.contains { $0.contains("test pictures cannot be read") })
    #expect(card.runs[0].problems.contains { $0.contains("best weights") })
    #expect(card.runs[0].networks[0].best.files.isEmpty)
    #expect(try folder.text("card/README.md").contains("not known"))
    let verdict = try verification().run()
    #expect(!verdict.agrees && verdict.checks.contains { $0.agreement == .unknown })
    // With the pictures in their new place all that is there can be checked.
    var moved = verification()
    moved.data = folder.path("moved")
    let second = try moved.run()
    #expect(
      second.checks.contains {
        $0.subject == .number && $0.agreement == .rounding || $0.agreement == .exact
      })
  }

  @Test("cards that are cut, or of nothing that can be, are refused in one sentence")
  func hostile() throws {
    _ = try made()
    let text = try folder.text("card/card.json")
    let refused = { (changed: String) in
      try folder.write(changed, to: "card/card.json")
      let error = #expect(throws: ResultCardError.self) { try verification().run() }
      #expect(error.map { !"\($0)".contains("\n") && "\($0)".hasSuffix("anew") } == true)
    }
    for count in [0, 1, 100, text.count / 2, text.count - 3] {
      try refused(String(text.prefix(count)))
    }
    try refused(String(repeating: "[", count: 100_000))
    try refused(text.replacing("result card 1", with: "result card 9"))
    try refused(text.replacing("\"side\" : 32", with: "\"side\" : 1000000000000"))
    try refused(text.replacing("\"side\" : 32", with: "\"side\" : -8"))
    try refused(text.replacing("\"batchSize\" : 2", with: "\"batchSize\" : 0"))
    try refused(text.replacing("\"baseWidth\" : 2", with: "\"baseWidth\" : 1e9"))
    try refused(text.replacing("\"steps\" : 4", with: "\"steps\" : -4"))
    try refused(text.replacing("\"name\" : \"l1\"", with: "\"name\" : \"wavelet\""))
    let missing = folder.path("nowhere")
    var lost = verification()
    lost.card = missing
    #expect(throws: ResultCardError.missing(missing)) { try lost.run() }
  }

  @Test("a page that is no card's is not replaced, and a card's own is")
  func foreign() throws {
    _ = try made()
    try maker(["run"]).write()
    try FileManager.default.removeItem(at: folder.place("card/card.json"))
    let page = try folder.text("card/README.md")
    #expect(throws: ResultCardError.foreign(folder.path("card"))) { try maker(["run"]).write() }
    #expect(try folder.text("card/README.md") == page)
  }

  @Test("a card of strangers does not lead out of the run's folder")
  func strangers() throws {
    _ = try made()
    let text = try folder.text("card/card.json")
    try folder.write(
      text.replacing("\"name\" : \"G_A.safetensors\"", with: "\"name\" : \"../../../etc/passwd\""),
      to: "card/card.json")
    let found = try #require(try disagreements(.weights).first)
    #expect(found.name == "../../../etc/passwd" && found.found == "missing")
  }

  @Test("numbers agree exactly, within a unit of the sixth digit, or not")
  func agreement() {
    #expect(Agreement(of: 0.125, and: 0.125) == .exact)
    #expect(Agreement(of: 0.0301266, and: 0.03012664) == .rounding)
    #expect(Agreement(of: 0.0301266, and: 0.0301268) == .differs)
    #expect(Agreement(of: 123456, and: 123456.9) == .rounding)
    #expect(Agreement(of: 123456, and: 123458) == .differs)
    #expect(Agreement(of: 0, and: 1e-30) == .differs)
    #expect(Agreement(of: 1, and: .nan) == .differs && Agreement(of: 1, and: .infinity) == .differs)
    #expect(Agreement(of: -0.00389329, and: -0.003893291) == .rounding)
  }
}
