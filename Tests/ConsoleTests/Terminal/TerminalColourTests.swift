import Console
import Foundation
import Testing

@Suite("Colours by the environment")
struct TerminalColourTests {
  /// Whether output to a file has colours.
  private func colours(
    _ environment: [String: String], _ colour: Terminal.Colour = .auto
  ) throws -> Bool {
    let file = open("/dev/null", O_WRONLY)
    defer { close(file) }
    return Terminal(descriptor: file, colour: colour, environment: environment).hasColour
  }

  @Test(
    "FORCE_COLOR and CLICOLOR_FORCE colour what goes to no terminal; NO_COLOR comes first",
    arguments: [
      ([:], false), (["FORCE_COLOR": "1"], true), (["FORCE_COLOR": "3"], true),
      (["FORCE_COLOR": "true"], true), (["FORCE_COLOR": ""], false), (["FORCE_COLOR": "0"], false),
      (["FORCE_COLOR": "false"], false), (["CLICOLOR_FORCE": "1"], true),
      (["CLICOLOR_FORCE": "0"], false), (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false),
      (["FORCE_COLOR": "1", "NO_COLOR": "1"], false), (["FORCE_COLOR": "1", "NO_COLOR": ""], true),
      (["FORCE_COLOR": "0", "CLICOLOR_FORCE": "1"], false), (["CLICOLOR": "1"], false),
      (["FORCE_COLOR": "1", "TERM": "dumb"], true),
      (["CLICOLOR": "0", "CLICOLOR_FORCE": "1"], true),
    ] as [([String: String], Bool)])
  func environment(variables: [String: String], expected: Bool) throws {
    #expect(try colours(variables) == expected)
  }

  @Test("an option overrules the environment")
  func option() throws {
    #expect(try !colours(["FORCE_COLOR": "1"], .never))
    #expect(try colours(["NO_COLOR": "1"], .always))
  }
}
