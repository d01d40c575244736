package import Foundation
import WKD

/// The settings of a run as its `run.json` has them, each under its path: `plan.schedule.steps`.
///
/// Read as text and not as a type, so that the settings of an earlier or a later version stand side by side
/// with today's.
package enum RecordedSettings {
  /// The settings in a value's JSON.
  static func values(of settings: some Encodable) throws -> [String: String] {
    JSONLeaves.values(of: try JSONEncoder().encode(settings)) ?? [:]
  }

  /// The settings in the `run.json` of a folder; nil where there is none that can be read.
  static func values(inFolder folder: URL) -> [String: String]? {
    (try? Data(contentsOf: folder.appendingPathComponent("run.json"))).flatMap {
      JSONLeaves.values(of: $0)
    }
  }

  /// The names of the methods that the run of a folder was begun with, in their order; nil where there is
  /// no run.
  package static func methods(in folder: URL) -> [String]? {
    struct Begun: Decodable {
      let methods: [Distillation]
    }
    return RunFolder.settings(Begun.self, in: folder)?.methods.map(\.name)
  }

  /// Whether the run of a folder ended because a loss was no finite number.
  package static func isDiverged(_ folder: URL) -> Bool {
    values(inFolder: folder)?["diverged.step"] != nil
  }

  /// The way from a picture to the side of the networks; an earlier version had one way and recorded none.
  static func preprocessing(in settings: [String: String]) -> Preprocessing {
    let parts = ["method", "filter"].map { ($0, settings["preprocessing.\($0)"]) }
    let json = try? JSONEncoder().encode(Dictionary(uniqueKeysWithValues: parts))
    return json.flatMap { try? JSONDecoder().decode(Preprocessing.self, from: $0) } ?? .square
  }
}
