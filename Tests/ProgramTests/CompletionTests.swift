import Foundation
import Lessons
import TestSupport
import Testing

@Suite(
  "Completion", .enabled(if: Program.isBuilt, "the program is not beside the tests"), .serialized)
struct CompletionTests {
  /// The values that nobody can list: numbers, and texts of the program's own.
  private let free: Set = [
    "seconds",
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

  /// The words that a shell offers for an unfinished line, in a folder with some files; nil where the shell
  /// is not installed.
  private func offers(_ shell: String, _ line: String) throws -> Set<String>? {
    let desk = try Desk()
    let files = FileManager.default
    for name in ["assets/a", "bin", "logs"] {
      try files.createDirectory(
        at: desk.folder.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    for name in ["picture.png", "notes.txt"] {
      try Data().write(to: desk.folder.appendingPathComponent(name))
    }
    let script = try Program.run(["completions", shell], in: desk.folder).output
    try script.write(to: desk.folder.appendingPathComponent("script"))
    let program = try #require(try Program.prepare([], in: desk.folder).executableURL)
    let ask =
      switch shell {
      case "bash":
        #"""
        PATH=\#(program.deletingLastPathComponent().path):$PATH
        source ./script
        read -ra COMP_WORDS <<<"$1"
        [[ $1 == *" " ]] && COMP_WORDS+=("")
        COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9 COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        f=$(complete -p wkd-learn | sed 's/.*-F \([^ ]*\).*/\1/')
        $f wkd-learn "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
        printf '%s\n' "${COMPREPLY[@]}"
        """#
      default: "source ./script; complete -C $argv[1]"
      }
    let process = try Program.prepare([], in: desk.folder)
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      shell == "bash" ? ["bash", "-c", ask, "bash", line] : [shell, "-c", ask, line]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.end()
    if process.terminationStatus == 127 { return nil }
    let words = String(decoding: text, as: UTF8.self).split(separator: "\n")
    // fish describes a word after a tab.
    return Set(
      words.map { $0.prefix { $0 != "\t" } }
        .map { $0.hasSuffix("/") ? String($0.dropLast()) : String($0) })
  }

  @Test(
    "bash and fish offer files, folders, chapters, exercises, wavelets and words",
    arguments: ["bash", "fish"],
    [
      ("decompose asse", ["assets"], []), ("decompose ", ["picture.png", "assets"], ["notes.txt"]),
      ("chapter 1 --output ass", ["assets"], []), ("next --state ", ["assets"], ["picture.png"]),
      ("watch 1 --workspace a", ["assets"], []), ("check ", ["1", "2"], ["picture.png"]),
      ("wavelet db3", ["db3", "db38"], ["db4"]), ("decompose --wavelet sy", ["sym8"], ["db4"]),
      ("exer", ["exercises"], ["export"]), ("chapter 1 --preset ", ["smoke", "paper"], []),
      ("completions ", ["bash", "fish", "zsh"], []), ("map --color ", ["never"], []),
    ] as [(String, Set<String>, Set<String>)])
  func shells(shell: String, question: (line: String, some: Set<String>, none: Set<String>)) throws
  {
    guard let words = try offers(shell, "wkd-learn " + question.line) else { return }
    #expect(words.isSuperset(of: question.some), "\(words.sorted())")
    #expect(words.isDisjoint(with: question.none), "\(words.sorted())")
  }

  @Test("bash offers the exercises of the chapter", arguments: ["check", "reset", "hint"])
  func exercisesInBash(command: String) throws {
    let words = try #require(try offers("bash", "wkd-learn \(command) 1 pe"))
    #expect(words == ["peak-scale"])
  }

  @Test("chapters are completed by their numbers, exercises by the names of the chapter's")
  func exercises() throws {
    let desk = try Desk()
    let commands = try CommandTree.ofProgram().commands
    for name in ["chapter", "watch", "check", "hint", "reset", "exercises"] {
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
