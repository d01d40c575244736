import ArgumentParser
import Console
import Files
import Foundation
import Lessons
import enum Torch.Runtime
import WKD
import Workbench

/// The command line of the course and of the workbench.
@main
struct WKDLearn: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wkd-learn",
    abstract: "Learn wavelet knowledge distillation by running it.",
    discussion: """
      EXAMPLES:
        wkd-learn                        your progress and the next step
        wkd-learn doctor                 is everything in order on this machine?
        wkd-learn next                   begin, or continue where you stopped
        wkd-learn chapter 1              walk through a chapter and weave its report
        wkd-learn watch 1                edit your copy of it, checked at every save
        wkd-learn all --preset smoke     run every chapter at its smallest size
        wkd-learn compress --output out  train small students of the course's teacher
        wkd-learn evaluate out/wavelet   measure quality, size and speed

      EXIT STATUS: 0 success, 1 a cell or a check failed, 2 the command line is wrong, \
      130 interrupted, 128 and its number after another signal.
      """,
    version: Machine.version,
    subcommands: [
      CompletionsCommand.self, ManualCommand.self, RunChapterCommand.self, RunTrialCommand.self,
      RunGeneratorCommand.self,
    ],
    groupedSubcommands: [
      CommandGroup(
        name: "Course",
        subcommands: [
          MapCommand.self, NextCommand.self, ChapterCommand.self, AllCommand.self,
          ExercisesCommand.self, CheckCommand.self, HintCommand.self, SolutionCommand.self,
          ResetCommand.self,
          SkipCommand.self, WatchCommand.self, BookCommand.self, LintCommand.self,
          DoctorCommand.self,
        ]),
      CommandGroup(
        name: "Workbench",
        subcommands: [
          TrainTeacherCommand.self, CompressCommand.self, TranslateCommand.self,
          EvaluateCommand.self, CompareCommand.self, SweepCommand.self, CardCommand.self,
          VerifyCommand.self, AuditCommand.self,
          ExportCommand.self,
          DecomposeCommand.self, WaveletCommand.self, ScalogramCommand.self, BenchCommand.self,
        ]),
    ],
    defaultSubcommand: MapCommand.self)

  static func main() {
    openStandardStreams()
    InterruptWatch.unblock()
    Runtime.keepFreedMemory()
    var status: Int32 = 0
    do {
      try refuseUnknownCommand()
      try refuseMistakenWords(Array(CommandLine.arguments.dropFirst()))
      var command = try parseAsRoot()
      try command.run()
    } catch {
      status = report(error)
    }
    if let failure = failureOfStandardOutput() {
      complain(failure)
      status = max(status, 1)
    }
    Foundation.exit(status)
  }

  /// The first word of the command line, where it is not an option.
  private static var word: String? {
    CommandLine.arguments.dropFirst().first.flatMap { $0.hasPrefix("-") ? nil : $0 }
  }

  private static var commandNames: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  /// Refuses a first word that names no command, or one after `help`; the parser would take it for a word
  /// too many of the map.
  private static func refuseUnknownCommand() throws {
    let words = CommandLine.arguments.dropFirst().drop { $0 == "help" }
    guard let word = words.first, !word.hasPrefix("-"), !commandNames.contains(word) else { return }
    let names = configuration.subcommands.filter { $0.configuration.shouldDisplay }
      .compactMap { $0.configuration.commandName }
    let hint = closest(to: word, among: names + ["help"]).map { ": did you mean \($0)?" }
    throw ValidationError("there is no command \(word)" + (hint ?? ""))
  }

  /// Reports an error and gives the exit status.
  private static func report(_ error: any Error) -> Int32 {
    let code = exitCode(for: error)
    switch code {
    case .success:
      print(asTyped(fullMessage(for: error)))
      return 0
    case .validationFailure:
      if let unknown = negativeChapter(in: message(for: error)) { return report(unknown) }
      let subcommand = word.flatMap { commandNames.contains($0) ? " \($0)" : nil } ?? ""
      complain(
        asTyped("\(suggesting(message(for: error))) (examples: wkd-learn\(subcommand) --help)"))
      return 2
    case _ where error is ExitCode:
      return code.rawValue
    default:
      complain(asTyped(sentence(for: error, of: word)))
      return exitStatus(of: error)
    }
  }

  /// A chapter below 0, which the parser takes for an option.
  private static func negativeChapter(in message: String) -> CourseError? {
    guard message.contains("Missing expected argument '<chapter>'"),
      let number = CommandLine.arguments.dropFirst(2).compactMap({ Int($0) }).first, number < 0
    else { return nil }
    return .noChapter(number, known: Course.chapters.map(\.number))
  }

  /// A text in which commands begin with the words by which the reader starts this program.
  private static func asTyped(_ text: String) -> String {
    let (name, call) = ("wkd-learn", programCall())
    guard call != name, call != programName else { return text }
    var result = ""
    for part in text.split(separator: "\(name) ", omittingEmptySubsequences: false) {
      if !result.isEmpty || part.startIndex != text.startIndex {
        let isCommand = result.last.map { !$0.isLetter && !"/-.".contains($0) } ?? true
        result += (isCommand ? call : name) + " "
      }
      result += part
    }
    return result
  }
}

/// The words of an error: those of the library with the option that follows its advice, or of the command
/// where the library could only name what the settings are called in a file.
private func sentence(for error: any Error, of command: String?) -> String {
  if case RunFolderError.changed(let path, let differences) = error {
    return mismatch(of: path, differences)
  }
  let hint = optionHint(for: error) ?? courseHint(for: error, command: command)
  return Console.message(of: error) + (hint.map { " (\($0))" } ?? "")
}

/// The option that follows the advice of a library's error, whose sentence knows of no command line; nil
/// where none does.
private func optionHint(for error: any Error) -> String? {
  switch error {
  case let error as RunFolderError where error.asksForAnotherFolder: "--output DIR"
  case is TrainingDivergence:
    "--learning-rate with another --output; --begin-from takes good weights over"
  case StagingError.input: "--output, --save or --table"
  case ResultCardError.foreign, ComparisonError.foreign: "--output DIR"
  case CardVerificationError.runs: "--run DIR"
  case StagingError.partOfInput: "--output DIR"
  case TranslationError.failures(let failures, _):
    failures.compactMap(\.fittingSide).min().map { "--max-side \($0)" }
  case let error as SignalError: error.optionHint
  case TrainingRequestError.lateDecay: "decay:N with a smaller N"
  case TrainingRequestError.severalSizes:
    "--batch 1, or --preprocess scale_width_and_crop"
  case ModelExportError.beyondHalf: "leave --float16 out"
  case ModelFileError.otherDirection: "leave --direction out"
  case TrainingRequestError.noCUDA: "--device cpu"
  case TrainingRequestError.fewHeldOut(_, let all) where all >= 6:
    "--hold-out \(Int((250 / Double(all)).rounded(.up)))%"
  case TrainingRequestError.holdOutOfMeadow: "--data DIR"
  case ModelFileError.directionOfFile: "leave --direction out"
  case ModelExportError.tooLarge: "--safetensors"
  case BandFileError.noMetadata: "wkd-learn decompose --save"
  case DecompositionError.tooDeep(_, let deepest, _, _, _) where deepest > 0:
    "try --levels \(deepest)"
  case BenchError.noPython: "--python FILE"
  default: nil
  }
}

/// The parser's sentence about a word that is none of a list, with the one that was probably meant.
///
/// Options that do not exist are compared by the parser itself, words of ``Checked`` by that.
private func suggesting(_ sentence: String) -> String {
  let form = /The value '(.*)' is invalid for .*?one of (.*)/
  guard let match = sentence.wholeMatch(of: form.dotMatchesNewlines()),
    case let known = match.2.matches(of: /'([^']*)'/).map({ String($0.1) }),
    let meant = closest(to: String(match.1), among: known)
  else { return sentence }
  return "\(sentence) Did you mean '\(meant)'?"
}

/// Prints the script by which a shell completes the program's words.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print the completion script of a shell.",
    discussion: """
      EXAMPLES:
        wkd-learn completions bash > ~/.wkd-learn.bash
        wkd-learn completions zsh > ~/.zfunc/_wkd-learn
        wkd-learn completions fish > ~/.config/fish/completions/wkd-learn.fish

      For bash, write `source ~/.wkd-learn.bash` into ~/.bashrc; for zsh, `fpath+=~/.zfunc` into \
      ~/.zshrc, before `compinit`.
      """)

  @Argument(help: "The shell.")
  var shell: Checked<CompletionShell>

  func validate() throws {
    try shell.validate()
  }

  func run() throws {
    print(WKDLearn.completionScript(for: try shell.value))
  }
}

/// Prints the page of the system's manual.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Print the manual page, for `man`.",
    discussion: """
      EXAMPLES:
        wkd-learn manual > ~/.local/share/man/man1/wkd-learn.1
        wkd-learn manual | man -l -
      """)

  func run() throws {
    print(try ManualPage(dump: WKDLearn._dumpHelp()).text, terminator: "")
  }
}

extension CompletionShell: ExpressibleByWord {
  init(word: String) throws {
    guard let shell = CompletionShell(rawValue: word) else {
      throw ValidationError("there is no script for \(word): try bash, zsh or fish")
    }
    self = shell
  }
}
