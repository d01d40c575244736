import Console
import Foundation
import Plot
import Testing
import WKD
import Workbench

@Suite struct ComparisonTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @discardableResult
  private func compare(_ runs: [String]) throws -> String {
    try Comparison(runs: runs, output: folder.place("report")).write()
  }

  private func write(_ text: String, to name: String) throws {
    try FileManager.default.createDirectory(
      at: folder.place(name).deletingLastPathComponent(), withIntermediateDirectories: true)
    try folder.write(text, to: name)
  }

  @Test("every field of the table is read back, also where names of groups hold commas")
  func table() throws {
    let runs = try Asset.runs("discriminators")
    try compare(runs)
    let rows = CSV.rows(of: try folder.text("report/comparison.csv"))
    let results = try runs.map { try RunResults(contentsOf: URL(fileURLWithPath: $0)) }
    let groups = RunGroup.all(zip(runs, results).map { ($0, $1) })
    #expect(groups.allSatisfy { $0.name.contains(", ") })
    let metrics = results[0].metrics
    #expect(
      rows[0] == ["network", "seed", "weights", "n"] + metrics + metrics.map { "p \($0)" })
    #expect(rows.count == 1 + 2 * runs.count)
    let changes = GroupDifference.table(
      groups.dropFirst().map { ($0, groups[0]) }, metrics: metrics)
    for group in groups {
      for (run, network) in zip(group.results, group.networks) {
        for (moment, values) in [("last", network.last), ("best", network.best)] {
          let row = try #require(
            rows.first { Array($0.prefix(3)) == [group.name, "\(run.plan.seed)", moment] })
          #expect(row.count == rows[0].count && row[3] == "2")
          for (text, metric) in zip(row.dropFirst(4), metrics) {
            let value = try #require(values[metric])
            #expect(abs(try #require(Double(text)) / value - 1) < 1e-5, "\(metric)")
          }
          for (text, metric) in zip(row.dropFirst(4 + metrics.count), metrics) {
            let change = changes.first { $0.group == group.name && $0.metric == metric }
            let wanted =
              moment == "last" ? change.map { String(format: "%.6g", $0.probability) } : nil
            #expect(text == wanted ?? "", "\(metric)")
          }
        }
      }
    }
  }

  @Test("Python reads both tables with as many fields in every line, whatever a name holds")
  func python() throws {
    try StandInRun(seed: 1, values: ["a, \"b\"\nc": 1]).write(to: folder.place("one"))
    try StandInRun(seed: 2, values: ["a, \"b\"\nc": 2]).write(to: folder.place("two"))
    try StandInRun(seed: 1, values: ["a, \"b\"\nc": 3], width: 9).write(to: folder.place("three"))
    try StandInRun(seed: 2, values: ["a, \"b\"\nc": 5], width: 9).write(to: folder.place("four"))
    try compare(["one", "two", "three", "four"].map(folder.path))
    let script = """
      import csv, sys
      for name in sys.argv[1:]:
          rows = list(csv.reader(open(name, newline="")))
          assert len({len(row) for row in rows}) == 1, rows
          print(len(rows), [i for i, row in enumerate(rows[0]) if row in ("n", "p", "p_holm")])
          assert any('a, "b"\\nc' in field for row in rows for field in row), rows
      """
    let python = ChildProcess(
      command: [
        "python3", "-c", script, folder.path("report/comparison.csv"),
        folder.path("report/differences.csv"),
      ])
    #expect(try python.collect().output == "9 [3]\n2 [5, 7, 8]\n")
  }

  @Test("the report has means with intervals, verdicts paired by seed, sizes and commands")
  func report() throws {
    let runs = try Asset.runs("meadow")
    let text = try compare(runs)
    #expect(try folder.text("report/README.md") == text)
    #expect(try folder.files.contains("report/comparison.png"))
    #expect(text.hasPrefix("# Comparison of 4 runs\n"))
    #expect(text.contains("| metric | none (4) | l1 (4) | wavelet (4) |"))
    let groups = RunGroup.all(
      try runs.map { ($0, try RunResults(contentsOf: URL(fileURLWithPath: $0))) })
    for group in groups {
      let interval = MeanInterval(group.values(RunMeasure.selection, of: .last))
      let cell = String(format: "%.4g ± %.2g (4)", interval.mean, interval.halfWidth)
      #expect(text.contains(cell), "\(cell)")
    }
    let changes = GroupDifference.table(
      groups.dropFirst().map { ($0, groups[0]) }, metrics: groups[0].results[0].metrics)
    #expect(text.contains("Every network minus **none**, paired by seed. "))
    #expect(text.contains("all \(changes.count) together"))
    for one in changes {
      let start = String(
        format: "| \(one.group) | \(one.metric) | %+.3g ± %.2g | 4 | ", one.interval.mean,
        one.interval.halfWidth)
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(start) })
      #expect(line.hasSuffix(" | \(one.verdict.rawValue) |"))
    }
    for run in runs { #expect(text.contains("- \(run): `wkd-learn compress")) }
  }

  @Test("a run counts once, however often it is named or copied, and the report says so")
  func copies() throws {
    let run = try Asset.runs("meadow")[0]
    try FileManager.default.copyItem(at: URL(fileURLWithPath: run), to: folder.place("copy"))
    let text = try compare([run, run, folder.path("copy")])
    #expect(text.contains("| metric | none (1) | l1 (1) | wavelet (1) |"))
    #expect(text.contains("- **l1**: 3 copies of seed 1 counted once\n"))
    #expect(!text.contains("±") && !text.contains("lower") && !text.contains("higher"))
  }

  @Test("other numbers of equal settings and seed are told with their reason, or refused")
  func otherNumbers() throws {
    for (name, value, threads) in [("one", 1.0, 1), ("two", 2, 2), ("three", 3, 1)] {
      try StandInRun(seed: 4, values: ["KID": value], threads: threads)
        .write(to: folder.place(name))
    }
    let text = try compare([folder.path("one"), folder.path("two")])
    #expect(text.contains("| KID | 1 (1) |"))
    #expect(text.contains("(threads 2 and 1); \(folder.path("one")) counts"))
    #expect(
      throws: ComparisonError.otherNumbers(folder.path("three"), folder.path("one"), seed: 4)
    ) { try compare([folder.path("one"), folder.path("three")]) }
  }

  @Test("the pictures decide and not their place: fingerprints, or paths where there are none")
  func pictures() throws {
    func write(_ name: String, data: String, test: String?, seed: UInt64) throws {
      var run = StandInRun(seed: seed, values: ["KID": Double(seed)])
      run.data = data
      run.fingerprints = test.map {
        ["testA": $0, "testB": $0, "trainA": "4 of 32 px, aa", "trainB": "4 of 32 px, bb"]
      }
      try run.write(to: folder.place(name))
    }
    try write("one", data: "data", test: "4 of 32 px, 12", seed: 1)
    try write("moved", data: "/elsewhere/data", test: "4 of 32 px, 12", seed: 2)
    try write("other", data: "data", test: "4 of 32 px, 34", seed: 3)
    try write("old", data: "./data", test: nil, seed: 4)
    try write("older", data: "data/", test: nil, seed: 5)
    try write("elsewhere", data: "data2", test: nil, seed: 6)
    let text = try compare([folder.path("one"), folder.path("moved")])
    #expect(text.contains("| metric | none (2) |"))
    #expect(text.contains("Data: data, /elsewhere/data, 32 px"))
    #expect(throws: ComparisonError.otherPictures(folder.path("other"), folder.path("one"))) {
      try compare([folder.path("one"), folder.path("other")])
    }
    let old = try compare([folder.path("old"), folder.path("older")])
    #expect(old.contains("| metric | none (2) |"))
    #expect(throws: ComparisonError.otherPictures(folder.path("elsewhere"), folder.path("old"))) {
      try compare([folder.path("old"), folder.path("elsewhere")])
    }
  }

  @Test("what was not measured is a dash, and never enters a mean or a chart")
  func gaps() throws {
    try StandInRun(seed: 1, values: ["KID": 1, "SWD": 5]).write(to: folder.place("1"))
    try StandInRun(seed: 2, values: ["KID": 3]).write(to: folder.place("2"))
    try StandInRun(seed: 1, values: [:], width: 9).write(to: folder.place("3"))
    try StandInRun(seed: 1, values: ["KID": 1.7e308, "SWD": -1.7e308], width: 5)
      .write(to: folder.place("4"))
    try StandInRun(seed: 2, values: ["KID": 1.7e308, "SWD": -1.7e308], width: 5)
      .write(to: folder.place("5"))
    let text = try compare(["1", "2", "3", "4", "5"].map(folder.path))
    #expect(
      text.contains("| metric | none, width 2 (2) | none, width 9 (1) | none, width 5 (2) |"))
    #expect(text.contains("| KID | 2 ± 13 (2) | - | - |"))
    #expect(text.contains("| SWD | 5 (1) | - | - |"))
    #expect(text.contains("- **none, width 9**: fewer than two seeds"))
    #expect(try folder.files.contains("report/comparison.png"))
    // Nothing measured at all: the chart of the earlier report goes.
    let empty = try compare([folder.path("3")])
    #expect(empty.contains("| KID | - |") && !empty.contains("comparison.png"))
    #expect(try !folder.files.contains("report/comparison.png"))
  }

  @Test("a run that diverged is in the report with its step, and without numbers")
  func diverged() throws {
    try StandInRun(seed: 1, values: ["KID": 1]).write(to: folder.place("one"))
    try StandInRun(seed: 2, values: ["KID": 3]).write(to: folder.place("two"))
    var run = StandInRun(seed: 3, values: [:])
    try run.writeDiverged(to: folder.place("three"), step: 17, loss: "cycle_A")
    run.rate = 1e30
    try run.writeDiverged(to: folder.place("four"), step: 2, loss: "weights")
    let text = try compare(["one", "two", "three", "four"].map(folder.path))
    #expect(text.contains("| metric | none, rate 0.0002 (2) | none, rate 1e+30 (0) |"))
    #expect(text.contains("| KID | 2 ± 13 (2) | - |"))
    #expect(text.contains("three, seed 3, diverged: at step 17 the loss cycle_A is not finite"))
    #expect(text.contains("four, seed 3, diverged: after step 2 the weights are not finite"))
    #expect(text.contains("| none, rate 1e+30 | - | - | - | - |"))
    let alone = try compare([folder.path("four")])
    #expect(alone.contains("No run has metrics."))
  }

  @Test("the figure names every network, in panels of one height, with no text beyond its edges")
  func figure() throws {
    let few = RunGroup.all(
      try Asset.runs("meadow").map { ($0, try RunResults(contentsOf: URL(fileURLWithPath: $0))) })
    let metrics = few[0].results[0].metrics
    let many = RunGroup.all(
      try (1...8).map { width in
        var run = StandInRun(seed: 1, values: ["KID": 1, "a metric of a long name": 1e-9])
        run.width = 1000 + width
        run.rate = 1e-4 / Double(width)
        return ("\(width)", try run.results)
      })
    for (groups, metrics) in [(few, metrics), (many, ["KID", "a metric of a long name"])] {
      let figure = try #require(ComparisonFigure(groups, metrics: metrics).figure)
      let boxes = figure.textBoxes
      let texts = boxes.map(\.text)
      let all = texts.joined(separator: " ").replacing("\u{A0}", with: " ")
      for (index, group) in groups.enumerated() {
        let label = groups.count > 4 ? "\(index + 1)" : group.name
        #expect(texts.count { $0 == label } >= metrics.count, "\(label) in \(texts)")
        #expect(all.contains(group.name), "\(group.name)")
      }
      for metric in metrics { #expect(texts.contains(metric)) }
      for box in boxes {
        for corner in box.corners {
          #expect((-0.5...figure.size.width + 0.5).contains(corner.x), "\(box.text)")
          #expect((-0.5...figure.size.height + 0.5).contains(corner.y), "\(box.text)")
        }
      }
    }
  }

  @Test("a folder of runs stands for those in it, and says which were taken")
  func folders() throws {
    for seed in 1...2 as ClosedRange<UInt64> {
      try StandInRun(seed: seed, values: ["KID": Double(seed)])
        .write(to: folder.place("sweep/seed-\(seed)"))
    }
    let ended = StandInRun(seed: 3, values: [:])
    try ended.writeDiverged(to: folder.place("sweep/deep/seed-10"), step: 4, loss: "cycle_A")
    try write("{}", to: "sweep/begun/run.json")
    let all = RunSearch([folder.path("sweep")], takesDiverged: true)
    #expect(
      all.runs.map { $0.split(separator: "/").last ?? "" } == ["seed-10", "seed-1", "seed-2"])
    let sweep = folder.path("sweep")
    #expect(
      all.remarks == [
        "\(sweep) holds 4 runs; taken 3: deep/seed-10, seed-1, seed-2; not complete: begun"
      ])
    #expect(try compare(all.runs).contains("| metric | none (2) |"))
    let complete = RunSearch([folder.path("sweep")], takesDiverged: false)
    #expect(complete.runs.count == 2)
    // A run is itself, also where others lie in it, and a folder without runs stays for reading to refuse.
    try StandInRun(seed: 9, values: [:]).write(to: folder.place("sweep"))
    let one = RunSearch([folder.path("sweep"), folder.path("none")], takesDiverged: true)
    #expect(one.runs == [folder.path("sweep"), folder.path("none")] && one.remarks.isEmpty)
  }

  @Test("a page that is no comparison's is not replaced, and an earlier comparison is")
  func foreign() throws {
    let runs = try Asset.runs("meadow")
    try write("# Mine", to: "report/README.md")
    #expect(throws: ComparisonError.foreign(folder.path("report"))) { try compare(runs) }
    #expect(try folder.text("report/README.md") == "# Mine")
    try FileManager.default.removeItem(at: folder.place("report"))
    try compare(runs)
    #expect(try compare([runs[0]]).contains("# Comparison of 1 run\n"))
  }

  @Test("one run has neither intervals nor verdicts")
  func single() throws {
    let text = try compare([try Asset.runs("meadow")[0]])
    #expect(text.contains("# Comparison of 1 run\n") && text.contains("One seed each"))
    #expect(!text.contains("±") && text.contains("no verdict"))
  }

  @Test("no runs, runs of other pictures and incomplete runs are refused, and nothing is written")
  func refused() throws {
    #expect(throws: ComparisonError.nothing) { try compare([]) }
    let (meadow, stripes) = (try Asset.runs("meadow")[0], try Asset.runs("stripes")[0])
    #expect(throws: ComparisonError.otherPictures(stripes, meadow)) {
      try compare([meadow, stripes])
    }
    #expect(throws: RunResultsError.incomplete(folder.url.path)) {
      try compare([meadow, folder.url.path])
    }
    #expect(throws: RunResultsError.missing(folder.path("nowhere"))) {
      try compare([folder.path("nowhere")])
    }
    let file = Asset.mobileNet.path
    #expect(throws: RunResultsError.file(file)) { try compare([file]) }
    #expect(try folder.files.isEmpty)
  }
}
