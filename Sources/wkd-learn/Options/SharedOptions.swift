public import ArgumentParser
import Console
import Torch
import Workbench

/// The defaults of shared options, where they differ from command to command.
protocol OptionDefaults {
  /// The seed of the first run.
  static var seed: Int { get }
  /// The side of the pictures; nil where the preset decides.
  static var size: Int? { get }
  /// The number of threads; nil where LibTorch decides.
  static var threads: Int? { get }
}

extension OptionDefaults {
  static var seed: Int { 0 }
  static var size: Int? { nil }
  static var threads: Int? { nil }
}

/// The form of an answer.
struct AnswerOptions: ParsableArguments {
  @Flag(help: "Write JSON, and nothing else, to standard output.")
  var json = false

  /// Prints an answer as JSON, or as text for people.
  func show(_ answer: some Encodable, text: @autoclosure () -> String) throws {
    if json { try printJSON(answer) } else { print(text()) }
  }
}

/// The start of the random numbers.
struct SeedOptions<Defaults: OptionDefaults>: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The seed of every random number.", valueName: "n"))
  var seed = Defaults.seed

  func validate() throws {
    if seed < 0 { throw ValidationError("a seed is 0 or above, not \(seed): try --seed 1") }
  }
}

/// The number of threads.
struct ThreadsOptions<Defaults: OptionDefaults>: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The number of threads; fewer are faster where other programs compute."
        + note(default: Defaults.threads.map { "\($0)" } ?? "all cores"), valueName: "n"))
  var threads: Int?

  func validate() throws {
    if let threads, threads < 1 {
      throw ValidationError("at least one thread is needed, not \(threads): try --threads 2")
    }
    try refuse("--threads", threads, outside: 1...1_024)
  }
}

/// The processor or the graphics card.
struct DeviceOptions: ParsableArguments {
  /// The names of devices on the command line.
  enum Choice: String, ExpressibleByArgument, CaseIterable {
    case cpu, cuda, auto
  }

  @Option(
    help: "Where to compute: cuda in mixed precision, or auto for cuda if there is one.")
  var device = Choice.cpu

  /// The device of this machine that was chosen.
  var chosen: Device {
    switch device {
    case .cpu: .cpu
    case .cuda: .cuda
    case .auto: Runtime.cudaDevices > 0 ? .cuda : .cpu
    }
  }
}

/// The side of the pictures.
struct SizeOptions<Defaults: OptionDefaults>: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The side of the pictures; a multiple of 8."
        + note(default: Defaults.size.map { "\($0)" } ?? "the preset's"), valueName: "px"))
  var size: Int?

  func validate() throws {
    try Self.check(size)
  }

  static func check(_ size: Int?) throws {
    // Three halvings by the wavelet transform must come out even.
    if let size, !(32...16_384).contains(size) || !size.isMultiple(of: 8) {
      throw ValidationError(
        "a size is a multiple of 8, 32 to 16384, not \(size): try --size 64")
    }
  }
}

/// The pictures to train with.
struct DataOptions: ParsableArguments {
  /// The sentence for such a folder, also where it is an argument.
  static let help = "A folder with trainA, trainB, testA and testB; without it the meadow is drawn."

  @Option(help: ArgumentHelp(help, valueName: "dir"), completion: .directory)
  var data: String?
}

/// The generator of a folder that holds a pair.
struct DirectionOptions: ParsableArguments {
  @Option(help: "Which generator of a folder: ab from A to B, ba from B to A. (default: ab)")
  var direction: Direction?
}

extension Direction: ExpressibleByArgument {}

extension CompletionKind {
  /// Weights of generators, and folders.
  static var weights: CompletionKind { .file(extensions: ["safetensors", "pth", "pt"]) }

  /// The files that the program reads as pictures, and folders.
  static var pictures: CompletionKind {
    .file(extensions: ["png", "jpg", "jpeg", "jfif", "jpe", "webp", "tif", "tiff"])
  }
}

/// The default of an option whose value may be left out, as the help writes it.
private func note(default value: (some Any)?) -> String {
  value.map { " (default: \($0))" } ?? ""
}
