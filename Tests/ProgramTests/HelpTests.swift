import Foundation
import TestSupport
import Testing

/// The commands of the program with their arguments, as the program describes them to other tools.
struct CommandTree: Decodable {
  struct Command: Decodable {
    let commandName: String
    let discussion: String?
    let shouldDisplay: Bool?
    let subcommands: [Command]?
    let arguments: [Argument]?
  }

  struct Argument: Decodable {
    let kind: String
    let valueName: String?
    let shouldDisplay: Bool?
    let preferredName: [String: String]?
    let allValues: [String]?
    /// One entry, named after the kind of completion.
    let completionKind: [String: [String: [String]]]?

    /// The option as it is typed, or the name of a positional argument.
    var name: String { preferredName?["name"].map { "--\($0)" } ?? "<\(valueName ?? "")>" }
  }

  let command: Command

  /// Every command but `help`, which the parser adds.
  var commands: [Command] { (command.subcommands ?? []).filter { $0.commandName != "help" } }

  /// Asks the program.
  static func ofProgram() throws -> CommandTree {
    let desk = try Desk()
    let answer = try Program.run(["--experimental-dump-help"], in: desk.folder)
    return try JSONDecoder().decode(CommandTree.self, from: answer.output)
  }
}

@Suite("Help", .enabled(if: Program.isBuilt, "the program is not beside the tests"), .serialized)
struct HelpTests {
  private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Help", isDirectory: true)
  private let isUpdate = ProcessInfo.processInfo.environment["WKD_UPDATE_HELP"] == "1"
  private let remedy =
    "if that is right, run: WKD_UPDATE_HELP=1 swift test -c release "
    + "--disable-testable-imports --filter HelpTests"

  /// The help of a command in 80 columns; of the program where the name is that of none.
  private func help(of command: String?) throws -> String {
    let desk = try Desk()
    let process = try Program.prepare([command, "--help"].compactMap(\.self), in: desk.folder)
    process.environment?["COLUMNS"] = "80"
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.end()
    #expect(process.terminationStatus == 0)
    return String(decoding: text, as: UTF8.self)
  }

  @Test("the help of every command is the one that is kept beside the tests")
  func snapshots() throws {
    let commands = try CommandTree.ofProgram().commands.map(\.commandName)
    #expect(Set(commands).isSuperset(of: ["map", "chapter", "compress", "run-chapter"]))
    var found = ["wkd-learn.txt": try help(of: nil)]
    for command in commands { found["\(command).txt"] = try help(of: command) }
    let files = FileManager.default
    if isUpdate {
      if files.fileExists(atPath: folder.path) { try files.removeItem(at: folder) }
      try files.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, text) in found {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
      }
    }
    let kept = Set(try files.contentsOfDirectory(atPath: folder.path))
    for name in kept.symmetricDifference(found.keys).sorted() {
      Issue.record("Help/\(name) belongs to no command, or a command lacks it; \(remedy)")
    }
    for name in kept.intersection(found.keys).sorted() {
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      if text != found[name] {
        Issue.record("the help of \(name.dropLast(4)) differs from Help/\(name); \(remedy)")
      }
    }
  }

  @Test("no example is broken over two lines")
  func examples() throws {
    let tree = try CommandTree.ofProgram()
    for command in [tree.command] + tree.commands {
      for line in (command.discussion ?? "").split(separator: "\n") where line.hasPrefix("  ") {
        #expect(line.count <= 80, "\(command.commandName)")
      }
    }
  }

  @Test("the help lists the words of typed arguments")
  func words() throws {
    let commands = try CommandTree.ofProgram().commands
    func words(_ command: String, _ name: String) throws -> [String] {
      let command = try #require(commands.first { $0.commandName == command })
      return try #require(command.arguments?.first { $0.name == name }).allValues ?? []
    }
    #expect(try words("decompose", "--mode").contains("periodization"))
    #expect(try words("compress", "--mode") == words("decompose", "--mode"))
    #expect(try words("compress", "--norm") == ["l1", "l2"])
    #expect(try words("compress", "--bands") == ["high", "low", "all"])
    #expect(try words("compress", "--methods") == ["none", "l1", "wavelet"])
    #expect(try words("compress", "--device") == ["cpu", "cuda", "auto"])
    #expect(try words("export", "--direction") == ["ab", "ba"])
    #expect(try words("completions", "<shell>") == ["zsh", "bash", "fish"])
  }
}
