import ArgumentParser

/// Prints what lets a shell complete the program's words.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print the completion script of a shell.",
    discussion: """
      EXAMPLES:
        wkd-learn completions bash > ~/.local/share/bash-completion/completions/wkd-learn
        wkd-learn completions zsh > ~/.zfunc/_wkd-learn        with fpath+=~/.zfunc in ~/.zshrc
        wkd-learn completions fish > ~/.config/fish/completions/wkd-learn.fish
      """)

  @Argument(help: "The shell: bash, zsh or fish.")
  var shell: String

  func validate() throws {
    guard CompletionShell(rawValue: shell) != nil else {
      throw ValidationError("there is no script for \(shell): try bash, zsh or fish")
    }
  }

  func run() throws {
    guard let shell = CompletionShell(rawValue: shell) else { return }
    print(WKDLearn.completionScript(for: shell))
  }
}
