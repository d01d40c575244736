import ArgumentParser
import Foundation
import WKD
import Workbench

/// The runs of a sweep: every combination of the values with every seed, each network trained once.
///
/// The first combination of a seed trains all networks. Of the others, only those are trained anew that its
/// values change: a student without a teacher knows nothing of bands.
struct SweepPlan {
  /// One run of `compress`.
  struct Run {
    /// The name of its folder in the output.
    let folder: String
    /// The options of `compress` for the networks that are trained here.
    let arguments: [String]
    /// The same for all networks: an earlier version trained them in every run.
    let all: [String]
    /// The names of the networks of ``all``.
    let methods: [String]
  }

  /// The runs in the order in which they are trained.
  let runs: [Run]
  /// Sentences about values that count once.
  let remarks: [String]

  /// The plan of a command line.
  ///
  /// - Parameters:
  ///   - vary: options with their values.
  ///   - seeds: whole numbers.
  ///   - rest: options of `compress` for all runs.
  ///   - output: the folder of all runs.
  /// - Throws: `ValidationError` for what cannot be trained, or not be compared afterwards.
  init(vary: [Variation], seeds: SeedList, rest: [String], output: String) throws {
    let rest = rest.filter { $0 != "--" }
    try Self.refuse(rest, varied: vary.map(\.option))
    let variations = vary + [seeds.variation]
    remarks = variations.compactMap(\.remark)
    let combinations = variations.reduce([Combination()]) { combinations, variation in
      combinations.flatMap { one in variation.values.map { one.adding(variation, value: $0) } }
    }
    let requests = try combinations.map { try Self.command(rest + $0.arguments, output: output) }
    try Self.refuseOtherPictures(requests)
    try Self.refuseIdle(variations, combinations, requests)
    var trained: [[String]: [Distillation]] = [:]
    var names: Set<String> = []
    runs = zip(combinations, requests).compactMap { combination, request in
      let new = request.methods.filter { !trained[combination.frame, default: []].contains($0) }
      guard !new.isEmpty else { return nil }
      trained[combination.frame, default: []] += new
      let folder = Self.free(combination.folder, besides: &names)
      let end = ["--output", "\(output)/\(folder)"]
      let all = rest + combination.arguments + end
      let few = ["--methods", new.map(\.name).joined(separator: ",")]
      return Run(
        folder: folder,
        arguments: new == request.methods
          ? all : Self.without("methods", rest + combination.arguments) + few + end,
        all: all, methods: request.methods.map(\.name))
    }
  }

  /// One value for each option that is varied.
  private struct Combination {
    var folder = ""
    var arguments: [String] = []
    /// The values on which every network depends.
    var frame: [String] = []

    func adding(_ variation: Variation, value: String) -> Combination {
      var next = self
      let part = "\(variation.option)-\(Variation.fileName(value))"
      next.folder = folder.isEmpty ? part : "\(folder)_\(part)"
      next.arguments += ["--\(variation.option)", value]
      if !DistillationOptions.names.contains(variation.option) { next.frame.append(value) }
      return next
    }
  }

  /// The parts of a request that decide what can be compared.
  private struct Request {
    let methods: [Distillation]
    let side: Int
    let data: String?
    let preset: TrainingPreset
    let holdsOut: Bool
  }

  private static func command(_ arguments: [String], output: String) throws -> Request {
    let command: CompressCommand
    do {
      command = try CompressCommand.parse(arguments + ["--output", output])
    } catch {
      throw ValidationError(CompressCommand.message(for: error))
    }
    let preset = TrainingPreset.named(command.options.preset)
    return Request(
      methods: try command.distillation.distillations(preset: preset),
      side: command.options.size.size ?? preset.size, data: command.data.data, preset: preset,
      holdsOut: command.options.measure.holdOut != nil)
  }

  /// Refuses options of `compress` that cannot be the same for all runs, or contradict the sweep's.
  private static func refuse(_ rest: [String], varied: [String]) throws {
    let given = rest.filter { $0.hasPrefix("--") }
      .map { String($0.dropFirst(2).prefix { $0 != "=" }) }
    let remedies = [
      "output": "the sweep's own --output, before --, holds all runs",
      "seed": "the sweep's own --seeds, before --, sets it", "seeds": "give it before --",
      "vary": "give it before --", "json": "the report is a text: leave it out",
      "help": "`wkd-learn compress --help` lists what may stand there",
    ]
    for option in given {
      if let remedy = remedies[option] {
        throw ValidationError("--\(option) cannot stand after --: \(remedy)")
      }
      if varied.contains(option) {
        throw ValidationError("--\(option) is varied and cannot stand after -- too: leave it out")
      }
    }
    if rest.contains("-h") { throw ValidationError("-h cannot stand after --: leave it out") }
    for option in varied where varied.count(where: { $0 == option }) > 1 {
      throw ValidationError("--vary \(option) is given twice: put all values into one list")
    }
  }

  /// Refuses runs whose test pictures differ, as far as options tell.
  private static func refuseOtherPictures(_ requests: [Request]) throws {
    let sides = Set(requests.map(\.side)).sorted()
    if sides.count > 1 {
      throw ValidationError(
        "pictures of \(sides.map { "\($0)" }.joined(separator: " and ")) px cannot be compared: "
          + "sweep at one size")
    }
    let counts = Set(requests.filter { $0.data == nil }.map(\.preset.meadow.test)).sorted()
    if counts.count > 1 {
      throw ValidationError(
        "\(counts.map { "\($0)" }.joined(separator: " and ")) test pictures cannot be compared: "
          + "sweep with one preset")
    }
    if requests.contains(where: \.holdsOut), Set(requests.map(\.data)).count > 1 {
      throw ValidationError(
        "test pictures that are held out of several folders cannot be compared: leave --hold-out away"
      )
    }
    if requests.contains(where: { $0.data == nil }), requests.contains(where: { $0.data != nil }) {
      throw ValidationError(
        "the meadow and other pictures cannot be compared: sweep with one of them")
    }
  }

  /// Refuses an option that changes none of the networks.
  private static func refuseIdle(
    _ variations: [Variation], _ combinations: [Combination], _ requests: [Request]
  ) throws {
    for variation in variations where variation.values.count > 1 {
      let option = variation.option
      if let reason = idle[option] {
        throw ValidationError("--vary \(option) leaves nothing to compare: \(reason)")
      }
      guard DistillationOptions.names.contains(option) else { continue }
      let place = combinations[0].arguments.firstIndex(of: "--\(option)").map { $0 + 1 } ?? 0
      let first = combinations[0].arguments[place]
      func networks(_ belongs: (String) -> Bool) -> [Distillation] {
        zip(combinations, requests).filter { belongs($0.0.arguments[place]) }
          .flatMap(\.1.methods)
      }
      let others = networks { $0 != first }
      let same = networks { $0 == first }
      if others.allSatisfy(same.contains) {
        let names = requests[0].methods.map(\.name).joined(separator: ", ")
        throw ValidationError(
          "--vary \(option) leaves nothing to compare: it changes none of the networks \(names)")
      }
    }
  }

  /// Options that change nothing that is compared, or the test pictures by which it is compared.
  private static let idle = [
    "log-every": "it changes no number", "checkpoint-every": "it changes no number",
    "threads": "it changes the last digits of sums, and no setting",
    "hold-out": "it changes the test pictures", "measure-with": "it changes the test pictures",
    "preprocess": "it changes the test pictures",
  ]

  /// Arguments without an option and its value.
  private static func without(_ option: String, _ arguments: [String]) -> [String] {
    var (kept, isValue): ([String], Bool) = ([], false)
    for word in arguments {
      if isValue {
        isValue = false
      } else if word == "--\(option)" {
        isValue = true
      } else if !word.hasPrefix("--\(option)=") {
        kept.append(word)
      }
    }
    return kept
  }

  /// A name that no other folder has: two paths may read the same without their slashes.
  private static func free(_ name: String, besides names: inout Set<String>) -> String {
    let free =
      names.contains(name)
      ? (2...).lazy.map { "\(name)-\($0)" }.first { !names.contains($0) } ?? name : name
    names.insert(free)
    return free
  }
}

/// An option of `compress` and the values that it takes in turn: `bands=high,low`.
struct Variation: ExpressibleByWord {
  let option: String
  /// The values, each once.
  let values: [String]
  /// A sentence about values that were given twice; nil where none was.
  let remark: String?

  init(word: String) throws {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, parts[0] != "output" else {
      throw ValidationError(
        "--vary takes an option of compress and its values, not \(word): try bands=high,low,all")
    }
    guard parts[0] != "seed" else {
      throw ValidationError("seeds are given by --seeds, not by --vary: try --seeds 1,2,3")
    }
    // A slash separates lists; in other values it belongs to a path.
    let isList = ["bands", "level-weights", "methods"].contains(parts[0])
    let separator: Character = isList && parts[1].contains("/") ? "/" : ","
    let values = parts[1].split(separator: separator, omittingEmptySubsequences: false)
    guard !values.contains(where: \.isEmpty) else {
      throw ValidationError(
        "--vary \(word) has a value without a letter or digit: take one \(separator) out")
    }
    self.init(option: parts[0], values: values.map(String.init))
  }

  /// Values; those that are equal as numbers count once.
  init(option: String, values: [String]) {
    var (kept, twice): ([String], [String]) = ([], [])
    for value in values {
      let isKnown = kept.contains { $0 == value || Double($0).map { $0 == Double(value) } == true }
      if isKnown { twice.append(value) } else { kept.append(value) }
    }
    self.option = option
    self.values = kept
    remark =
      twice.isEmpty
      ? nil : "\(option) \(twice.joined(separator: ", ")) is given more than once and counts once"
  }

  /// A value as a part of the name of a folder.
  static func fileName(_ value: String) -> String {
    let safe = value.replacing(",", with: "+")
      .split(separator: "/").filter { $0 != "." }.joined(separator: "-")
      .map { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 32 } ? "-" : $0 }
    // The end of a path tells more than its beginning; file systems take names of 255 bytes.
    return String(safe.suffix(40))
  }
}

/// The list of `--seeds`.
struct SeedList: ExpressibleByWord {
  let variation: Variation

  init(word: String) throws {
    let numbers = word.split(separator: ",", omittingEmptySubsequences: false)
      .map { Int($0) }
    let seeds = numbers.compactMap(\.self).filter { $0 >= 0 }
    guard seeds.count == numbers.count else {
      throw ValidationError("--seeds takes whole numbers, not \(word): try --seeds 1,2,3")
    }
    variation = Variation(option: "seed", values: seeds.map { "\($0)" })
  }
}
