import ArgumentParser
import Foundation
import Lessons
import WKD

/// Trains a CycleGAN to serve as teacher.
struct TrainTeacherCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train-teacher",
    abstract: "Train a CycleGAN that students can learn from.",
    discussion: """
      EXAMPLES:
        wkd-learn train-teacher --output my-teacher
        wkd-learn train-teacher --data horse2zebra --size 128 --width 32 --blocks 6 --output my-teacher

      The folder receives G_A.safetensors (A to B) and G_B.safetensors (B to A) with the keys of the \
      CycleGAN reference implementation, the losses in log.csv and the settings in training.json.
      """)

  @Option(
    help: ArgumentHelp(
      "A folder with trainA, trainB, testA and testB; without it the meadow is drawn.",
      valueName: "dir"))
  var data: String?

  @Option(help: ArgumentHelp("The folder for weights, log and settings.", valueName: "dir"))
  var output: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The side of the pictures; a multiple of 8.", valueName: "px"))
  var size = 64

  @Option(parsing: .unconditional, help: "Channels after the generator's first layer.")
  var width = 24

  @Option(parsing: .unconditional, help: "Residual blocks of the generator.")
  var blocks = 4

  @Option(parsing: .unconditional, help: "Channels after the discriminator's first layer.")
  var discriminatorWidth = 32

  @Option(
    parsing: .unconditional, help: ArgumentHelp("How many steps to train.", valueName: "n"))
  var steps = 12_000

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Pictures of each set in one step.", valueName: "n"))
  var batch = 1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The seed of every random number.", valueName: "n"))
  var seed = 1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many threads to compute with.", valueName: "n"))
  var threads: Int?

  func validate() throws {
    let atLeastOne = [
      ("--width", width), ("--blocks", blocks), ("--discriminator-width", discriminatorWidth),
      ("--steps", steps), ("--batch", batch), ("--threads", threads ?? 1),
    ]
    for (name, value) in atLeastOne where value < 1 {
      throw ValidationError("\(name) must be at least 1, not \(value)")
    }
    if seed < 0 { throw ValidationError("a seed is 0 or above, not \(seed): try --seed 1") }
    if size < 32 || !size.isMultiple(of: 8) {
      throw ValidationError("a size is a multiple of 8, at least 32, not \(size): try --size 64")
    }
  }

  func run() throws {
    let plan = TrainingPlan(
      generator: .init(baseWidth: width, blocks: blocks),
      discriminator: .init(baseWidth: discriminatorWidth),
      schedule: Schedule(steps: steps, batchSize: batch), seed: UInt64(seed))
    let command = ["wkd-learn"] + CommandLine.arguments.dropFirst()
    try TeacherTraining(
      plan: plan, data: data, size: size, output: URL(fileURLWithPath: output), threads: threads,
      command: command.joined(separator: " ")
    ).run()
    print("teacher: \(output)/G_A.safetensors, \(output)/G_B.safetensors")
  }
}
