import Console
import Foundation
import TestSupport
import Testing
import Torch

@Suite(
  "sweep", .enabled(if: Program.isBuilt, "the program is not beside the tests"), .serialized)
struct SweepCommandTests {
  private let desk: Desk

  init() throws {
    desk = try Desk()
  }

  private func place(_ path: String) -> URL { desk.folder.appendingPathComponent(path) }

  /// A sweep of a few steps; more options of compress may follow.
  private func sweep(_ options: [String], _ more: [String] = []) throws -> Program.Answer {
    try Program.run(
      ["sweep", "--output", "out"] + options + ["--", "--preset", "smoke", "--threads", "1"] + more,
      in: desk.folder)
  }

  private func results(_ run: String) throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: place("out/\(run)/results.json")))
    return try #require(json as? [String: Any])
  }

  private func networks(_ run: String) throws -> [String] {
    let networks = try #require(try results(run)["networks"] as? [[String: Any]])
    return networks.compactMap { $0["name"] as? String }
  }

  private var runs: Set<String> {
    get throws {
      let names = try FileManager.default.contentsOfDirectory(atPath: place("out").path)
      return Set(names).subtracting(["comparison"])
    }
  }

  @Test("each network is trained once a seed, counts once, and its run can be repeated by copying")
  func once() throws {
    let answer = try sweep(
      ["--vary", "bands=high,LH1", "--seeds", "1,02,1"], ["--methods", "none,wavelet"])
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(answer.errors.contains("seed 1 is given more than once and counts once"))
    #expect(
      try runs == [
        "bands-high_seed-1", "bands-high_seed-2", "bands-LH1_seed-1", "bands-LH1_seed-2",
      ])
    #expect(try networks("bands-high_seed-1") == ["none", "wavelet"])
    #expect(try networks("bands-LH1_seed-2") == ["wavelet"])
    let report = try desk.text("out/comparison/README.md")
    #expect(
      report.contains("| metric | none (2) | wavelet, bands high (2) | wavelet, bands LH1 (2) |"))
    #expect(report.contains("Every network minus **none**, paired by seed. "))
    let table = CSV.rows(of: try desk.text("out/comparison/comparison.csv"))
    #expect(table.count == 1 + 2 * (2 + 2 + 2))
    #expect(Set(table.map { $0.prefix(3).joined(separator: ";") }).count == table.count)
    // A shell reads the recorded command as the words that train the same run elsewhere.
    let command = try #require(try results("bands-LH1_seed-2")["command"] as? String)
    let shell = ChildProcess(command: ["sh", "-c", "printf '%s\\n' \(command)"])
    let words = try shell.collect().output.split(separator: "\n").map(String.init)
    #expect(
      words == [
        "wkd-learn", "compress", "--preset", "smoke", "--threads", "1", "--bands", "LH1", "--seed",
        "2", "--methods", "wavelet", "--output", "out/bands-LH1_seed-2",
      ])
    #expect(try Program.run(words.dropLast() + ["again"], in: desk.folder).status == 2)
    #expect(try Program.run(words.dropFirst().dropLast() + ["again"], in: desk.folder).status == 0)
    let weights = try ["again", "out/bands-LH1_seed-2"].map { run in
      // The metadata names the command with its own folder; the weights must be the same.
      Safetensors(try Safetensors(contentsOf: place("\(run)/G_A.safetensors")).tensors).data
    }
    #expect(weights[0] == weights[1])
    let both = try Program.run(
      ["compare", "out/bands-LH1_seed-2", "again", "--output", "both"], in: desk.folder)
    #expect(both.status == 0, "\(both.errors)")
    #expect(try desk.text("both/README.md").contains("2 copies of seed 2 counted once"))
  }

  @Test(
    "a folder that an earlier version began with all networks goes on, and its copies count once")
  func earlier() throws {
    let all = ["--preset", "smoke", "--threads", "1", "--methods", "none,wavelet"]
    let old = try Program.run(
      ["compress"] + all + ["--bands", "LH1", "--seed", "1", "--output", "out/bands-LH1_seed-1"],
      in: desk.folder)
    #expect(old.status == 0, "\(old.errors)")
    let answer = try sweep(["--vary", "bands=high,LH1"], ["--methods", "none,wavelet"])
    #expect(answer.status == 0, "\(answer.errors)")
    let report = try desk.text("out/comparison/README.md")
    #expect(
      report.contains("| metric | none (1) | wavelet, bands high (1) | wavelet, bands LH1 (1) |"))
    #expect(report.contains("- **none**: 2 copies of seed 1 counted once"))
  }

  @Test("a run whose losses are no numbers does not stop the others, and is told with its step")
  func diverged() throws {
    let answer = try sweep(
      ["--vary", "learning-rate=0.0002,1e30", "--seeds", "1,2"], ["--methods", "none"])
    #expect(answer.status == 1)
    #expect(answer.errors.contains("learning-rate-1e30_seed-1, learning-rate-1e30_seed-2"))
    let report = try desk.text("out/comparison/README.md")
    #expect(report.contains("| metric | none, rate 0.0002 (2) | none, rate 1e+30 (0) |"))
    #expect(report.contains("learning-rate-1e30_seed-2, seed 2, diverged: at step "))
    let again = try sweep(
      ["--vary", "learning-rate=0.0002,1e30", "--seeds", "1,2"], ["--methods", "none"])
    #expect(again.status == 1)
    #expect(try desk.text("out/comparison/README.md") == report)
  }

  @Test("paths among the values keep their slashes, and have folders of their own")
  func paths() throws {
    for (name, seed) in [("a/b", "1"), ("a-b", "2")] {
      let teacher = try Program.run(
        [
          "train-teacher", "--preset", "smoke", "--threads", "1", "--seed", seed, "--output",
          "teachers/\(name)",
        ], in: desk.folder)
      #expect(teacher.status == 0, "\(teacher.errors)")
    }
    let answer = try sweep(
      ["--vary", "teacher=teachers/a/b,teachers/a-b"], ["--methods", "wavelet"])
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(
      try runs == ["teacher-teachers-a-b_seed-1", "teacher-teachers-a-b_seed-1-2"])
    let report = try desk.text("out/comparison/README.md")
    #expect(
      report.firstMatch(of: /\| wavelet, teacher 4\/1 [0-9a-f]{6} \(1\) \| wavelet, teacher/) != nil
    )
  }

  @Test(
    "a sweep that could not be compared, or contradicts itself, is refused before the first step",
    arguments: [
      (["--vary", "size=32,40"], [], "32 and 40 px"),
      (["--vary", "preset=smoke,quick"], [], "32 and 64 px"),
      (["--vary", "log-every=1,2"], [], "changes no number"),
      (["--vary", "threads=1,2"], [], "last digits"),
      (["--vary", "bands=high,low"], ["--methods", "none,l1"], "none of the networks none, l1"),
      (["--vary", "bands=high", "--vary", "bands=low"], [], "given twice"),
      (["--vary", "preprocess=crop,none"], [], "test pictures"),
      (["--vary", "hold-out=10%,20%"], [], "test pictures"),
      (["--vary", "bands"], [], "bands=high,low,all"),
      (["--vary", "bands=high,middle"], [], "no band"),
      (["--vary", "bands=high,,low"], [], "without a letter"),
      (["--vary", "seed=1,2"], [], "--seeds"),
      (["--vary", "output=a,b"], [], "bands=high,low,all"),
      (["--seeds", "one"], [], "whole numbers"),
      (["--seeds", "1,,2"], [], "whole numbers"),
      (["--seeds", "-1"], [], "whole numbers"),
      ([], ["--output", "x"], "--output cannot stand after --"),
      ([], ["--output=x"], "--output cannot stand after --"),
      ([], ["--seed", "7"], "--seed cannot stand after --"),
      ([], ["--seeds", "7,8"], "--seeds cannot stand after --"),
      ([], ["--json"], "--json cannot stand after --"),
      ([], ["--help"], "--help cannot stand after --"),
      (["--vary", "alpha=1,2"], ["--alpha", "3"], "--alpha is varied"),
      (["--vary", "alpha=1,2"], ["--alpha=3"], "--alpha is varied"),
    ] as [([String], [String], String)])
  func refused(options: [String], more: [String], words: String) throws {
    let answer = try Program.run(
      ["sweep", "--output", "out"] + options + ["--"] + more, in: desk.folder)
    #expect(answer.status == 2, "\(answer.errors)")
    #expect(answer.output.isEmpty && answer.errors.contains(words), "\(answer.errors)")
    #expect(answer.errors.split(separator: "\n").count == 1)
    #expect(!FileManager.default.fileExists(atPath: place("out").path))
  }
}
