import Foundation
package import Literate
public import Workbench

/// The reader's choices for a run; nil leaves a choice to the preset or to the library.
public struct ChapterSettings: Codable, Equatable, Sendable {
  /// How much work the chapter does.
  public var preset: Preset = .quick
  /// The seed of every random number.
  public var seed: UInt64 = 0
  /// How many threads to compute with.
  public var threads: Int?
  /// The folder that holds the reports.
  public var output = "reports"
  /// Whether values that earlier runs kept are computed anew.
  public var isFresh = false
  /// Whether a page for a browser is woven beside the Markdown.
  public var weavesHTML = false
  /// Whether a failed check lets the chapter go on.
  public var keepGoing = false
  /// The longest time that a cell may take, in seconds; nil for any.
  public var timeLimit: Int?

  /// Training: a folder with `trainA`, `trainB`, `testA` and `testB`.
  public var data: String?
  /// Training: the side of the images in pixels.
  public var size: Int?
  /// Training: how many steps to train.
  public var steps: Int?
  /// Training: a folder with the teacher's `G_A.safetensors` and `G_B.safetensors`.
  public var teacher: String?
  /// Training: whether to train a teacher instead of loading the one that comes with the course.
  public var trainTeacher = false

  /// Makes the settings of a plain run.
  public init() {}

  /// The options of a chapter that trains, as they are written on the command line.
  var options: [String] {
    func option(_ name: String, _ value: (some Any)?) -> String? { value.map { "\(name) \($0)" } }
    let all = [
      option("--data", data), option("--size", size), option("--steps", steps),
      option("--teacher", teacher), trainTeacher ? "--train-teacher" : nil,
    ]
    return all.compactMap(\.self)
  }
}

extension ChapterSettings {
  /// The facts about a run with these settings on this machine, as a report prints them.
  package var facts: RunFacts {
    let machine = Machine.current(threads: threads)
    let warning = "A test run at the smallest size (preset smoke): its numbers mean nothing."
    return RunFacts(
      [
        "wkd-learn": machine.toolVersion, "LibTorch": machine.libTorchVersion ?? "not known",
        "processor": "\(machine.processor), \(machine.cores) cores",
        "threads": "\(machine.threads)", "seed": "\(seed)", "preset": preset.rawValue,
        "options": options.isEmpty ? nil : options.joined(separator: " "),
      ], warning: preset == .smoke ? warning : nil)
  }
}

extension ChapterSettings {
  /// Every choice that is not the usual one, as words of a command line that makes it again from any
  /// folder: paths are absolute.
  package var words: [String] {
    let usual = ChapterSettings()
    func option(_ name: String, _ value: (some Any)?) -> [String] {
      value.map { [name, "\($0)"] } ?? []
    }
    func place(_ name: String, _ path: String?) -> [String] {
      option(name, path.map { URL(fileURLWithPath: $0).standardizedFileURL.path })
    }
    return option("--preset", preset == usual.preset ? nil : preset.rawValue)
      + option("--seed", seed == usual.seed ? nil : seed) + option("--threads", threads)
      + place("--output", output == usual.output ? nil : output)
      + (weavesHTML ? ["--html"] : []) + (keepGoing ? ["--keep-going"] : [])
      + option("--time-limit", timeLimit)
      + place("--data", data) + option("--size", size) + option("--steps", steps)
      + place("--teacher", teacher) + (trainTeacher ? ["--train-teacher"] : [])
  }
}
