import ArgumentParser
import Console
import Foundation
import Lessons
import Workbench

/// Compresses again and again with other settings and seeds, and compares.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Compress with several settings and seeds, and compare.",
    discussion: """
      EXAMPLES:
        wkd-learn sweep --output seeds --seeds 1,2,3
        wkd-learn sweep --output bands --vary bands=high,low,all --seeds 1,2,3 -- --methods wavelet
        wkd-learn sweep --output discriminators --vary discriminator-width=8,16,32 -- --steps 400

      What stands after -- goes to compress. Every run has a folder of its own in the output, and a \
      sweep that was stopped goes on when it is started again. Settings that are lists themselves are \
      separated by a slash: bands=LH1,HL1,HH1/LH3,HL3,HH3.
      """)

  @Option(help: ArgumentHelp("The folder of all runs and of the report.", valueName: "dir"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "An option of compress and its values; may be given again.", valueName: "option=a,b"))
  var vary: [String] = []

  @Option(parsing: .unconditional, help: ArgumentHelp("The seeds.", valueName: "1,2,3"))
  var seeds = "1"

  @Argument(parsing: .captureForPassthrough, help: "Options of compress, after --.")
  var rest: [String] = []

  func validate() throws {
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
    let numbers = seeds.split(separator: ",").map(String.init)
    guard !numbers.isEmpty, numbers.allSatisfy({ UInt64($0) != nil }) else {
      throw ValidationError("--seeds takes whole numbers, not \(seeds): try --seeds 1,2,3")
    }
    var plans: [(folder: [String], arguments: [String])] = [([], rest.filter { $0 != "--" })]
    for (option, values) in try vary.map(Self.variation) + [("seed", numbers)] {
      plans = plans.flatMap { plan in
        values.map { value in
          (plan.folder + ["\(option)-\(value)"], plan.arguments + ["--\(option)", value])
        }
      }
    }
    return plans.map { plan in
      let folder = plan.folder.joined(separator: "_").replacing(",", with: "+")
      return (folder, plan.arguments + ["--output", "\(output)/\(folder)"])
    }
  }

  private static func variation(_ text: String) throws -> (String, [String]) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[0] != "seed", parts[0] != "output" else {
      throw ValidationError(
        "--vary takes an option of compress and its values, not \(text): try bands=high,low,all")
    }
    let separator: Character = parts[1].contains("/") ? "/" : ","
    return (parts[0], parts[1].split(separator: separator).map(String.init))
  }

  private static func command(_ arguments: [String]) throws -> CompressCommand {
    do {
      return try CompressCommand.parse(arguments)
    } catch {
      throw ValidationError(CompressCommand.message(for: error))
    }
  }
}
