import Foundation

/// The manual page of a program, from the description that its parser gives of it.
///
/// - Source: man(7) of groff; the description is that of `--experimental-dump-help`.
struct ManualPage {
  /// The page in the language of `man`.
  let text: String

  /// Makes the page from a description in JSON.
  ///
  /// - Throws: what decoding throws.
  init(dump: String) throws {
    let root = try JSONDecoder().decode(Dump.self, from: Data(dump.utf8)).command
    var lines = [#".TH "\#(root.commandName.uppercased())" "1""#]
    lines += [".SH NAME", Roff.text("\(root.commandName) - \(root.abstract ?? "")")]
    lines += [".SH SYNOPSIS", ".B \(Roff.word(root.commandName))", Roff.text("command [options]")]
    lines += [".SH DESCRIPTION"] + Roff.paragraphs(root.discussion ?? "")
    lines += [
      ".SH OPTIONS", Roff.text("Every command has these two, beside its own:"),
      ".TP", ".B \\-h, \\-\\-help", Roff.text("Show what the command does, and its options."),
      ".TP", ".B \\-\\-version", Roff.text("Show the version."),
      ".SH COMMANDS",
    ]
    for command in root.subcommands ?? [] where command.shouldDisplay != false {
      lines += Self.section(of: command, program: root.commandName)
    }
    lines += [
      ".SH ENVIRONMENT",
      ".TP", ".B XDG_STATE_HOME", Roff.text("The folder above the one that keeps your progress."),
      ".TP", ".B NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR",
      Roff.text("Whether text has colours, where --color does not say."),
      ".TP", ".B WKD_LEARN_HOME", Roff.text("The folder of the course."),
    ]
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func section(of command: Dump.Command, program: String) -> [String] {
    var lines = [".SS \(Roff.word("\(program) \(command.commandName)"))"]
    lines.append(Roff.text(command.abstract ?? ""))
    for argument in command.arguments ?? []
    where argument.shouldDisplay != false && !["help", "version"].contains(argument.valueName) {
      lines += [".TP", ".B \(Roff.word(argument.form))", Roff.text(argument.meaning)]
    }
    if let discussion = command.discussion { lines += [".PP"] + Roff.paragraphs(discussion) }
    return lines
  }
}

/// The parts of the description that the page needs.
private struct Dump: Decodable {
  let command: Command

  struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool?
    let subcommands: [Command]?
    let arguments: [Argument]?
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String

      var text: String { (kind == "long" ? "--" : "-") + name }
    }

    let kind: String
    let shouldDisplay: Bool?
    let isRepeating: Bool?
    let names: [Name]?
    let valueName: String?
    let abstract: String?
    let defaultValue: String?
    let allValues: [String]?

    /// The argument as it is typed.
    var form: String {
      let value = valueName.map { "<\($0)>" } ?? ""
      let dots = isRepeating == true ? " ..." : ""
      switch kind {
      case "positional": return value + dots
      case "option": return spelled + " " + value + dots
      default: return spelled
      }
    }

    private var spelled: String { (names ?? []).map(\.text).joined(separator: ", ") }

    var meaning: String {
      var words = abstract ?? ""
      if let allValues, !allValues.isEmpty {
        words += " (values: \(allValues.joined(separator: ", ")))"
      }
      // Of a flag it says nothing that is not in its name.
      if let defaultValue, kind != "flag" { words += " (default: \(defaultValue))" }
      return words
    }
  }
}

/// Text in the language of `man`.
private enum Roff {
  /// Running text in one line, in which nothing is an instruction.
  static func text(_ text: String) -> String {
    let escaped = word(text.split(whereSeparator: \.isNewline).joined(separator: " "))
    // A line that begins with one of these would be an instruction.
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }

  /// A word, with hyphens that stay what was typed.
  static func word(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
  }

  /// Paragraphs of a discussion; indented lines are examples and stay as they are.
  static func paragraphs(_ discussion: String) -> [String] {
    var lines: [String] = []
    var isExample = false
    for line in discussion.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if line.hasPrefix("  ") != isExample {
        lines.append(isExample ? ".EE\n.RE" : ".RS\n.EX")
        isExample.toggle()
      }
      if line.allSatisfy(\.isWhitespace) {
        lines.append(".PP")
      } else {
        lines.append(text(isExample ? String(line.dropFirst(2)) : String(line)))
      }
    }
    if isExample { lines.append(".EE\n.RE") }
    return lines
  }
}
