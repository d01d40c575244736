import Foundation
import TestSupport
import Testing
import Torch
import WKD

@Suite(
  "evaluate", .enabled(if: Program.isBuilt, "the program is not beside the tests"), .serialized)
struct EvaluateCommandTests {
  private let desk: Desk

  init() throws {
    desk = try Desk()
  }

  private func run(_ arguments: [String]) throws -> Program.Answer {
    try Program.run(arguments, in: desk.folder)
  }

  private func writePictures(_ folder: String, count: Int, seed: UInt64, side: Int = 40) throws {
    var generator = SeededGenerator(seed: seed)
    let place = desk.folder.appendingPathComponent(folder)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for index in 0..<count {
      let values = (0..<3 * side * side).map { _ in generator.nextUniform() }
      try ImageFile.write(
        Tensor(values, shape: [3, side, side]) * 2 - 1,
        to: place.appendingPathComponent("\(index).png"))
    }
  }

  private func measures(_ answer: Program.Answer, _ key: String = "aToB") throws -> [String] {
    let measures = try #require(
      (try answer.json[key] as? [String: Any])?["measures"] as? [[String: Any]])
    return measures.compactMap { $0["name"] as? String }
  }

  @Test(
    "weights in their run are measured at its size, against a teacher, and by its test pictures")
  func ofTheMeadow() throws {
    let run = try run(
      [
        "compress", "--preset", "smoke", "--threads", "1", "--methods", "none,wavelet", "--output",
        "run",
      ])
    #expect(run.status == 0, "\(run.errors)")
    let judged = try self.run(
      ["evaluate", "run/wavelet", "--teacher", "run/none", "--json", "--threads", "1"])
    #expect(judged.status == 0, "\(judged.errors)")
    #expect(try judged.json["size"] as? Int == 32)
    #expect(try judged.json["data"] as? String == "meadow")
    let names = try measures(judged)
    #expect(names.contains("KID (MobileNetV2)") && names.contains("SSIM"))
    #expect(!names.contains("FID"))
    let trial = try #require(try judged.json["trial"] as? [String: Any])
    #expect(try #require(trial["seconds"] as? Double) > 0)
    let best = try self.run(["evaluate", "run/wavelet/best", "--size", "40", "--threads", "1"])
    let text = String(decoding: best.output, as: UTF8.self)
    #expect(text.contains("test pictures of meadow, 40 px (data of the run "), "\(text)")
  }

  @Test("a run of a folder is measured by its test pictures, as long as they are the same")
  func ofAFolder() throws {
    for (seed, name) in ["trainA", "trainB", "testA", "testB"].enumerated() {
      try writePictures("data/\(name)", count: 4, seed: UInt64(seed))
    }
    let teacher = try run(
      ["train-teacher", "data", "--preset", "smoke", "--threads", "1", "--output", "run"])
    #expect(teacher.status == 0, "\(teacher.errors)")
    let found = try run(["evaluate", "run", "--threads", "1"])
    let text = String(decoding: found.output, as: UTF8.self)
    #expect(
      text.hasPrefix("run on 4 and 4 test pictures of data, 32 px (size and data of the run "))
    try writePictures("data/testA", count: 4, seed: 77)
    let changed = try run(["evaluate", "run"])
    #expect(changed.status == 1 && changed.output.isEmpty)
    #expect(changed.errors.contains("data does not hold the test pictures"), "\(changed.errors)")
    #expect(try run(["evaluate", "run", "data", "--threads", "1"]).status == 0)
    try FileManager.default.removeItem(at: desk.folder.appendingPathComponent("data"))
    let gone = try run(["evaluate", "run"])
    #expect(gone.status == 1 && gone.errors.contains("are not in data any more"), "\(gone.errors)")
    try FileManager.default.removeItem(at: desk.folder.appendingPathComponent("run/results.json"))
    let unknown = try run(["evaluate", "run"])
    #expect(
      unknown.status == 1 && unknown.errors.contains("does not say where"), "\(unknown.errors)")
  }

  /// Whether an evaluation's metrics are those of the last step of a run, to the digits of its table.
  private func expectNumbers(
    of folder: String, model: String = "", in answer: Program.Answer
  ) throws {
    #expect(answer.status == 0, "\(answer.errors)")
    let place = desk.folder.appendingPathComponent("\(folder)/results.json")
    let results = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: place)) as? [String: Any])
    let networks = try #require(results["networks"] as? [[String: Any]])
    let network = try #require(
      networks.first { model.isEmpty || $0["name"] as? String == model })
    let wanted = try #require(network["last"] as? [String: Double])
    let found = try #require(try answer.json["metrics"] as? [String: Double])
    #expect(wanted.count >= 5)
    for (name, value) in wanted where !name.hasSuffix("to teacher") {
      let text = { (value: Double) in String(format: "%.6g", value) }
      #expect(found[name].map(text) == text(value), "\(name)")
    }
  }

  @Test(
    "evaluating a run gives its own numbers: of held-out pictures, of the first ones, of a small meadow"
  )
  func ownNumbers() throws {
    for (seed, name) in ["trainA", "trainB"].enumerated() {
      try writePictures("data/\(name)", count: 12, seed: UInt64(seed))
    }
    let begin = ["train-teacher", "data", "--preset", "smoke", "--threads", "1", "--output"]
    let held = try run(begin + ["held", "--hold-out", "30%"])
    #expect(held.status == 0, "\(held.errors)")
    let answer = try run(["evaluate", "held", "--json", "--threads", "1"])
    try expectNumbers(of: "held", in: answer)
    let text = try run(["evaluate", "held", "--threads", "1"])
    #expect(
      String(decoding: text.output, as: UTF8.self).contains("4 and 4 test pictures of data, 32 px"))
    for (seed, name) in ["testA", "testB"].enumerated() {
      try writePictures("data/\(name)", count: 7 - seed, seed: UInt64(seed + 10))
    }
    let few = try run(begin + ["few", "--measure-with", "4"])
    #expect(few.status == 0, "\(few.errors)")
    try expectNumbers(of: "few", in: try run(["evaluate", "few", "--json", "--threads", "1"]))
    // The folder by another name holds the run's pictures too.
    try FileManager.default.moveItem(
      at: desk.folder.appendingPathComponent("data"),
      to: desk.folder.appendingPathComponent("moved"))
    try expectNumbers(
      of: "held", in: try run(["evaluate", "held", "moved", "--json", "--threads", "1"]))
    let meadow = try run(
      [
        "compress", "--preset", "smoke", "--threads", "1", "--methods", "none,wavelet", "--output",
        "students",
      ])
    #expect(meadow.status == 0, "\(meadow.errors)")
    try expectNumbers(
      of: "students", model: "wavelet",
      in: try run(["evaluate", "students/wavelet", "--json", "--threads", "1"]))
  }

  @Test("pictures that exist already are measured against real ones, at their own size")
  func pictures() throws {
    try writePictures("fakes", count: 5, seed: 1)
    try writePictures("real", count: 4, seed: 2, side: 48)
    let answer = try run(["evaluate", "fakes", "--against", "real", "--json", "--threads", "1"])
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(try answer.json["size"] as? Int == 40)
    #expect(try measures(answer, "quality").contains("KID (MobileNetV2)"))
    // A set is at no distance from itself but for the estimate's own error.
    let same = try run(["evaluate", "fakes", "--against", "fakes", "--threads", "1"])
    let text = String(decoding: same.output, as: UTF8.self)
    #expect(
      text.hasPrefix(
        "5 pictures of fakes against 5 of fakes, 40 px (the shorter side of the first picture, 0.png)\n"
      ))
    #expect(text.firstMatch(of: /SWD 40 px +0 ± 0 thousandths/) != nil, "\(text)")
    try writePictures("few", count: 2, seed: 3)
    for (arguments, words, status) in [
      (["evaluate", "fakes", "--against", "few"], "few needs at least 3 pictures", 1),
      (["evaluate", "fakes", "--against", "nowhere"], "nowhere", 1),
      (["evaluate", "fakes", "real", "--against", "real"], "leave the data", 2),
    ] as [([String], String, Int32)] {
      let answer = try run(arguments)
      #expect(answer.status == status && answer.errors.contains(words), "\(answer.errors)")
    }
  }
}
