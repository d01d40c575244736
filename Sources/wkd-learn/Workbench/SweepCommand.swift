import ArgumentParser
import Console
import Foundation
import Workbench

/// Compresses with several settings and seeds, and compares the runs.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Compress with several settings and seeds, and compare.",
    discussion: """
      EXAMPLES:
        wkd-learn sweep --output seeds --seeds 1,2,3
        wkd-learn sweep --output bands --vary bands=high,low,all --seeds 1,2,3
        wkd-learn sweep --output widths --vary width=4,8,16 -- --methods wavelet

      Options after -- are those of compress. Every run has a folder of its own in the output, and a \
      sweep that was stopped continues when it is started again. Settings that are lists themselves are \
      separated by a slash: bands=LH1,HL1,HH1/LH3,HL3,HH3.
      """)

  @Option(
    help: ArgumentHelp("The folder of all runs and of the report.", valueName: "dir"),
    completion: .directory)
  var output: String

  @Option(
    help: ArgumentHelp(
      "An option of compress and its values; may be given again.", valueName: "option=a,b"))
  var vary: [Checked<Variation>] = []

  @Option(parsing: .unconditional, help: ArgumentHelp("The seeds.", valueName: "1,2,3"))
  var seeds = Checked<SeedList>("1")

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("Options of compress, after --.", valueName: "options"))
  var rest: [String] = []

  func validate() throws {
    try vary.forEach { try $0.validate() }
    try seeds.validate()
    for (_, arguments) in try plans() { _ = try Self.command(arguments) }
  }

  func run() throws {
    let plans = try plans()
    for (index, plan) in plans.enumerated() {
      complain("run \(index + 1) of \(plans.count): \(plan.folder)")
      try Self.command(plan.arguments).run(as: .commandLine(["compress"] + plan.arguments))
    }
    let root = URL(fileURLWithPath: output)
    let runs = plans.map { root.appendingPathComponent($0.folder).relativePath }
    print(try Comparison(runs: runs, output: root.appendingPathComponent("comparison")).write())
  }

  /// Every combination of the values, with every seed.
  private func plans() throws -> [(folder: String, arguments: [String])] {
    let variations = try vary.map { try $0.value } + [try seeds.value.variation]
    var plans: [(folder: [String], arguments: [String])] = [([], rest.filter { $0 != "--" })]
    for variation in variations {
      let option = variation.option
      plans = plans.flatMap { plan in
        variation.values.map { value in
          (plan.folder + ["\(option)-\(value)"], plan.arguments + ["--\(option)", value])
        }
      }
    }
    return plans.map { plan in
      let folder = plan.folder.joined(separator: "_").replacing(",", with: "+")
      return (folder, plan.arguments + ["--output", "\(output)/\(folder)"])
    }
  }

  private static func command(_ arguments: [String]) throws -> CompressCommand {
    do {
      return try CompressCommand.parse(arguments)
    } catch {
      throw ValidationError(CompressCommand.message(for: error))
    }
  }
}

/// An option of `compress` and the values that it takes in turn: `bands=high,low`.
struct Variation: ExpressibleByWord {
  let option: String
  let values: [String]

  init(word: String) throws {
    let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[0] != "seed", parts[0] != "output" else {
      throw ValidationError(
        "--vary takes an option of compress and its values, not \(word): try bands=high,low,all")
    }
    let separator: Character = parts[1].contains("/") ? "/" : ","
    self.init(option: parts[0], values: parts[1].split(separator: separator).map(String.init))
  }

  init(option: String, values: [String]) {
    self.option = option
    self.values = values
  }
}

/// The list of `--seeds`.
struct SeedList: ExpressibleByWord {
  let variation: Variation

  init(word: String) throws {
    let numbers = word.split(separator: ",").map(String.init)
    guard !numbers.isEmpty, numbers.allSatisfy({ UInt64($0) != nil }) else {
      throw ValidationError("--seeds takes whole numbers, not \(word): try --seeds 1,2,3")
    }
    variation = Variation(option: "seed", values: numbers)
  }
}
