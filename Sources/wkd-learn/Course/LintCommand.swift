import ArgumentParser
import Console
import Files
import Foundation
import Lessons
import Literate

/// Tells the author of a lesson everything that is wrong with its text.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check the text of lessons and report everything that is wrong with it at once.",
    discussion: """
      EXAMPLES:
        wkd-learn lint lessons/03-distillation.md
        wkd-learn lint lessons
        wkd-learn lint lessons --json

      It finds mistakes in front matter, options, fences and exercises, brackets and strings that a cell \
      leaves open, formulas that cannot be set, references and links that lead nowhere, and text that is \
      nested too deeply. Nothing is compiled and nothing runs. The exit status is 1 where there is a \
      finding.
      """)

  @Argument(
    help: ArgumentHelp("Files of lessons, or folders that hold them.", valueName: "lesson"),
    completion: .file(extensions: ["md"]))
  var lessons: [String]

  @OptionGroup var answer: AnswerOptions

  func run() throws {
    let files = lessons.flatMap(Self.files)
    let findings = files.flatMap { file in
      LessonLint.findings(at: URL(fileURLWithPath: file), named: file)
    }
    if answer.json {
      try printJSON(findings.map(Finding.init))
    } else {
      for finding in findings { print("\(finding.file):\(finding.line): \(finding.message)") }
      if findings.isEmpty {
        print("\(files.count) \(files.count == 1 ? "lesson" : "lessons"), nothing found")
      }
    }
    if !findings.isEmpty { throw ExitCode(1) }
  }

  /// A folder stands for its lessons, by number.
  private static func files(at path: String) -> [String] {
    guard URL(fileURLWithPath: path).isFolder == true else { return [path] }
    // A folder that cannot be read holds no lesson, which is said below.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let lessons = names.filter { $0.hasSuffix(".md") && $0.first?.isNumber == true }.sorted()
    let folder = path.hasSuffix("/") ? path : path + "/"
    return lessons.isEmpty ? [path] : lessons.map { folder + $0 }
  }
}

/// A finding in JSON.
private struct Finding: Encodable {
  let file: String
  let line: Int
  let message: String

  init(_ error: LessonError) {
    file = error.file
    line = error.line
    message = error.message
  }
}
