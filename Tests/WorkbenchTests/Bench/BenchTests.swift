import Foundation
import Testing
import Torch
import WKD
import Workbench

/// Numbers that are doubled.
private struct Doubling: BenchWork {
  struct Report: Codable, Sendable {
    let peerSeconds: Double
    let outcomes: [[Double]]
    let difference: Double
    let threads: Int
  }

  let key: String
  let numbers: Tensor

  static func all(_ inputs: Safetensors) throws -> [Doubling] {
    guard let numbers = inputs.tensors["x"] else { throw BenchError.answer }
    return [Doubling(key: "double", numbers: numbers)]
  }

  func run() -> [Double] { (2 * numbers).values }

  static func report(_ pairs: [BenchPair<Doubling>], threads: Int) -> Report {
    let pair = pairs[0]
    return Report(
      peerSeconds: pair.peerSeconds, outcomes: pair.outcomes,
      difference: relative(2 * pair.work.numbers, pair.expected["doubled"]), threads: threads)
  }
}

@Suite struct BenchTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try Safetensors(["x": Tensor([1, 2, 4])]).write(to: folder.place("in"))
    try Safetensors(["doubled": Tensor([2, 4, 7])]).write(to: folder.place("out"))
  }

  /// A peer that hands out prepared files; its times are those of the given lines, one a round.
  private func bench<Work>(_ type: Work.Type, times: [String], threads: Int = 1) throws
    -> Bench<Work>
  {
    // A peer of the same test has counted its own rounds.
    try folder.write("", to: "rounds")
    for (index, line) in times.enumerated() { try folder.write(line, to: "times-\(index + 1)") }
    try folder.write(
      """
      cd '\(folder.url.path)'
      echo "$*" >> calls
      case $1 in
        inputs) cp in "$2" ;;
        run) cp out "$3"; echo >> rounds; cat "times-$(wc -l < rounds | tr -d ' ')" ;;
      esac
      """, to: "peer")
    return Bench(
      python: URL(fileURLWithPath: "/bin/sh"), script: folder.place("peer"), threads: threads)
  }

  @Test("peer and library take turns, and the fastest round of the peer counts")
  func rounds() throws {
    let bench = try bench(
      Doubling.self, times: [#"{"double": [0.5, 0.1]}"#, #"{"double": [0.25, 0.2]}"#])
    var told: [String] = []
    let report = try bench.run { told.append($0) }
    #expect(
      told == [
        "round 1 of 2: PyTorch", "round 1 of 2: this library", "round 2 of 2: PyTorch",
        "round 2 of 2: this library",
      ])
    #expect(report.peerSeconds == 0.25 && report.threads == 1)
    #expect(report.outcomes == [[2, 4, 8], [2, 4, 8]])
    #expect(abs(report.difference - 1.0 / 7) < 1e-6)
    let calls = try folder.text("calls").split(separator: "\n").map { $0.split(separator: " ") }
    #expect(calls.map { $0.first } == ["inputs", "run", "run"])
    #expect(calls[1].last == "1" && calls[1][1] == calls[0][1])
    #expect(!FileManager.default.fileExists(atPath: String(calls[1][2])), "results are left behind")
  }

  @Test("a missing Python, a failing script and an answer without times are told apart")
  func errors() throws {
    let silent = try bench(Doubling.self, times: ["{}", "{}"])
    #expect(throws: BenchError.answer) { try silent.run() }
    let garbled = try bench(Doubling.self, times: ["nothing", "nothing"])
    #expect(throws: BenchError.answer) { try garbled.run() }
    var lost = silent
    lost.python = folder.place("none")
    #expect(throws: BenchError.noPython(folder.path("none"))) { try lost.run() }
    try folder.write("exit 3", to: "peer")
    #expect(throws: BenchError.failed(folder.path("peer"))) { try silent.run() }
  }

  @Test("a difference is relative to the largest number, and infinite between other shapes")
  func differences() {
    #expect(relative(Tensor([1, 8]), Tensor([1, 10])) == 0.2)
    #expect(relative(Tensor([1, 8]), Tensor([1])) == .infinity)
    #expect(relative(Tensor([1, 8]), nil) == .infinity)
  }

  @Test("the wavelet bench finds the same numbers equal, and one that differs unequal")
  func wavelets() throws {
    var generator = SeededGenerator(seed: 3)
    let student = Tensor.normal([1, 3, 16, 16], using: &generator)
    let teacher = Tensor.normal([1, 3, 16, 16], using: &generator)
    let image = Tensor.normal([16, 16], using: &generator).converted(to: .float64)
    let signal = Tensor((0..<64).map { sin(Double($0)) }).converted(to: .float64)
    let scales = [2.0, 4]
    let inputs = [
      "student": student, "teacher": teacher, "image": image, "signal": signal,
      "scales": Tensor(scales).converted(to: .float64),
    ]
    try Safetensors(inputs).write(to: folder.place("in"))
    var wanted: [String: Tensor] = [:]
    for name in ["haar", "db3"] {
      let loss = WaveletLoss(WaveletTransform(try FilterBank(named: name), levels: 3, mode: .zero))
      let point = student.trackingGradients()
      let value = loss(student: point, teacher: teacher)
      wanted["loss \(name)"] = value.detached.reshaped([1])
      wanted["gradient \(name)"] = gradients(of: value, at: [point])[0]
    }
    let pyramid = WaveletTransform(.haar, levels: 3, mode: .zero)(image)
    wanted["forward LL3"] = pyramid.ll
    wanted["forward HH1"] = pyramid["HH1"]
    let reflected = WaveletTransform(try FilterBank(named: "db4"), levels: 3, mode: .reflect)
    wanted["round trip LL3"] = reflected(student).ll
    wanted["round trip image"] = student
    wanted["continuous"] =
      ContinuousTransform(.morlet, scales: scales, method: .integrated)(signal) * 1.01
    try Safetensors(wanted).write(to: folder.place("out"))
    let line =
      #"{"loss haar": [1], "loss db3": [2], "forward": [3], "round trip": [4], "#
      + #""continuous": [5]}"#
    let report = try bench(WaveletWork.self, times: [line, line]).run()
    #expect(report.rows.map(\.agrees) == [true, true, true, true, false])
    #expect(report.rows.map(\.peerSeconds) == [1, 2, 3, 4, 5])
    #expect(report.rows.allSatisfy { $0.seconds > 0 && $0.ratio > 1 && $0.bandwidthShare > 0 })
    #expect(report.copyBandwidth > 1e8)
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(report))
    let keys = (json as? [String: Any]).map { Set($0.keys) }
    #expect(keys == ["rows", "copyBandwidth", "threads", "instructions"])
  }

  @Test("the training bench takes steps and translations of the sizes that the script gives")
  func training() throws {
    var generator = SeededGenerator(seed: 4)
    let pictures = Tensor.normal([1, 1, 3, 32, 32], deviation: 0.3, using: &generator)
    var tensors = ["small.real_A": pictures, "small.real_B": -pictures]
    for (name, width) in [("student", 2), ("teacher", 4)] {
      for (index, side) in ["G_A", "G_B"].enumerated() {
        let network = try ResNetGenerator(
          .init(baseWidth: width, blocks: 1), weights: randomWeights(seed: UInt64(width + index)))
        for (key, tensor) in network.parameters { tensors["small.\(name).\(side).\(key)"] = tensor }
      }
    }
    for side in ["D_A", "D_B"] {
      let network = try PatchDiscriminator(
        .init(baseWidth: 2, layers: 1), weights: randomWeights(seed: 9))
      for (key, tensor) in network.parameters { tensors["small.student.\(side).\(key)"] = tensor }
    }
    let works = """
      {"small": {"student": [2, 1], "teacher": [4, 1], "discriminator": [2, 1], "pixels": 32, \
      "batch": 1, "checked": 1, "timed": 1}}
      """
    try Safetensors(tensors, metadata: ["works": works, "weight": "0.1"])
      .write(to: folder.place("in"))
    var wanted: [String: Tensor] = [:]
    for (name, width) in [("student", 2), ("teacher", 4)] {
      let network = try ResNetGenerator(
        .init(baseWidth: width, blocks: 1),
        weights: storedWeights(tensors, prefix: "small.\(name).G_A."))
      wanted["translate \(name)"] = withoutGradients { network(pictures[0]) }
    }
    try Safetensors(wanted).write(to: folder.place("out"))
    let line = #"{"small": [4], "translate teacher": [6], "translate student": [2]}"#
    let report = try bench(TrainingWork.self, times: [line, line]).run()
    // The peer has left out the losses of the step.
    #expect(report.rows.map(\.agrees) == [false, true, true])
    #expect(report.rows.map(\.peerSeconds) == [4, 6, 2])
    #expect(report.rows[0].work.hasPrefix("step of one student 2/1, teacher 4/1"))
    #expect(report.peerCompression == 3 && report.compression > 0)
  }
}
