import ArgumentParser
import Console
import Foundation
import Workbench

/// Looks for what would make a Fréchet distance of somebody's pictures irreproducible.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Find what makes the FID of a data set irreproducible.",
    discussion: """
      EXAMPLES:
        wkd-learn audit horse2zebra
        wkd-learn audit real generated --strict
        wkd-learn audit horse2zebra --json > audit.json

      Looks for pictures that are in training and in test, or twice (equal bytes, equal pixels, near \
      duplicates), mixed sizes, the losses of JPEG, enlarged pictures, sets too small for their features, \
      grey pictures, transparency, turned pictures, colour profiles, unreadable files, and names that other \
      systems order differently. A near duplicate that was cut by more than about 3 % is not found. Every \
      folder with pictures is a set; train..., test... and val... say by their names what they are for.
      """)

  @Argument(
    help: ArgumentHelp(
      "Folders with pictures, or with folders of pictures.", valueName: "folder"),
    completion: .directory)
  var folders: [String]

  @Flag(help: "End with the exit status 1 where there is a finding; notes are none.")
  var strict = false

  @OptionGroup var answer: AnswerOptions

  func run() throws {
    var progress: ProgressReport?
    let report = try DataAudit(folders: folders).run { read, all in
      progress = progress ?? ProgressReport("reading pictures", total: all, style: .suited)
      progress?.advance(to: read)
    }
    progress?.finish()
    try answer.show(report, text: report.text)
    if strict, report.hasFindings { throw ExitCode(1) }
  }
}
