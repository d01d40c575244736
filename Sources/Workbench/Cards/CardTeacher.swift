import Foundation
import WKD

/// The search for the teacher of a run, which the run knows by its fingerprint alone.
enum CardTeacher {
  /// The folder of the teacher with the wanted summary among the given ones; nil where there is none.
  static func find(
    _ summary: String?, among folders: [URL?]
  ) -> (folder: URL, pair: GeneratorPair)? {
    guard let summary else { return nil }
    for case let folder? in folders {
      // A folder of something else is no teacher, and so is one whose weights are damaged.
      if let pair = try? GeneratorPair(contentsOf: folder), pair.summary == summary {
        return (folder, pair)
      }
    }
    return nil
  }

  /// The folder that a command line names by an option, such as `teacher`.
  static func folder(of option: String, in command: String) -> URL? {
    let words = command.split(
      separator: "--\(option)", maxSplits: 1, omittingEmptySubsequences: false)
    guard words.count == 2, let match = words[1].prefixMatch(of: /[ =](?:'([^']*)'|(\S+))/) else {
      return nil
    }
    return URL(fileURLWithPath: String(match.1 ?? match.2 ?? ""))
  }
}
