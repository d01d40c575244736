import Foundation
import Lessons
import TestSupport
import Testing

@Suite(
  "Completion", .enabled(if: Program.isBuilt, "the program is not beside the tests"), .serialized)
struct CompletionTests {
  /// The values that nobody can list: numbers, and texts of the program's own.
  private let free: Set = [
    "n", "px", "weight", "rate", "hz", "columns", "5%", "10%", "column", "1,0.5,0.25", "1,2,3",
    "option=a,b",
    "options", "cell", "request",
  ]

  @Test("every argument that takes a path or a word of a list tells a shell how to complete it")
  func kinds() throws {
    var completed = 0
    for command in try CommandTree.ofProgram().commands {
      for argument in command.arguments ?? [] where argument.kind != "flag" {
        let value = try #require(argument.valueName)
        if argument.completionKind != nil { completed += 1 }
        #expect(
          argument.completionKind != nil || free.contains(value),
          "\(command.commandName) \(argument.name) takes <\(value)> and has no completion kind")
      }
    }
    #expect(completed > 80)
  }

  @Test("a folder is completed with folders, a file with files of its kinds")
  func paths() throws {
    for command in try CommandTree.ofProgram().commands {
      for argument in command.arguments ?? [] {
        switch argument.valueName {
        case "dir", "data", "run": #expect(argument.completionKind?.keys.first == "directory")
        case "file.png": #expect(argument.completionKind?["file"]?["extensions"] == ["png"])
        case "file.safetensors":
          #expect(argument.completionKind?["file"]?["extensions"] == ["safetensors"])
        default: break
        }
      }
    }
  }

  @Test("chapters are completed by their numbers, exercises by the names of the chapter's")
  func exercises() throws {
    let desk = try Desk()
    let commands = try CommandTree.ofProgram().commands
    for name in ["chapter", "watch", "check", "hint"] {
      let command = try #require(commands.first { $0.commandName == name })
      let chapter = try #require(command.arguments?.first { $0.name == "<chapter>" })
      #expect(chapter.completionKind?["list"]?["values"] == Course.chapters.map { "\($0.number)" })
    }
    let answer = try Program.run(
      ["---completion", "check", "--", "positional@1", "3", "0", "wkd-learn", "check", "1", ""],
      in: desk.folder)
    #expect(answer.status == 0, "\(answer.errors)")
    let names = String(decoding: answer.output, as: UTF8.self).split(separator: "\n")
    #expect(names.contains("peak-scale"))
  }
}
