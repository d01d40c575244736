import Foundation
import Lessons
import TestSupport
import Testing

@Suite(
  "wkd-learn", .enabled(if: Program.isBuilt, "the program is not beside the tests"), .serialized)
struct CommandLineTests {
  private let desk: Desk

  init() throws {
    desk = try Desk()
  }

  private func run(_ arguments: [String]) throws -> Program.Answer {
    try Program.run(arguments, in: desk.folder)
  }

  @Test(
    "every chapter runs at its smallest size, with figures and checks that hold", arguments: 1...5)
  func everyChapter(number: Int) throws {
    let output = desk.folder.appendingPathComponent("reports").path
    let answer = try run(
      ["chapter", "\(number)", "--preset", "smoke", "--output", output, "--json"])
    #expect(answer.status == 0, "\(answer.errors)")
    let events = try answer.events
    #expect(!events.contains { $0["chapter"] as? Int != number })
    let names = Set(events.compactMap { $0["event"] as? String })
    #expect(names.isSuperset(of: ["started", "cell", "output", "check", "figure", "cell-ended"]))
    let report = try #require(events.last)
    #expect(report["event"] as? String == "report")
    let checks = try #require(report["checks"] as? [[String: Any]])
    #expect(checks.count >= 5)
    #expect(events.count { $0["event"] as? String == "check" } == checks.count)
    let figures = desk.folder.appendingPathComponent("reports/chapter-\(number)/figures")
    let all = try FileManager.default.contentsOfDirectory(atPath: figures.path)
    let pictures = all.filter { $0 != "dark" }
    #expect(pictures.count >= 4)
    let dark = figures.appendingPathComponent("dark").path
    #expect(try Set(FileManager.default.contentsOfDirectory(atPath: dark)) == Set(pictures))
    let page = try desk.text("reports/chapter-\(number)/README.md")
    for picture in pictures { #expect(page.contains("(figures/\(picture))")) }
    #expect(!page.contains("Not run"))
    #expect(page.contains("<sub>[lessons/0\(number)-"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: output) == ["chapter-\(number)"])
    let store = StateStore(folder: desk.folder.appendingPathComponent("logs/state/wkd-learn").path)
    #expect(try store.load()[number].status == .passed)
  }

  @Test("a run with the same preset and seed weaves the same bytes, from the cache or not")
  func deterministic() throws {
    func pages(_ extra: String...) throws -> [String] {
      try [1, 4].map { number in
        let command = ["chapter", "\(number)", "--preset", "smoke"]
        let answer = try run(command + extra)
        #expect(answer.status == 0, "\(answer.errors)")
        let said = String(decoding: answer.output, as: UTF8.self)
        #expect(said.contains("cached: copies") == (number == 4 && extra.isEmpty))
        let folder = "reports/chapter-\(number)/"
        return try desk.text(folder + "README.md") + desk.text(folder + "cells.json")
      }
    }
    let first = try pages("--fresh")
    #expect(try pages() == first)
    #expect(try pages("--fresh") == first)
    for other in [["--seed", "1"], ["--threads", "1"]] {
      let answer = try run(["chapter", "4", "--preset", "smoke"] + other)
      #expect(!String(decoding: answer.output, as: UTF8.self).contains("cached"))
    }
  }

  @Test("damaged pictures and wrong weights are named in one sentence, and an earlier report stays")
  func badInputs() throws {
    let files = FileManager.default
    let output = desk.folder.appendingPathComponent("reports").path
    let earlier = desk.folder.appendingPathComponent("reports/chapter-5/results.json")
    try files.createDirectory(
      at: earlier.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("{}".utf8).write(to: earlier)
    for name in ["trainA", "trainB", "testA", "testB"] {
      let folder = desk.folder.appendingPathComponent("data/\(name)")
      try files.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]).write(
        to: folder.appendingPathComponent("a b.png"))
    }
    let data = desk.folder.appendingPathComponent("data").path
    let pictures = try run(
      ["chapter", "5", "--preset", "smoke", "--output", output, "--data", data])
    #expect(pictures.status == 1)
    #expect(pictures.errors.contains("a b.png is damaged"))
    let weights = try run(
      ["chapter", "5", "--preset", "smoke", "--output", output, "--teacher", data])
    #expect(weights.status == 1)
    #expect(weights.errors.contains("G_A.safetensors"))
    for answer in [pictures, weights] {
      #expect(answer.errors.split(separator: "\n").count == 1)
    }
    #expect(try Data(contentsOf: earlier) == Data("{}".utf8))
  }

  @Test("the map in JSON lists every chapter")
  func map() throws {
    let answer = try run(["--json"])
    let map = try JSONSerialization.jsonObject(with: answer.output) as? [String: Any]
    #expect((map?["chapters"] as? [Any])?.count == Course.chapters.count)
    #expect(map?["next"] as? Int == Course.chapters.first?.number)
  }

  @Test("the map, the check and the hint are coloured as they are asked, and by the environment")
  func colours() throws {
    func coloured(_ arguments: [String], _ variables: [String: String] = [:]) throws -> Bool {
      let process = try Program.prepare(arguments, in: desk.folder)
      // `swift test` asks for no colours.
      process.environment?["NO_COLOR"] = nil
      process.environment?.merge(variables) { $1 }
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardInput = FileHandle.nullDevice
      try process.run()
      let text = try pipe.fileHandleForReading.readToEnd() ?? Data()
      process.end()
      #expect(!text.isEmpty)
      return text.contains(0x1B)
    }
    for command in [["map"], ["check", "1", "ramp"], ["exercises"]] {
      #expect(try !coloured(command))
      #expect(try coloured(command + ["--color", "always"]))
      #expect(try coloured(command, ["CLICOLOR_FORCE": "1"]))
      #expect(try !coloured(command + ["--plain"], ["FORCE_COLOR": "1"]))
      #expect(try !coloured(command, ["FORCE_COLOR": "1", "NO_COLOR": "1"]))
    }
    #expect(try !coloured(["hint", "1", "--plain"], ["FORCE_COLOR": "1"]))
  }

  @Test("the map shows a report by a path that leads to it from every folder")
  func reportPlace() throws {
    _ = try run(["chapter", "1", "--preset", "smoke"])
    let here = try run(["map"])
    #expect(String(decoding: here.output, as: UTF8.self).contains("report: reports/chapter-1/"))
    let other = desk.folder.appendingPathComponent("other")
    try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
    let process = try Program.prepare(["map"], in: desk.folder)
    process.currentDirectoryURL = other
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(
      decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.end()
    let place = try #require(text.firstMatch(of: /report:\s+(\S+)/)).1
    #expect(
      FileManager.default.fileExists(atPath: other.path + "/" + place) || place.hasPrefix("/"))
    #expect(FileManager.default.fileExists(atPath: String(place)))
  }

  @Test(
    "a wrong command line is answered with one sentence and status 2",
    arguments: [
      (["chapter", "99"], "there is no chapter 99"),
      (["chapter", "1", "--threads", "-2"], "at least one thread"),
      (["chapter", "1", "--steps", "5"], "belong to chapter 5"),
      (["chapter", "1", "--colour"], "--colour"),
      (["dance"], "dance"),
      (["chek", "1"], "did you mean check?"), (["help", "chapetr"], "did you mean chapter?"),
      (["help", "dance"], "there is no command dance"), (["exer"], "did you mean exercises?"),
      (["chapter", "1", "--preset", "qick"], "Did you mean 'quick'?"),
      (["map", "--color", "alwys"], "Did you mean 'always'?"),
      (["completions", "zhs"], "Did you mean zsh?"),
      (["wavelet", "bd4"], "db4"), (["reset"], "a chapter is needed"),
      (["reset", "1", "ramp", "--all"], "leave the name out"),
      (["chapter", "-1"], "there is no chapter -1"), (["hint", "-2"], "there is no chapter -2"),
      (["chapter", "1", "--time-limit", "0"], "--time-limit must be at least 1"),
    ])
  func usage(arguments: [String], words: String) throws {
    let answer = try run(arguments)
    #expect(answer.status == 2)
    #expect(answer.output.isEmpty)
    #expect(answer.errors.contains(words))
    #expect(answer.errors.split(separator: "\n").count == 1)
  }

  @Test("a report that cannot be written is refused before anything runs")
  func unwritable() throws {
    let file = desk.folder.appendingPathComponent("file")
    try Data().write(to: file)
    let answer = try run(["chapter", "1", "--output", file.path])
    #expect(answer.status == 1)
    #expect(answer.output.isEmpty)
    #expect(answer.errors.contains("--output DIR"))
  }

  @Test("a folder that is not a report is not replaced")
  func foreignFolder() throws {
    let folder = desk.folder.appendingPathComponent("chapter-1")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: folder.appendingPathComponent("notes.txt"))
    let answer = try run(["chapter", "1", "--output", desk.folder.path])
    #expect(answer.status == 1)
    #expect(try desk.text("chapter-1/notes.txt") == "mine")
  }
}
