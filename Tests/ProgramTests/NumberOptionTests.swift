import Foundation
import TestSupport
import Testing

/// Numbers that no machine can take, in every option that is a number.
@Suite(
  "numbers of options", .enabled(if: Program.isBuilt, "the program is not beside the tests"))
struct NumberOptionTests {
  private static let words = [
    "1e308", "nan", "-0", "9223372036854775807", "1000000000000000000000000000000", "", "١٢",
  ]

  /// A command with input that is not there, so that it ends before it works, and its options with numbers.
  private static let commands: [(call: [String], options: [String])] = [
    (["chapter", "99", "--no-step"], ["seed", "threads", "time-limit", "width"]),
    (
      ["compress", "--output", "run", "--teacher", "missing"],
      [
        "alpha", "l1-weight", "levels", "level-weights", "alpha-schedule", "size", "load-size",
        "width", "blocks",
      ]
    ),
    (
      ["compress", "--output", "run", "--data", "missing"],
      [
        "discriminator-width", "discriminator-layers", "steps", "epochs", "batch",
        "learning-rate", "decay-from", "cycle-weight", "identity-weight", "mirror-weight",
      ]
    ),
    (
      ["train-teacher", "missing", "--output", "run"],
      [
        "seed", "threads", "log-every", "measure-every", "measure-with", "hold-out",
        "checkpoint-every",
      ]
    ),
    (
      ["translate", "missing", "missing.png", "--output", "t"], ["quality", "max-side", "threads"]
    ),
    (["evaluate", "missing"], ["size", "threads"]),
    (["decompose", "missing.png", "--output", "d"], ["levels", "keep", "threshold"]),
    (
      ["scalogram", "missing.csv", "--output", "s.png"],
      ["scales", "lowest", "highest", "rate", "channel", "column"]
    ),
    (["export", "missing", "m.onnx"], ["opset"]),
    (["sweep", "--output", "sw", "--vary", "alpha=1,2", "--data", "missing"], ["seeds"]),
  ]

  @Test("a number is taken or refused in a sentence, whatever it is", arguments: commands.indices)
  func numbers(index: Int) throws {
    let desk = try Desk()
    let (call, options) = Self.commands[index]
    for (place, option) in options.enumerated() {
      // A program takes its time to start, so each option meets three of the words.
      for step in 0..<3 {
        let word = Self.words[(index + place + step * 2) % Self.words.count]
        let answer = try Program.run(call + ["--\(option)=\(word)"], in: desk.folder)
        #expect([1, 2].contains(answer.status), "\(call) \(option)=\(word): \(answer.status)")
        let lines = answer.errors.split(separator: "\n")
        #expect((1...3).contains(lines.count), "\(option)=\(word): \(answer.errors)")
        #expect(!answer.errors.contains("Error Domain"))
      }
    }
  }
}
