import ArgumentParser
import Console
import Files
import Foundation
import WKD
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
      sweep that was stopped continues when it is started again. A network that a value does not change \
      is trained once for each seed, with the first value. Settings that are lists themselves are \
      separated by a slash: bands=LH1,HL1,HH1/LH3,HL3,HH3. A run whose losses are no numbers any more \
      does not stop the others; the exit status is then 1.
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
    _ = try plan
  }

  func run() throws {
    let plan = try plan
    plan.remarks.forEach(complain)
    let root = URL(fileURLWithPath: output)
    let commands = try plan.runs.map { run in
      let isOld =
        RecordedSettings.methods(in: root.appendingPathComponent(run.folder)) == run.methods
      let arguments = isOld ? run.all : run.arguments
      return (arguments: arguments, command: try CompressCommand.parse(arguments))
    }
    try refuseOtherPictures(commands.map(\.command))
    var diverged: [String] = []
    for (index, (run, (arguments, command))) in zip(plan.runs, commands).enumerated() {
      complain("run \(index + 1) of \(plan.runs.count): \(run.folder)")
      do {
        try command.run(as: .commandLine(["compress"] + arguments))
      } catch {
        let folder = root.appendingPathComponent(run.folder)
        guard !(error is RunFolderError), RecordedSettings.isDiverged(folder) else { throw error }
        complain("\(error)")
        diverged.append(run.folder)
      }
    }
    let folders = plan.runs.map { root.appendingPathComponent($0.folder).relativePath }
    print(try Comparison(runs: folders, output: root.appendingPathComponent("comparison")).write())
    complain("the report is \(output)/comparison/README.md")
    guard diverged.isEmpty else { throw SweepError.diverged(diverged) }
  }

  private var plan: SweepPlan {
    get throws {
      try SweepPlan(
        vary: try vary.map { try $0.value }, seeds: try seeds.value, rest: rest, output: output)
    }
  }

  /// Refuses folders with different test pictures before the first step, as the comparison would after
  /// the last.
  private func refuseOtherPictures(_ commands: [CompressCommand]) throws {
    let names = Set(commands.compactMap(\.data.data)).sorted()
    guard names.count > 1 else { return }
    let options = commands[0].options
    let size = options.size.size ?? TrainingPreset.named(options.preset).size
    // Without test pictures nothing is measured, and training tells of one set without the other.
    let hasTests = names.allSatisfy {
      URL(fileURLWithPath: $0).appendingPathComponent("testA").isFolder == true
    }
    guard hasTests else { return }
    let summaries = try names.map { name in
      let pictures = try ImageFolder.testPictures(URL(fileURLWithPath: name), size: size)
      return [pictures.testA.summary, pictures.testB.summary]
    }
    for (name, summary) in zip(names, summaries) where summary != summaries[0] {
      throw ComparisonError.otherPictures(name, names[0])
    }
  }
}

/// The end of a sweep with runs that have no numbers.
enum SweepError: Error, Equatable, CustomStringConvertible {
  /// Runs whose losses were not finite, by their folders.
  case diverged([String])

  var description: String {
    switch self {
    case .diverged(let folders):
      "these runs diverged and have no metrics in the report: \(folders.joined(separator: ", "))"
    }
  }
}
