import ArgumentParser
import Console
import Foundation
import Lessons

/// Checks that everything is in order on this machine.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check that everything is in order on this machine.",
    discussion: """
      EXAMPLES:
        wkd-learn doctor
        wkd-learn doctor --json
      """)

  @OptionGroup var output: OutputOptions
  @OptionGroup var answer: AnswerOptions

  func run() throws {
    let checks = HealthCheck.all(course: try Course.locate(), output: output.output)
    if answer.json {
      try printJSON(checks.map(Finding.init))
    } else {
      let style = Screen().style
      let hanging = "     "
      func tell(_ text: String) {
        let lines = TerminalText.wrapped(text, width: max(20, style.width - hanging.count))
        print(lines.replacing("\n", with: "\n" + hanging))
      }
      for check in checks {
        let verdict = check.passed ? style.good("PASS") : style.bad("FAIL")
        tell("\(verdict) \(check.name): \(check.found)")
        if let remedy = check.remedy { tell("\(hanging)what to do: \(remedy)") }
      }
    }
    if !checks.allSatisfy(\.passed) { throw ExitCode(1) }
  }
}

/// A check in JSON, with its verdict.
private struct Finding: Encodable {
  let name: String
  let found: String
  let passed: Bool
  let remedy: String?

  init(_ check: HealthCheck) {
    name = check.name
    found = check.found
    passed = check.passed
    remedy = check.remedy
  }
}
