import ArgumentParser

/// When and by which pictures a training is measured and kept.
struct MeasureOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Steps between lines of losses.csv. (default: 50, or fewer in a short run)", valueName: "n"))
  var logEvery: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Steps between measurements and sample sheets.", valueName: "n"))
  var measureEvery: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Measure by so many pictures of each test set, the first ones, instead of all.",
      valueName: "n"))
  var measureWith: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Keep this share of the training pictures out, and measure by it instead of testA and testB.",
      valueName: "10%"))
  var holdOut: Checked<HeldOutShare>?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Steps between checkpoints.", valueName: "n"))
  var checkpointEvery = 100

  func validate() throws {
    try refuse("--log-every", logEvery, outside: 1...Int.max)
    try refuse("--measure-every", measureEvery, outside: 1...Int.max)
    try refuse("--measure-with", measureWith, outside: 3...1_000_000)
    try refuse("--checkpoint-every", checkpointEvery, outside: 1...Int.max)
    try holdOut?.validate()
  }
}

/// The share of `--hold-out`: `10%`.
struct HeldOutShare: ExpressibleByWord {
  /// Above 0 and below 1.
  let fraction: Double

  init(word: String) throws {
    guard word.hasSuffix("%"), let percent = Double(word.dropLast()), percent > 0, percent < 100
    else {
      throw ValidationError(
        "--hold-out takes per cent above 0 and below 100, not \(word): try --hold-out 10%")
    }
    fraction = percent / 100
  }
}
