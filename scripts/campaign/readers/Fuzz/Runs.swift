import Console
import Foundation
import Plot
import WKD
import Workbench

extension Target {
  /// The files in the folder of a run.
  static let runs: [Target] = [
    Target(
      name: "results-json", weight: 8, longest: 8192, memory: 32 << 20,
      seeds: { try resultSeeds($0) }
    ) {
      data in
      let folder = try Scratch.empty("run")
      try data.write(to: folder.appendingPathComponent("results.json"))
      let results = try RunResults(contentsOf: folder)
      claim(!results.text(folder: "run").isEmpty, "no words")
      let copy = try Scratch.empty("copy")
      try JSONEncoder().encode(results).write(to: copy.appendingPathComponent("results.json"))
      claim(try RunResults(contentsOf: copy).plan == results.plan, "another plan after writing")
      let page = try Comparison(runs: [folder.path, copy.path], output: Scratch.empty("page"))
        .write()
      claim(!page.isEmpty, "an empty comparison")
    },
    Target(name: "run-json", weight: 20, seeds: { try settingSeeds($0) }) { data in
      let place = try Scratch.empty("run")
      try data.write(to: place.appendingPathComponent("run.json"))
      _ = RecordedSettings.isDiverged(place)
      _ = RecordedSettings.methods(in: place)
      _ = RunFolder.divergence(in: place)
      let origin = RunOrigin(ofWeights: place.path)
      claim(
        origin.map { $0.size >= 32 && $0.size % 8 == 0 } ?? true, "a side of \(origin?.size ?? 0)")
      _ = origin?.preprocessing
      let folder = try RunFolder(place)
      try folder.begin(["seed": 1])
    },
    Target(name: "run-table", weight: 14, memory: 32 << 20, seeds: { tableSeeds($0) }) { data in
      let place = try Scratch.empty("run")
      try Data("{}".utf8).write(to: place.appendingPathComponent("run.json"))
      try data.write(to: place.appendingPathComponent("metrics.csv"))
      let folder = try RunFolder(place)
      let table = try RunTable("metrics.csv", in: folder, upTo: 100)
      claim(table.rows.allSatisfy { $0.step <= 100 }, "a line after the checkpoint")
      let again = try RunTable("metrics.csv", in: folder, upTo: 100, sealed: table.seal)
      claim(
        again.seal == table.seal && again.columns == table.columns, "another table after writing")
      _ = RunMeasure.bestStep(of: "none", in: table)
      let figures = RunFigures(data: meadow, names: ["none", "l1"], side: 32)
      for chart in [figures.metrics(table), figures.losses(table)].compactMap(\.self)
      where data.count % 32 == 0 && table.columns.count < 8 {
        claim(try !chart.pngData(scale: 1).isEmpty, "an empty figure")
      }
    },
    Target(name: "rows", weight: 60, longest: 1024, grows: true, seeds: { tableSeeds($0) }) {
      data in
      let text = String(decoding: data, as: UTF8.self)
      let rows = CSV.rows(of: text)
      let again = CSV.rows(of: rows.map(CSV.line).joined())
      claim(again == rows, "other fields after writing")
    },
  ]

  private static let meadow = Meadow.data(size: 32, train: 3, test: 3)

  private static func resultSeeds(_ root: URL) throws -> [Data] {
    let runs = ["meadow/seed-3", "stripes/seed-1", "discriminators/discriminator-width-4_seed-1"]
    let places = runs.map { "assets/results/\($0)/results.json" } + ["\(hostile)/results-trap.json"]
    return try places.map { try Data(contentsOf: root.appendingPathComponent($0)) }
  }

  private static func settingSeeds(_ root: URL) throws -> [Data] {
    let own = root.appendingPathComponent("assets/teacher/run.json")
    return [
      Data("{\"seed\": 1}".utf8),
      Data(
        "{\"size\": 32, \"plan\": {\"seed\": 1}, \"diverged\": {\"step\": 3, \"loss\": \"cycle_A\"}}"
          .utf8),
    ] + ((try? Data(contentsOf: own)).map { [$0] } ?? [])
  }

  private static func tableSeeds(_ root: URL) -> [Data] {
    [
      "step,method,KID,PSNR\n2,none,0.25,12.5\n4,none,0.2,nan\n4,l1,1e308,-inf\n",
      "step,method,a b\n1,\"x\"\"y\",\"1,5\"\r\n-9223372036854775808,none,3\n",
      "step,method\n1,none\n",
    ].map { Data($0.utf8) }
  }
}
