import Foundation
import TestSupport
import Testing
import Torch
import WKD

@Suite(
  "wkd-learn card, verify and audit",
  .enabled(if: Program.isBuilt, "the program is not beside the tests"), .serialized)
struct CardCommandTests {
  private let desk: Desk

  init() throws {
    desk = try Desk()
  }

  private func run(_ arguments: [String]) throws -> Program.Answer {
    try Program.run(arguments, in: desk.folder)
  }

  private func url(_ path: String) -> URL { desk.folder.appendingPathComponent(path) }

  private func writePictures() throws {
    let meadow = Meadow.data(size: 64, train: 4, test: 4)
    for (name, set) in [
      ("trainA", meadow.trainA), ("trainB", meadow.trainB), ("testA", meadow.testA),
      ("testB", meadow.testB),
    ] {
      let place = url("data/\(name)")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      let pictures = set.all
      for index in 0..<set.count {
        try ImageFile.write(pictures[index], to: place.appendingPathComponent("\(index).png"))
      }
    }
  }

  @Test("a run, its card and its check agree; a changed picture ends the check with 1 and is named")
  func story() throws {
    try writePictures()
    let trained = try run([
      "train-teacher", "data", "--preset", "smoke", "--threads", "1", "--output", "run",
    ])
    #expect(trained.status == 0, "\(trained.errors)")
    let card = try run(["card", "run"])
    #expect(card.status == 0, "\(card.errors)")
    let page = try String(contentsOf: url("card/README.md"), encoding: .utf8)
    #expect(String(decoding: card.output, as: UTF8.self).hasPrefix(page.prefix(200)))
    #expect(page.contains("wkd-learn train-teacher data"))
    let right = try run(["verify", "card"])
    #expect(right.status == 0, "\(right.errors)")
    #expect(String(decoding: right.output, as: UTF8.self).hasSuffix("10 of 10 numbers agree\n"))

    let other = Meadow.data(size: 64, train: 9, test: 1).trainA.all
    try ImageFile.write(other[8], to: url("data/testB/1.png"))
    let wrong = try run(["verify", "card/card.json"])
    #expect(wrong.status == 1)
    #expect(
      String(decoding: wrong.output, as: UTF8.self).contains("first difference: run 1, testB/1.png")
    )
    let json = try run(["verify", "card", "--json"])
    #expect(json.status == 1)
    let checks = try #require(try json.json["checks"] as? [[String: Any]])
    #expect(checks.contains { $0["name"] as? String == "testB/1.png" })

    // Somebody else has everything in other places.
    try FileManager.default.moveItem(at: url("run"), to: url("theirs"))
    try FileManager.default.moveItem(at: url("data"), to: url("pictures"))
    let moved = try run(["verify", "card", "--run", "theirs", "--data", "pictures"])
    #expect(moved.status == 1)
    #expect(
      String(decoding: moved.output, as: UTF8.self).contains("first difference: run 1, testB/1.png")
    )
  }

  @Test("an audit ends with 0, and with 1 where it is strict and finds something")
  func audit() throws {
    try writePictures()
    try FileManager.default.copyItem(at: url("data/trainA/0.png"), to: url("data/testA/9.png"))
    let answer = try run(["audit", "data"])
    #expect(answer.status == 0, "\(answer.errors)")
    let text = String(decoding: answer.output, as: UTF8.self)
    #expect(text.contains("equal bytes): testA/9.png = trainA/0.png"))
    #expect(try run(["audit", "data", "--strict"]).status == 1)
    let findings = try #require(
      try run(["audit", "data", "--json"]).json["findings"] as? [[String: Any]])
    #expect(findings.first?["kind"] as? String == "training-and-test")
    #expect(findings.first?["weight"] as? String == "finding")
  }

  @Test("what is no card, no run and no folder of pictures is refused in one sentence")
  func refused() throws {
    try Data("{}".utf8).write(to: url("card.json"))
    for arguments in [
      ["verify", "card.json"], ["verify", "nowhere"], ["card", "nowhere"], ["audit", "nowhere"],
      ["audit", "."],
    ] {
      let answer = try run(arguments)
      #expect(answer.status == 1 && answer.output.isEmpty)
      #expect(answer.errors.split(separator: "\n").count == 1, "\(answer.errors)")
    }
  }
}
