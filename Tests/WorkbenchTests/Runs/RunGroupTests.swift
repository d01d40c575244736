import Foundation
import Testing
import WKD
import Workbench

@Suite struct RunGroupTests {
  private func groups(_ name: String) throws -> [RunGroup] {
    RunGroup.all(
      try Asset.runs(name).map { ($0, try RunResults(contentsOf: URL(fileURLWithPath: $0))) })
  }

  @Test("runs that differ in nothing but their seed are one group for each method")
  func seeds() throws {
    let groups = try groups("meadow")
    #expect(groups.map(\.name) == ["none", "l1", "wavelet"])
    #expect(groups.allSatisfy { $0.seeds == [1, 2, 3, 4] })
    for group in groups {
      #expect(group.networks.allSatisfy { $0.name == group.name })
      let wanted = group.results.map { run in
        run.networks.first { $0.name == group.name }?.best[RunMeasure.selection] ?? .nan
      }
      #expect(group.values(RunMeasure.selection, of: .best) == wanted)
    }
  }

  @Test("a setting that differs sets groups apart and is in their names")
  func settings() throws {
    let groups = try groups("discriminators")
    #expect(
      Set(groups.map(\.name))
        == Set(["8", "16", "32", "64"].map { "wavelet, discriminator \($0)" }))
    #expect(groups.allSatisfy { $0.seeds == [1, 2] })
  }

  @Test("numbers are paired by seed, and only where both have them")
  func pairs() throws {
    let groups = try groups("meadow")
    let (alone, wavelet) = (groups[0], groups[2])
    let metric = RunMeasure.selection
    let pairs = wavelet.pairs(metric, with: alone)
    #expect(pairs.map(\.0) == wavelet.values(metric, of: .last))
    #expect(pairs.map(\.1) == alone.values(metric, of: .last))
    var runs = zip(wavelet.results, wavelet.networks).map { run, network -> RunResults in
      var run = run
      run.networks = [network]
      return run
    }
    runs[0].plan.seed = 7
    runs[1].networks[0].last[metric] = nil
    let changed = RunGroup.all(runs.map { ("", $0) })[0]
    #expect(changed.seeds == [7, 2, 3, 4] && changed.values(metric, of: .last).count == 3)
    let left = changed.pairs(metric, with: alone)
    #expect(left.count == 2 && left[0].1 == alone.values(metric, of: .last)[2])
    #expect(changed.pairs("no metric", with: alone).isEmpty)
  }

  private func names(_ runs: [StandInRun]) throws -> [String] {
    RunGroup.all(try runs.enumerated().map { ("\($0)", try $1.results) }).map(\.name)
  }

  private func run(_ seed: UInt64 = 1, _ change: (inout StandInRun) -> Void = { _ in })
    -> StandInRun
  {
    var run = StandInRun(seed: seed, values: ["KID": Double(seed)])
    change(&run)
    return run
  }

  @Test("every setting that can change a number sets runs apart, and is in the names")
  func everySetting() throws {
    for (change, words) in [
      ({ $0.width = 3 }, ["width 2", "width 3"]),
      ({ $0.rate = 1e-3 }, ["rate 0.0002", "rate 0.001"]),
      (
        { $0.settings["preprocessing.method"] = "crop" },
        ["preprocessing square", "preprocessing crop"]
      ),
      ({ $0.settings["plan.crop"] = "24" }, ["crop none", "crop 24"]),
      ({ $0.settings["device"] = "cuda" }, ["device cpu", "device cuda"]),
      (
        { $0.settings["teacher"] = "8/1, abcdefabc" }, ["teacher 4/1 012345", "teacher 8/1 abcdef"]
      ),
      ({ $0.settings["plan.weights.cycle"] = "3" }, ["cycle weight 10", "cycle weight 3"]),
      ({ $0.settings["anything.new"] = "x" }, ["anything.new unknown", "anything.new x"]),
      (
        { $0.fingerprints?["trainA"] = "40 of 32 px, 03" },
        ["training pictures 12+12", "training pictures 40+12"]
      ),
      ({ $0.fingerprints?["trainA"] = "12 of 32 px, 77" }, ["pictures 03+04", "pictures 77+04"]),
      (
        {
          $0.fingerprints?["trainA"] = "12 of 40 px, 77"
          $0.fingerprints?["trainB"] = "12 of 40 px, 78"
        }, ["load size 32", "load size 40"]
      ),
    ] as [((inout StandInRun) -> Void, [String])] {
      #expect(try names([run(), run(2, change)]) == words.map { "none, \($0)" }, "\(words)")
    }
  }

  @Test("neither places nor threads nor what is printed sets runs apart")
  func noSetting() throws {
    for change in [
      { $0.data = "/elsewhere" }, { $0.threads = 7 }, { $0.settings["threads"] = "7" },
      { $0.settings["logEvery"] = "1" }, { $0.settings["methods.0.none"] = "x" },
    ] as [(inout StandInRun) -> Void] {
      #expect(try names([run(), run(2, change)]) == ["none"])
    }
  }

  @Test("a network knows the settings of its own loss alone")
  func ownLoss() throws {
    let methods: [Distillation] = [
      .none, .l1(weight: 3), .wavelet(WaveletLoss(bands: .low), weight: 3),
      .wavelet(WaveletLoss(bands: .high), weight: 3),
    ]
    let runs = methods.map { method in run { $0.method = method } }
    #expect(try names(runs) == ["none", "l1", "wavelet, bands low", "wavelet, bands high"])
  }

  @Test("the schedules that a run went on from are one fact, told where the steps are equal")
  func continued() throws {
    let past = { (run: inout StandInRun) in
      run.settings["plan.schedule.earlier.0.steps"] = "120"
      run.settings["plan.schedule.earlier.0.learningRate"] = "0.0002"
    }
    #expect(
      try names([run(), run(2, past)])
        == ["none, continued from none", "none, continued from 120 at 0.0002"])
    let longer = run(2) {
      past(&$0)
      $0.settings["plan.schedule.steps"] = "140"
    }
    let found = try names([run(), longer])
    #expect(found[1] == "none, steps 140", "\(found)")
  }

  @Test("names differ also where settings that mostly follow from others do not")
  func follow() throws {
    let other = { (side: Int, print: String) in
      self.run { $0.fingerprints?["trainA"] = "12 of \(side) px, \(print)" }
    }
    let found = try names([run(), other(40, "55"), other(40, "66")])
    #expect(Set(found).count == 3)
    #expect(found[1].hasSuffix("pictures 55+04") && found[2].hasSuffix("pictures 66+04"))
  }

  @Test("every setting of a run is known to the comparison, as a fact or as none")
  func known() throws {
    let smoke = try SmokeRun()
    let results = try smoke.complete(smoke.request("run", steps: 2))
    let settings = try #require(results.settings)
    #expect(settings["pictures.testA"]?.hasPrefix("4 of 32 px, ") == true)
    #expect(try RunResults(contentsOf: smoke.folder.place("run")).settings == settings)
    // A setting that is new needs a word, or a reason why it changes no number: NetworkFacts.
    for path in settings.keys.sorted() {
      #expect(NetworkFacts.changesNothing(path) || NetworkFacts.names[path] != nil, "\(path)")
    }
  }

  @Test("of several runs with one seed the first counts, and one with numbers before one without")
  func copies() throws {
    let empty = StandInRun(seed: 1, values: [:])
    let groups = RunGroup.all(
      try [empty, run(1), run(1), run(2)].map { ("", try $0.results) })
    #expect(groups.map(\.name) == ["none"])
    #expect(groups[0].seeds == [1, 2] && groups[0].values("KID", of: .last) == [1, 2])
  }

  @Test("differences are paired where two seeds are in both groups, and else Welch's")
  func differences() throws {
    func group(_ seeds: [UInt64], _ values: [Double], width: Int) throws -> RunGroup {
      RunGroup.all(
        try zip(seeds, values).map { seed, value in
          ("", try StandInRun(seed: seed, values: ["KID": value], width: width).results)
        })[0]
    }
    let first = try group([1, 2, 3], [5, 7, 6], width: 2)
    let paired = try group([3, 1, 9], [6.5, 5.4, 100], width: 3)
    let apart = try group([3, 4, 5], [8, 9.5, 8.3], width: 4)
    let single = try group([1], [3], width: 5)
    let table = GroupDifference.table(
      [(paired, first), (apart, first), (single, first)], metrics: ["KID", "none"])
    #expect(table.map(\.counts) == ["2", "3 and 3"])
    #expect(table.map(\.isPaired) == [true, false])
    #expect(table[0].interval == MeanInterval(of: [6.5, 5.4], minus: [6, 5]))
    #expect(table[1].interval == MeanInterval(ofUnpaired: [8, 9.5, 8.3], minus: [5, 7, 6]))
    let joint = JointVerdicts(table.map(\.interval))
    #expect(table.map(\.probability) == joint.probabilities)
    #expect(table.map(\.verdict) == joint.verdicts)
  }
}
