import Console
import Testing

@Suite("Output of a running cell")
struct TerminalOutputTests {
  private func shown(_ pieces: [String], hasColour: Bool, isPlain: Bool = false) -> String {
    var output = TerminalOutput(style: TerminalStyle(hasColour: hasColour, isPlain: isPlain))
    return pieces.map { output.add($0) }.joined() + output.finish()
  }

  private let printed = "\u{1B}[31mred \u{0}\u{1B}]0;title\u{07}\u{1B}[2J\n1/2\r2/2"

  @Test("on a terminal colours pass and end with the output, wherever the stream is cut")
  func colours() {
    let wanted = "\u{1B}[31mred ��]0;title��[2J\n1/2\r2/2\u{1B}[0m"
    for cut in printed.unicodeScalars.indices {
      let pieces = [printed.unicodeScalars[..<cut], printed.unicodeScalars[cut...]].map {
        String($0)
      }
      #expect(shown(pieces, hasColour: true) == wanted)
    }
    #expect(shown(["\u{1B}[1mx\u{1B}[0m"], hasColour: true) == "\u{1B}[1mx\u{1B}[0m")
  }

  @Test("without colours a line may still be drawn again; characters come whole from any pieces")
  func redrawn() {
    let bytes = Array("\u{1B}[31m1/2 ▁é\r2/2\u{1B}[K\u{1B}]52;c;eA==\u{07}\n▇".utf8)
    for cut in bytes.indices {
      var output = TerminalOutput(redraws: true)
      let text = output.add(Array(bytes[..<cut])) + output.add(Array(bytes[cut...]))
      #expect(text + output.finish() == "1/2 ▁é\r2/2\u{1B}[0K�]52;c;eA==�\n▇")
      var plain = TerminalOutput(redraws: false)
      let lines = plain.add(Array(bytes[..<cut])) + plain.add(Array(bytes[cut...]))
      #expect(lines + plain.finish() == "2/2�]52;c;eA==�\n▇")
    }
    var cut = TerminalOutput(redraws: true)
    #expect(cut.add([0x61, 0xE2, 0x96]) + cut.finish() == "a�")
  }

  @Test("without colours nothing but letters, line ends and tabs passes", arguments: [true, false])
  func plain(isPlain: Bool) {
    for cut in printed.unicodeScalars.indices {
      let pieces = [printed.unicodeScalars[..<cut], printed.unicodeScalars[cut...]].map {
        String($0)
      }
      #expect(shown(pieces, hasColour: isPlain, isPlain: isPlain) == "red ��]0;title��[2J\n2/2")
    }
  }
}
