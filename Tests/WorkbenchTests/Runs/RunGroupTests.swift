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
    #expect(groups.allSatisfy { $0.seeds == [1, 2, 3] })
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
        == ["wavelet, discriminator 4", "wavelet, discriminator 16", "wavelet, discriminator 64"])
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
    #expect(changed.seeds == [7, 2, 3] && changed.values(metric, of: .last).count == 2)
    let left = changed.pairs(metric, with: alone)
    #expect(left.count == 1 && left[0].1 == alone.values(metric, of: .last)[2])
    #expect(changed.pairs("no metric", with: alone).isEmpty)
  }
}
