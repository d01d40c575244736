import Console
import Foundation
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

  @Test("every field of the table is read back, also where names of groups hold commas")
  func table() throws {
    let runs = try Asset.runs("discriminators")
    try compare(runs)
    let rows = CSV.rows(of: try folder.text("report/comparison.csv"))
    let results = try runs.map { try RunResults(contentsOf: URL(fileURLWithPath: $0)) }
    let groups = RunGroup.all(zip(runs, results).map { ($0, $1) })
    #expect(groups.allSatisfy { $0.name.contains(", ") })
    let metrics = results[0].metrics
    #expect(rows[0] == ["network", "seed", "weights"] + metrics)
    #expect(rows.count == 1 + 2 * runs.count)
    for group in groups {
      for (run, network) in zip(group.results, group.networks) {
        for (moment, values) in [("last", network.last), ("best", network.best)] {
          let row = try #require(
            rows.first { Array($0.prefix(3)) == [group.name, "\(run.plan.seed)", moment] })
          #expect(row.count == rows[0].count)
          for (text, metric) in zip(row.dropFirst(3), metrics) {
            let value = try #require(values[metric])
            #expect(abs(try #require(Double(text)) / value - 1) < 1e-5, "\(metric)")
          }
        }
      }
    }
  }

  @Test("the report has means with intervals, verdicts paired by seed, sizes and commands")
  func report() throws {
    let runs = try Asset.runs("meadow")
    let text = try compare(runs)
    #expect(try folder.text("report/README.md") == text)
    #expect(try folder.files.contains("report/comparison.png"))
    #expect(text.hasPrefix("# Comparison of 3 runs\n"))
    #expect(text.contains("| metric | none (3) | l1 (3) | wavelet (3) |"))
    let groups = RunGroup.all(
      try runs.map { ($0, try RunResults(contentsOf: URL(fileURLWithPath: $0))) })
    for group in groups {
      let interval = MeanInterval(group.values(RunMeasure.selection, of: .last))
      let cell = String(format: "%.4g ± %.2g", interval.mean, interval.halfWidth)
      #expect(text.contains(cell), "\(cell)")
    }
    let pairs = groups[2].pairs("SSIM", with: groups[0])
    let change = MeanInterval(of: pairs.map(\.0), minus: pairs.map(\.1))
    #expect(text.contains("**wavelet** against **none**"))
    #expect(text.contains(String(format: "SSIM \(change.verdict.rawValue) (%+.3g", change.mean)))
    for run in runs { #expect(text.contains("- \(run): `wkd-learn compress")) }
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
    #expect(try folder.files.isEmpty)
  }
}
