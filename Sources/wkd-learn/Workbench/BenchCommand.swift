import ArgumentParser
import Console
import Foundation
import Lessons
import Workbench

/// Compares the speed with that of Python libraries.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Compare the speed with Python libraries, on the same numbers.",
    discussion: """
      EXAMPLES:
        make bench         installs the libraries, then runs both benchmarks
        wkd-learn bench wavelets --python .bench-venv/bin/python --threads 2
        wkd-learn bench training --python .bench-venv/bin/python --threads 2
      """)

  /// The subjects of a measurement.
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case wavelets, training
  }

  private enum Defaults: OptionDefaults {
    static let count = 2
    static var threads: Int? { count }
  }

  @Argument(help: "What to measure.")
  var subject: Subject

  @Option(
    help: ArgumentHelp(
      "A Python with the packages of scripts/bench/requirements.txt.", valueName: "file"),
    completion: .file())
  var python = ".bench-venv/bin/python"

  @OptionGroup private var threads: ThreadsOptions<Defaults>
  @OptionGroup var answer: AnswerOptions

  func run() throws {
    let course = try Course.locate()
    let script = course.root.appendingPathComponent("scripts/bench/\(subject.rawValue).py")
    let interpreter = URL(fileURLWithPath: python)
    let threads = threads.threads ?? Defaults.count
    switch subject {
    case .wavelets:
      let report = try WaveletBench(python: interpreter, script: script, threads: threads).run()
      if answer.json { try printJSON(report) } else { show(report) }
      guard report.rows.allSatisfy(\.agrees) else { throw ExitCode(1) }
    case .training:
      let report = try TrainingBench(python: interpreter, script: script, threads: threads)
        .run { FileHandle.standardError.write(Data("\($0)\n".utf8)) }
      if answer.json { try printJSON(report) } else { show(report) }
      guard report.rows.allSatisfy(\.agrees) else { throw ExitCode(1) }
    }
  }

  private func show(_ report: TrainingBench.Report) {
    print(
      "\(report.threads) threads, \(report.instructions), against plain PyTorch, "
        + "medians of the faster of two rounds")
    for row in report.rows {
      print(
        String(
          format:
            "%5.2f of its time: %8.1f ms against %8.1f ms: %@; difference %.0e, then %.0e (%@)",
          row.share, 1000 * row.seconds, 1000 * row.peerSeconds, row.work, row.firstDifference,
          row.difference, row.agrees ? "same numbers" : "NOT the same numbers"))
    }
    print(
      String(
        format: "a student translates %.2f times as fast as its teacher, with PyTorch %.2f times",
        report.compression, report.peerCompression))
  }

  private func show(_ report: WaveletBench.Report) {
    print(
      String(
        format: "%d threads, %@, copy bandwidth %.1f GB/s, medians of the faster of two rounds",
        report.threads, report.instructions, report.copyBandwidth / 1e9))
    for row in report.rows {
      print(
        String(
          format: "%6.1fx  %8.2f ms against %8.2f ms of %@: %@; "
            + "difference %.0e (%@), %.0f %% of copy",
          row.ratio, 1000 * row.seconds, 1000 * row.peerSeconds, row.peer, row.work,
          row.difference, row.agrees ? "same numbers" : "NOT the same numbers",
          100 * row.bandwidthShare))
    }
  }
}
