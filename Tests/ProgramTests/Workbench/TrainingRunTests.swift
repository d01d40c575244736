import Console
import Foundation
import Lessons
import TestSupport
import Testing
import Torch

@Suite(
  "compress and train-teacher",
  .enabled(if: Program.isBuilt, "the program is not beside the tests"), .serialized)
struct TrainingRunTests {
  private let desk: Desk

  init() throws {
    desk = try Desk()
  }

  private func place(_ path: String) -> URL { desk.folder.appendingPathComponent(path) }

  private func wait(for path: String) {
    let deadline = Date(timeIntervalSinceNow: 60)
    while !FileManager.default.fileExists(atPath: place(path).path), Date() < deadline {
      Thread.sleep(forTimeInterval: 0.01)
    }
  }

  private func command(
    _ output: String, _ more: [String] = [], steps: Int = 12
  ) -> [String] {
    [
      "compress", "--preset", "smoke", "--steps", "\(steps)", "--batch", "2", "--threads", "1",
      "--log-every", "1", "--measure-every", "4", "--checkpoint-every", "1", "--output",
      place(output).path,
    ] + more
  }

  /// Every file that a run leaves for later use, by its path; times and pictures are left out.
  private func outcome(_ run: String) throws -> [String: Data] {
    let names = [
      "losses.csv", "metrics.csv", "checkpoint.safetensors", "none/G_A.safetensors",
      "none/G_B.safetensors", "l1/G_A.safetensors", "wavelet/G_A.safetensors",
      "wavelet/best/G_B.safetensors", "losses.png",
    ]
    return Dictionary(
      uniqueKeysWithValues: try names.map { name in
        let data = try Data(contentsOf: place("\(run)/\(name)"))
        guard name.hasSuffix("G_A.safetensors") || name.hasSuffix("G_B.safetensors") else {
          return (name, data)
        }
        // The metadata names the command with its own folder; the weights must be the same.
        let file = try Safetensors(data: data)
        return (name, Safetensors(file.tensors).data)
      })
  }

  @Test("a run that is killed again and again ends with the same bits as one that is never stopped")
  func killed() throws {
    // Enough steps for the pools of 50 pictures to fill and give earlier ones back.
    let steps = 40
    #expect(try Program.run(command("whole", steps: steps), in: desk.folder).status == 0)
    let wanted = try outcome("whole")
    var generator = SeededGenerator(seed: 3)
    var kills = 0
    for _ in 0..<40 {
      let delay = generator.nextUniform(in: 0.05...1.2)
      let status = try Program.runAndKill(
        command("killed", steps: steps), after: delay, signal: SIGKILL, in: desk.folder)
      if status == 0 { break }
      kills += 1
    }
    #expect(kills > 2)
    let answer = try Program.run(command("killed", steps: steps), in: desk.folder)
    #expect(answer.status == 0, "\(answer.errors)")
    let found = try outcome("killed")
    for (name, data) in wanted { #expect(found[name] == data, "\(name) after \(kills) kills") }
  }

  @Test("an interrupted run says how to go on, with the status of its signal, and goes on")
  func interrupt() throws {
    let process = try Program.start(
      command("run", steps: 100_000), in: desk.folder)
    wait(for: "run/checkpoint.safetensors")
    kill(process.processIdentifier, SIGINT)
    process.end()
    #expect(process.terminationStatus == 130)
    #expect(try desk.text("logs/err").contains("start the same command again"))
    let checkpoint = try Safetensors(contentsOf: place("run/checkpoint.safetensors"))
    #expect(checkpoint.metadata["position"] != nil)
  }

  @Test("changed settings are refused, each difference by its name")
  func changed() throws {
    #expect(try Program.run(command("run"), in: desk.folder).status == 0)
    let before = try Data(contentsOf: place("run/checkpoint.safetensors"))
    let answer = try Program.run(
      command("run", ["--seed", "9", "--alpha", "2"]), in: desk.folder)
    #expect(answer.status == 1)
    #expect(
      answer.errors.contains(
        "run was begun with other settings (--alpha was 5, now 2; --seed was 1, now 9): repeat them"
      ))
    let teacher = try Program.run(
      ["train-teacher", "--preset", "smoke", "--threads", "1", "--output", place("run").path],
      in: desk.folder)
    #expect(
      teacher.status == 1
        && teacher.errors.hasSuffix(
          "run is a run of compress; train-teacher cannot go on with it: choose another folder "
            + "(--output DIR)\n"),
      "\(teacher.errors)")
    #expect(answer.errors.split(separator: "\n").count == 1)
    #expect(try Data(contentsOf: place("run/checkpoint.safetensors")) == before)
  }

  @Test("a run that diverges says where and ends with status 1, and the same again")
  func diverges() throws {
    let arguments = command("run", ["--learning-rate", "1e30"])
    for _ in 0..<2 {
      let answer = try Program.run(arguments, in: desk.folder)
      #expect(answer.status == 1 && answer.output.isEmpty)
      let last = try #require(answer.errors.split(separator: "\n").last)
      #expect(last.contains("at step 2 the loss G_A of none is not finite"))
      #expect(last.contains("--learning-rate"))
    }
    #expect(try !desk.text("run/losses.csv").contains("nan"))
    #expect(!FileManager.default.fileExists(atPath: place("run/results.json").path))
  }

  @Test("the start tells pictures, sizes, length, device and threads; a teacher is called so")
  func outline() throws {
    let teacher = [
      "train-teacher", "--preset", "smoke", "--threads", "1", "--output", place("teacher").path,
    ]
    let answer = try Program.run(teacher, in: desk.folder)
    #expect(answer.status == 0)
    for words in [
      "trainA 12, trainB 12, testA 4, testB 4", "32 px, drawn in that size", "networks: teacher of",
      "4 steps of 1 + 1 pictures, 12 steps an epoch", "every 1 step by 4 + 4 test pictures",
      "cpu, 1 thread",
    ] { #expect(answer.errors.contains(words), "\(words)") }
    let text = { (answer: Data) in String(decoding: answer, as: UTF8.self) }
    #expect(text(answer.output).contains("teacher: KID") && !text(answer.output).contains("none"))
    let again = try Program.run(teacher, in: desk.folder)
    #expect(again.errors.contains("is complete") && again.output == answer.output)
    let longer = try Program.run(teacher + ["--steps", "6"], in: desk.folder)
    #expect(longer.status == 0 && longer.errors.contains("after 4 steps of another schedule"))
    #expect(text(longer.output).hasPrefix("6 steps"))
  }

  @Test("a complete run is not trained again, and gives its results as JSON")
  func again() throws {
    #expect(try Program.run(command("run"), in: desk.folder).status == 0)
    let before = try Data(contentsOf: place("run/losses.csv"))
    let answer = try Program.run(command("run", ["--json"]), in: desk.folder)
    #expect(answer.status == 0)
    let networks = try #require(try answer.json["networks"] as? [[String: Any]])
    #expect(networks.compactMap { $0["name"] as? String } == ["none", "l1", "wavelet"])
    #expect(try Data(contentsOf: place("run/losses.csv")) == before)
  }

  @Test(
    "a wrong request is answered with one sentence",
    arguments: [
      (["compress", "--output", "x", "--methods", "magic"], "no method magic", 2),
      (["compress", "--output", "x", "--methods", "l1,l1"], "once", 2),
      (["compress", "--output", "x", "--wavelet", "hair"], "haar", 2),
      (["compress", "--output", "x", "--bands", "middle"], "no band", 2),
      (["compress", "--output", "x", "--bands", "LH4"], "no band LH4", 2),
      (["compress", "--output", "x", "--alpha-schedule", "ramp"], "ramp:200", 2),
      (
        ["compress", "--output", "x", "--steps", "5", "--alpha-schedule", "decay:5"], "smaller N", 1
      ),
      (["evaluate", "nowhere"], "nowhere", 1),
      (["compare", "nowhere"], "no folder nowhere", 1),
      (["compress", "--output", "x", "--level-weights", "1,2"], "3 numbers", 2),
      (["compress", "--output", "x", "--level-weights", "1,O.5,0.5,0.25"], "\"O.5\"", 2),
      (["compress", "--output", "x", "--level-weights", "1,,0.5,0.25"], "\"\"", 2),
      (["compress", "--output", "x", "--methods", "l1,"], "no method \"\"", 2),
      (["compress", "--output", "x", "--alpha-schedule", "ramp:2:3"], "ramp:200", 2),
      (["compress", "--output", "x", "--alpha", "-1"], "above 0", 2),
      (["compress", "--output", "x", "--data", "d"], "--teacher DIR", 2),
      (["compress", "--output", "x", "--teacher", "nowhere"], "nowhere", 1),
      (["train-teacher", "nowhere", "--output", "x"], "there is no folder", 1),
      (["train-teacher", "--output", "x", "--size", "50"], "multiple of 8", 2),
      (["train-teacher", "--output", "x", "--steps", "3", "--epochs", "2"], "exclude", 2),
      (["train-teacher", "--output", "/proc/x"], "cannot write", 1),
      (["train-teacher", "--output", "x", "--size", "100000"], "32 to 16384", 2),
      (["train-teacher", "--output", "x", "--size", "16384"], "of memory", 1),
      (["train-teacher", "--output", "x", "--load-size", "100000"], "at most 32768", 2),
      (["train-teacher", "--output", "x", "--batch", "100000"], "at most 4096", 2),
      (["train-teacher", "--output", "x", "--batch", "4096"], "of memory", 1),
      (["train-teacher", "--output", "x", "--width", "100000"], "at most 4096", 2),
      (["train-teacher", "--output", "x", "--width", "4096"], "of memory", 1),
      (["train-teacher", "--output", "x", "--blocks", "\(Int.max)"], "at most 1000", 2),
      (["train-teacher", "--output", "x", "--epochs", "9000000000000000000"], "at most", 2),
      (["train-teacher", "--output", "x", "--epochs", "90000000000000000000"], "invalid", 2),
      (["train-teacher", "--output", "x", "--cycle-weight", "-1"], "0 or above", 2),
      (["train-teacher", "--output", "x", "--identity-weight", "nan"], "0 or above", 2),
      (["train-teacher", "--output", "x", "--mirror-weight", "-1"], "0 or above", 2),
      (["train-teacher", "--output", "x", "--hold-out", "0.1"], "try --hold-out 10%", 2),
      (["train-teacher", "--output", "x", "--hold-out", "10%"], "--data DIR", 1),
      (["train-teacher", "--output", "x", "--begin-from", "nowhere"], "nowhere", 1),
      (["train-teacher", "--output", "x", "--begin-from", "t", "--width", "4"], "leave them", 2),
    ])
  func usage(arguments: [String], words: String, status: Int) throws {
    let answer = try Program.run(arguments, in: desk.folder)
    #expect(Int(answer.status) == status, "\(answer.errors)")
    #expect(answer.output.isEmpty)
    #expect(answer.errors.contains(words), "\(answer.errors)")
    #expect(answer.errors.split(separator: "\n").count == 1)
    #expect(!FileManager.default.fileExists(atPath: place("x").path))
  }

  @Test("a folder of something else is not written into")
  func foreign() throws {
    try FileManager.default.createDirectory(
      at: place("mine"), withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: place("mine/notes.txt"))
    let answer = try Program.run(command("mine"), in: desk.folder)
    #expect(answer.status == 1)
    #expect(answer.errors.contains("no training run"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: place("mine").path) == ["notes.txt"])
  }

  @Test("two processes do not train in one folder")
  func busy() throws {
    let first = try Program.start(
      command("run", steps: 100_000), in: desk.folder)
    defer { kill(first.processIdentifier, SIGKILL) }
    wait(for: "run/run.json")
    let second = try Program.run(
      command("run", steps: 100_000), in: desk.folder.appendingPathComponent("."))
    #expect(second.status == 1)
    #expect(second.errors.contains("another process"))
  }
}
