import Console
import Files
package import Foundation
import WKD

/// The runs that paths mean: a folder of a run means itself, another one all runs in it, as in that of a sweep.
package struct RunSearch {
  /// The paths of the runs, in the order of the given ones, then of their names.
  package private(set) var runs: [String] = []
  /// Sentences about folders whose runs were taken.
  package private(set) var remarks: [String] = []

  /// Looks for runs.
  ///
  /// - Parameters:
  ///   - paths: folders; one that holds no run stays as it is, for reading to tell what is wrong.
  ///   - takesDiverged: whether a run that ended by a number which was not finite is taken.
  package init(_ paths: [String], takesDiverged: Bool) {
    for path in paths {
      let folder = URL(fileURLWithPath: path)
      let found = Self.isRun(folder) ? [] : Self.below(folder)
      guard !found.isEmpty else {
        runs.append(path)
        continue
      }
      let taken = found.filter { name in
        let run = folder.appendingPathComponent(name)
        return FileManager.default.fileExists(
          atPath: run.appendingPathComponent("results.json").path)
          || takesDiverged && RecordedSettings.isDiverged(run)
      }
      runs += taken.map { "\(path)/\($0)" }
      let left = found.filter { !taken.contains($0) }
      remarks.append(
        "\(path) holds \(counted(found.count, "run")); taken \(taken.count)"
          + (taken.isEmpty ? "" : ": \(taken.joined(separator: ", "))")
          + (left.isEmpty ? "" : "; not complete: \(left.joined(separator: ", "))"))
    }
  }

  private static func isRun(_ folder: URL) -> Bool {
    ["results.json", RunFolder.settingsName].contains {
      FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
    }
  }

  /// The names of the folders of runs in a folder, and in those of its folders that are no runs.
  private static func below(_ folder: URL, depth: Int = 2) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !$0.hasPrefix(".") }
      .sorted { $0.compare($1, options: .numeric) == .orderedAscending }
      .flatMap { name -> [String] in
        let place = folder.appendingPathComponent(name)
        guard place.isFolder == true else { return [] }
        if isRun(place) { return [name] }
        return depth > 1 ? below(place, depth: depth - 1).map { "\(name)/\($0)" } : []
      }
  }
}
