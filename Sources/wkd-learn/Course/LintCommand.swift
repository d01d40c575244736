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
    abstract: "Check the text of lessons and other pages and report all that is wrong at once.",
    discussion: """
      EXAMPLES:
        wkd-learn lint lessons/03-distillation.md
        wkd-learn lint lessons
        wkd-learn lint lessons --json

      It finds mistakes in front matter, options, fences and exercises, brackets and strings that a cell \
      leaves open, formulas that cannot be set, references, notes and links that lead nowhere, HTML that \
      not every page understands, and text that is nested too deeply. A page that is no lesson, such as \
      the glossary, is checked for its text alone. Nothing is compiled and nothing runs. The exit status \
      is 1 where there is a finding; - reads a lesson from standard input.
      """)

  @Argument(
    help: ArgumentHelp(
      "Files of lessons or other pages, folders that hold them, or -.", valueName: "page"),
    completion: .file(extensions: ["md"]))
  var pages: [String]

  @OptionGroup var answer: AnswerOptions

  func run() throws {
    let files = pages.flatMap(Self.files)
    let findings = files.flatMap(Self.findings)
    if answer.json {
      try printJSON(findings.map(Finding.init))
    } else {
      for finding in findings { print("\(finding.file):\(finding.line): \(finding.message)") }
      if findings.isEmpty {
        print("\(files.count) \(files.count == 1 ? "page" : "pages"), nothing found")
      }
    }
    if !findings.isEmpty { throw ExitCode(1) }
  }

  /// The mistakes in a page; standard input holds a lesson, whose links lead from the current folder.
  private static func findings(in file: String) -> [LessonError] {
    guard file == "-" else {
      return LessonLint.findings(at: URL(fileURLWithPath: file), named: file)
    }
    let text = String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
    return LessonLint.findings(inLesson: text, named: "-", beside: URL(fileURLWithPath: "."))
  }

  /// A folder stands for its pages, lessons first.
  private static func files(at path: String) -> [String] {
    guard URL(fileURLWithPath: path).isFolder == true else { return [path] }
    // A folder that cannot be read holds no page, which is said below.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let pages = names.filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") }.sorted()
    let folder = path.hasSuffix("/") ? path : path + "/"
    return pages.isEmpty ? [path] : pages.map { folder + $0 }
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
