import Foundation
public import WKD

/// A record of runs by which somebody else can find out which of their numbers agree with ours.
///
/// It holds the settings, the pictures and weights by their digests, the preprocessing, the metrics and the
/// machine. What is not known is nil, and the page says so.
///
/// ```swift
/// // Needs the folders of complete runs.
/// let maker = CardMaker(
///   runs: ["students-1", "students-2"], output: URL(fileURLWithPath: "card"),
///   mobileNet: URL(fileURLWithPath: "mobilenet_v2_features14.safetensors"))
/// let card = try maker.write()
/// print(card.groups.map(\.name))
/// ```
///
/// - Source: the questions are those of Mitchell et al., "Model cards for model reporting", FAT* 2019, and of
///   Pineau et al., "Improving reproducibility in machine learning research", JMLR 22, 2021.
public struct ResultCard: Codable, Sendable {
  /// The form of the file, by which a reader knows it.
  public var form: String
  /// The version of the program that wrote the card.
  public var version: String
  /// The files of the networks whose features metrics compare, by the networks' names.
  public var features: [String: FileDigest]
  /// The runs in the order in which they were named.
  public var runs: [CardRun]
  /// Networks that differ in nothing but their seed.
  public var groups: [CardGroup]

  /// The form that this version writes and reads.
  static let form = "wkd-learn result card 1"
  /// The name of the file in the folder of a card.
  static let fileName = "card.json"

  /// Reads a card.
  ///
  /// - Parameter path: the path of the file, or of its folder.
  /// - Throws: ``ResultCardError``.
  public init(contentsOf path: String) throws {
    let place = Self.file(at: path)
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: place.resolvingSymlinksInPath().path)
    guard attributes?[.type] as? FileAttributeType == .typeRegular else {
      throw ResultCardError.missing(path)
    }
    guard attributes?[.size] as? Int ?? 0 < 100_000_000, let data = try? Data(contentsOf: place),
      let card = try? JSONDecoder().decode(ResultCard.self, from: data)
    else { throw ResultCardError.damaged(place.relativePath) }
    guard card.form == Self.form else { throw ResultCardError.damaged(place.relativePath) }
    for run in card.runs {
      if let reason = run.impossible {
        throw ResultCardError.impossible(place.relativePath, reason)
      }
    }
    guard !card.runs.isEmpty else {
      throw ResultCardError.impossible(place.relativePath, "it holds no run")
    }
    self = card
  }

  init(features: [String: FileDigest], runs: [CardRun], groups: [CardGroup]) {
    form = Self.form
    version = Machine.version
    self.features = features
    self.runs = runs
    self.groups = groups
  }

  /// The file of a card that is named by its folder or by itself.
  static func file(at path: String) -> URL {
    var isFolder: ObjCBool = false
    let given = URL(fileURLWithPath: path)
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue ? given.appendingPathComponent(fileName) : given
  }
}

/// One run of a card.
public struct CardRun: Codable, Sendable {
  /// The way from the card's folder to the run's.
  public var path: String
  /// The command line that the run was started by.
  public var command: String
  /// The path of the pictures as the run had it, or `meadow`.
  public var data: String
  /// The way from the card's folder to the pictures; nil where they were not found, and for the meadow.
  public var dataPath: String?
  /// Sizes, length and seed of the training.
  public var plan: TrainingPlan
  /// The two training sets and the two test sets by their names.
  public var sets: [String: CardSet]
  /// The number of test pictures of each set that were measured by, the first ones; nil for all.
  public var measuredPictures: Int?
  /// The way from a file to what the networks see.
  public var preprocessing: CardPreprocessing
  /// The teacher's size and fingerprint; nil without one.
  public var teacher: String?
  /// Threads, device and intervals, by their names in `run.json`; empty where there is none.
  public var settings: [String: String]
  /// The metric that chose the best step; the pictures were the test pictures.
  public var selection: String
  /// The trained networks.
  public var networks: [CardNetwork]
  /// The machine that the run ended on.
  public var machine: Machine
  /// The time of one picture when the run ended, in seconds.
  public var secondsAtTraining: Double
  /// Time and memory when the card was made; nil where they were not measured.
  public var timing: CardTiming?
  /// All that is missing or harmed; empty for a run that is complete and unharmed.
  public var problems: [String]

  /// Why no run can have such numbers; nil for usual ones.
  fileprivate var impossible: String? {
    let sizes = [
      plan.generator.baseWidth, plan.discriminator.baseWidth, plan.schedule.steps,
      plan.schedule.batchSize, preprocessing.side / 32,
    ]
    guard sizes.allSatisfy({ (1...1_000_000_000).contains($0) }), preprocessing.side <= 8192,
      preprocessing.side.isMultiple(of: 4), plan.generator.baseWidth <= 4096,
      (0...1000).contains(plan.generator.blocks), plan.discriminator.baseWidth <= 4096,
      (0...8).contains(plan.discriminator.layers), plan.schedule.batchSize <= 4096,
      preprocessing.side <= preprocessing.loadSide, preprocessing.loadSide <= 16384,
      plan.schedule.learningRate.isFinite, plan.schedule.learningRate > 0,
      ([plan.schedule.decayFrom]
        + (plan.schedule.earlier ?? []).flatMap { [$0.steps, $0.decayFrom] })
        .allSatisfy({ (0...1_000_000_000).contains($0 ?? 0) }),
      (1...10_000_000).contains(measuredPictures ?? 1)
    else { return "its sizes are not those of a training" }
    guard plan.crop.map({ $0 > 0 && $0 <= preprocessing.loadSide }) ?? true else {
      return "its cut does not fit its pictures"
    }
    guard
      networks.allSatisfy({ network in
        // The only network of a run without a teacher is called after what it will be.
        network.distillation.name == network.name || network.distillation == .none
      }), !networks.isEmpty,
      Set(networks.map(\.name)).count == networks.count
    else { return "its networks are not those of a run" }
    guard sets.values.allSatisfy({ (0...10_000_000).contains($0.count) }) else {
      return "its sets are not those of a run"
    }
    return nil
  }
}

/// One set of pictures of a card.
public struct CardSet: Codable, Sendable, Equatable {
  /// The number of pictures.
  public var count: Int
  /// Their number, size and fingerprint as the networks see them; empty where the run does not tell.
  public var summary: String
  /// Names and digests of the files; nil for drawn pictures, and where they were not found.
  public var files: [FileDigest]?
}

/// The way from a file to what networks and metrics see, in words and numbers.
public struct CardPreprocessing: Codable, Sendable, Equatable {
  /// Side in pixels of what the networks and the metrics get.
  public var side: Int
  /// Side at which training pictures are loaded.
  public var loadSide: Int
  /// Each step in words, by its name.
  public var steps: [String: String]

  init(side: Int, loadSide: Int, crop: Int?) {
    self.side = side
    self.loadSide = loadSide
    steps = [
      "part": "the largest centred square",
      "filter": "bilinear, widened against aliasing (as Pillow's BILINEAR), then rounded to bytes",
      "colours":
        "RGB of the file's numbers, no profile applied, grey repeated, transparency on white",
      "range": "bytes / 127.5 - 1",
      "training": crop.map { "a square of \($0) px at random, mirrored at random" }
        ?? "mirrored at random",
      "MobileNetV2": "resized to \(MobileNetFeatures.side) px, bilinear, widened against aliasing",
      "Inception": "resized to \(InceptionFeatures.side) px, bilinear, not against aliasing",
      "generated": "compared as the network gives them, not rounded, not saved as files",
    ]
  }
}

/// One trained network of a card.
public struct CardNetwork: Codable, Sendable {
  /// The name of its distillation.
  public var name: String
  /// The way in which it followed its teacher.
  public var distillation: Distillation
  /// Parameters and multiply-accumulates of each of its generators, for one picture.
  public var size: GeneratorSize
  /// The weights of the last step.
  public var last: CardWeights
  /// The weights of the step that was best by the selecting metric.
  public var best: CardWeights
}

/// Weights of a card with all that was measured of them.
public struct CardWeights: Codable, Sendable {
  /// The step after which they were kept.
  public var step: Int
  /// Names and digests of both files; empty where they were not found.
  public var files: [FileDigest]
  /// The metrics in their order.
  public var numbers: [CardNumber]
}

/// One metric of a card.
public struct CardNumber: Codable, Sendable, Equatable {
  /// The name of the metric.
  public var name: String
  /// The value in the run's table, of six digits; nil where it is not there.
  public var recorded: Double?
  /// The value measured again when the card was made, with all digits; nil where it was not.
  public var measured: Double?
}

/// Time and memory of a generator, with the machine.
public struct CardTiming: Codable, Sendable {
  /// Seconds for one picture, the median of 15.
  public var seconds: Double
  /// The distance of their quartiles.
  public var spread: Double
  /// The most memory in bytes beyond the bare process; nil where it is not known.
  public var memory: Int?
  /// The machine that was measured on.
  public var machine: Machine
}

/// Networks of a card that differ in nothing but their seed.
public struct CardGroup: Codable, Sendable {
  /// The method with the settings that set it apart.
  public var name: String
  /// The seeds.
  public var seeds: [UInt64]
  /// Means of the last weights.
  public var last: [CardMean]
  /// Means of the best weights.
  public var best: [CardMean]
}

/// The mean of a metric over seeds.
public struct CardMean: Codable, Sendable, Equatable {
  /// The name of the metric.
  public var name: String
  /// The number of values.
  public var count: Int
  /// Their mean.
  public var mean: Double
  /// The distance to either end of the 95 % interval by Student's t; nil for one value.
  public var halfWidth: Double?
}

/// The reason why a card cannot be read; every case names its path.
public enum ResultCardError: Error, Equatable, CustomStringConvertible {
  /// There is no such file.
  case missing(String)
  /// The file is no card, or was cut or changed.
  case damaged(String)
  /// The file is a card of what no run can be, with the reason.
  case impossible(String, String)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .missing(let path): "there is no result card \(path): name a card.json or its folder"
    case .damaged(let path):
      "\(path) is no result card that this version reads, or it is damaged: copy it again, or make "
        + "it anew"
    case .impossible(let path, let reason):
      "\(path) cannot be the card of a run (\(reason)): copy it again, or make it anew"
    }
  }
}
