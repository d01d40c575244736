import Console
import Files
import Foundation
import Torch
import WKD

/// All that cards take from the folder of a run and from its pictures: the one place that knows their files.
struct CompletedRun {
  let folder: URL
  let results: RunResults
  /// The four sets by their summaries; empty for a run without `run.json`.
  let sets: [String: String]
  /// The teacher's summary.
  let teacher: String?
  /// Other settings of `run.json` by name.
  let settings: [String: String]
  /// All settings of `run.json` by their paths.
  private let recorded: [String: String]
  /// All that is missing or harmed.
  private(set) var problems: [String]

  private struct Settings: Decodable {
    var pictures: [String: String]?
    var teacher: String?
    var threads: Int?
    var device: String?
    var logEvery: Int?
    var measureEvery: Int?
    var holdOut: Double?
    var start: String?
  }

  /// Reads the records of a complete run.
  ///
  /// - Throws: ``RunResultsError``.
  init(_ folder: URL) throws {
    self.folder = folder
    results = try RunResults(contentsOf: folder)
    let data = try? Data(contentsOf: folder.appendingPathComponent(RunFolder.settingsName))
    let stored = data.flatMap { try? JSONDecoder().decode(Settings.self, from: $0) }
    sets = stored?.pictures ?? [:]
    teacher = stored?.teacher
    recorded = RecordedSettings.values(inFolder: folder) ?? results.settings ?? [:]
    let others: [String: String?] = [
      "threads": stored?.threads.map(String.init), "device": stored?.device,
      "logEvery": stored?.logEvery.map(String.init),
      "measureEvery": stored?.measureEvery.map(String.init),
      "holdOut": stored?.holdOut.map { "\($0)" }, "start": stored?.start,
    ]
    settings = others.compactMapValues { $0 }
    problems =
      stored == nil
      ? ["run.json is missing or damaged: fingerprints of the pictures and threads are not known"]
      : []
    problems += Self.problems(of: results)
  }

  private static func problems(of results: RunResults) -> [String] {
    results.networks.flatMap { network -> [String] in
      let lost = results.metrics.filter { network.last[$0] == nil }
      return lost.isEmpty
        ? []
        : [
          "\(network.name): metrics of the last step are missing or not finite: "
            + lost.joined(separator: ", ")
        ]
    }
  }

  /// The folder of some weights: a single network lies in the run's own.
  func weights(of network: RunResults.Network, _ moment: RunGroup.Moment) -> URL {
    let own = results.networks.count == 1 ? folder : folder.appendingPathComponent(network.name)
    return moment == .last ? own : own.appendingPathComponent("best")
  }

  /// The digests of both files of weights, named from the run's folder; empty where they are not there.
  static func files(ofWeights weights: URL, in run: URL) -> [FileDigest] {
    // Those of a sub-folder are others.
    guard let found = try? GeneratorFolder(weights), found.url == weights,
      let pair = try? found.pair()
    else { return [] }
    return [pair.ab, pair.ba].compactMap { url in
      FileDigest(of: url, name: "\(run.path(to: weights))/\(url.lastPathComponent)".withoutDot)
    }
  }

  /// The way from a picture to the side of the networks.
  var preprocessing: Preprocessing { RecordedSettings.preprocessing(in: recorded) }

  /// The side at which training pictures were loaded.
  var loadSide: Int {
    if let side = recorded["loadSize"].flatMap({ Int($0) }) { return side }
    // An earlier version recorded it in the summary of squares and in the command alone.
    let match =
      sets["trainA"]?.firstMatch(of: /of (\d+) px/)
      ?? results.command.firstMatch(of: /--load-size[ =](\d+)/)
    return max(results.size, match.flatMap { Int($0.1) } ?? results.size)
  }

  /// The pictures that the run measured by.
  ///
  /// - Parameter root: their folder; nil for the meadow.
  /// - Returns: what is to be read; nothing has been.
  func testPictures(in root: URL?) -> TestPictures {
    TestPictures(
      recorded: recorded, counts: Array(results.testPictures.values), root: root,
      side: results.size)
  }

  /// Whether pictures are those that the run measured by, as far as it recorded them.
  func fits(_ pictures: CardPictures) -> Bool {
    pictures.summaries.allSatisfy { (sets[$0.key] ?? $0.value) == $0.value }
  }
}

extension String {
  /// A relative path without `./` at its beginning.
  fileprivate var withoutDot: String { hasPrefix("./") ? String(dropFirst(2)) : self }
}
