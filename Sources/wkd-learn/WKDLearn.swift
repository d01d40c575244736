import ArgumentParser
import Console
import Foundation
import Lessons
import Torch
import WKD
import Workbench

/// The command line of the course.
@main
struct WKDLearn: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wkd-learn",
    abstract: "Learn wavelet knowledge distillation by running it.",
    discussion: """
      EXAMPLES:
        wkd-learn                        what there is, what is done, what is next
        wkd-learn doctor                 is everything in order on this machine?
        wkd-learn next                   begin, or go on where you stopped
        wkd-learn chapter 1              walk through a chapter and weave its report
        wkd-learn watch 1                edit your copy of it, checked at every save
        wkd-learn all --preset smoke     run every chapter at its smallest size
        wkd-learn compress --output out  train small students of the course's teacher
        wkd-learn evaluate out/wavelet   how good, how small and how fast is one of them?

      EXIT STATUS: 0 all went well, 1 a cell or a check failed, 2 the command line is wrong, \
      130 interrupted.
      """,
    version: Machine.version,
    subcommands: [
      MapCommand.self, NextCommand.self, ChapterCommand.self, AllCommand.self, CheckCommand.self,
      HintCommand.self, SolutionCommand.self, ResetCommand.self, SkipCommand.self,
      WatchCommand.self, BookCommand.self, DoctorCommand.self, CompletionsCommand.self,
      TrainTeacherCommand.self, CompressCommand.self, TranslateCommand.self, EvaluateCommand.self,
      CompareCommand.self, SweepCommand.self, ExportCommand.self, DecomposeCommand.self,
      WaveletCommand.self, ScalogramCommand.self, BenchCommand.self, RunGeneratorCommand.self,
      RunTrialCommand.self, RunChapterCommand.self,
    ],
    defaultSubcommand: MapCommand.self)

  static func main() {
    Runtime.keepFreedMemory()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Foundation.exit(report(error))
    }
  }

  /// The subcommand of the command line, if it is one.
  private static var subcommand: String {
    let word = CommandLine.arguments.dropFirst().first
    let isKnown = configuration.subcommands.contains { $0.configuration.commandName == word }
    return isKnown ? " \(word ?? "")" : ""
  }

  /// Says what went wrong and gives the exit status.
  private static func report(_ error: any Error) -> Int32 {
    if let error = error as? CourseError {
      complain("\(error)")
      return error.isUsage ? 2 : 1
    }
    if error is Interruption {
      complain("\(error)")
      return 130
    }
    let code = exitCode(for: error)
    switch code {
    case .success:
      print(fullMessage(for: error))
      return 0
    case .validationFailure:
      complain("\(message(for: error)) (examples: wkd-learn\(subcommand) --help)")
      return 2
    default:
      let hint = optionHint(for: error).map { " (\($0))" } ?? ""
      if !(error is ExitCode) { complain("\(error)\(hint)") }
      return code.rawValue
    }
  }
}

extension CourseError {
  /// Whether another command line would do.
  fileprivate var isUsage: Bool {
    switch self {
    case .noChapter, .noData: true
    default: false
    }
  }
}
