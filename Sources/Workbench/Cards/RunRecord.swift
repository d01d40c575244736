import Console
import Foundation
import Torch
import WKD

/// All that cards take from the folder of a run and from its pictures: the one place that knows their files.
struct RunRecord {
  let folder: URL
  let results: RunResults
  /// The four sets by their summaries; empty for a run without `run.json`.
  let sets: [String: String]
  /// The teacher's summary.
  let teacher: String?
  /// Other settings of `run.json` by name.
  let settings: [String: String]
  /// All that is missing or harmed.
  private(set) var problems: [String]

  private struct Settings: Decodable {
    var pictures: [String: String]?
    var teacher: String?
    var threads: Int?
    var device: String?
    var logEvery: Int?
    var measureEvery: Int?
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
    let others: [String: String?] = [
      "threads": stored?.threads.map(String.init), "device": stored?.device,
      "logEvery": stored?.logEvery.map(String.init),
      "measureEvery": stored?.measureEvery.map(String.init),
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
    guard let pair = try? GeneratorPair.files(in: weights) else { return [] }
    return [pair.ab, pair.ba].compactMap { url in
      FileDigest(of: url, name: "\(run.path(to: weights))/\(url.lastPathComponent)".withoutDot)
    }
  }

  /// The side at which training pictures were loaded.
  var loadSide: Int {
    guard let text = sets["trainA"], let match = text.firstMatch(of: /of (\d+) px/) else {
      return results.size
    }
    return Int(match.1) ?? results.size
  }

  /// The number of pictures in a set, from its summary.
  static func count(of summary: String) -> Int {
    summary.prefixMatch(of: /\d+/).flatMap { Int($0.output) } ?? 0
  }
}

extension String {
  /// A relative path without `./` at its beginning.
  fileprivate var withoutDot: String { hasPrefix("./") ? String(dropFirst(2)) : self }
}

/// The pictures by which the networks of a run are measured.
struct CardPictures {
  let data: TranslationData
  /// The summaries of the test sets as they are now.
  let summaries: [String: String]

  /// Draws the meadow, or reads the test sets of a folder.
  ///
  /// - Parameters:
  ///   - root: the folder; nil for the meadow.
  ///   - side: in pixels.
  ///   - drawn: the number of pictures of each test set that are drawn.
  /// - Throws: `ImageFolderError` or `ImageError`.
  init(root: URL?, side: Int, drawn: Int) throws {
    data =
      try root.map { try ImageFolder.testPictures($0, size: side) }
      ?? Meadow.data(size: side, train: 1, test: drawn)
    summaries = ["testA": data.testA.summary, "testB": data.testB.summary]
  }

  /// The digests of the files of one set, in the order of their names; nil where there is no such folder.
  static func files(of set: String, in root: URL) -> [FileDigest]? {
    let folder = root.appendingPathComponent(set)
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
      return nil
    }
    return names.sorted().compactMap { name in
      let url = folder.appendingPathComponent(name)
      return ImageFile.isReadable(url) && !name.hasPrefix(".")
        ? FileDigest(of: url, name: "\(set)/\(name)") : nil
    }
  }
}

/// The search for the teacher of a run, which the run knows by its fingerprint alone.
enum CardTeacher {
  /// The folder of the teacher with the wanted summary among the given ones; nil where there is none.
  static func find(_ summary: String?, among folders: [URL?]) -> (folder: URL, pair: GeneratorPair)?
  {
    guard let summary else { return nil }
    for case let folder? in folders {
      // A folder of something else is no teacher, and so is one whose weights are damaged.
      if let pair = try? GeneratorPair(contentsOf: folder), pair.summary == summary {
        return (folder, pair)
      }
    }
    return nil
  }

  /// The folder that a command line names by `--teacher`.
  static func folder(in command: String) -> URL? {
    guard let match = command.firstMatch(of: /--teacher[ =](?:'([^']*)'|(\S+))/) else { return nil }
    return URL(fileURLWithPath: String(match.1 ?? match.2 ?? ""))
  }
}
