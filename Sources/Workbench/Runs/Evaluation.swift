public import Foundation
import Torch
public import WKD

/// The evaluation of a pair of generators with test pictures: quality, size, time and memory.
///
/// ```swift
/// // Needs a quarter of a minute.
/// let folder = FileManager.default.temporaryDirectory.appendingPathComponent("evaluated")
/// try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
/// let generator = try ResNetGenerator(
///   .init(baseWidth: 4, blocks: 1), weights: randomWeights(seed: 1))
/// try GeneratorPair(ab: generator, ba: generator).write(to: folder)
/// let evaluation = Evaluation(
///   model: folder.path, data: nil, size: 32,
///   mobileNet: URL(fileURLWithPath: "assets/mobilenet_v2_features14.safetensors"))
/// let report = try evaluation.run()
/// print(report.aToB[.kernelDistance(.mobileNet)]?.value ?? .nan)
/// print(report.text)
/// try FileManager.default.removeItem(at: folder)
/// ```
public struct Evaluation: Sendable {
  /// The path of a folder with the weights of both directions.
  public var model: String
  /// The path of a folder in CycleGAN layout, of which `testA` and `testB` are read; nil for the meadow.
  public var data: String?
  /// Side of the pictures in pixels, a multiple of 8 from 32.
  public var size: Int
  /// The path of a folder with the weights of a teacher, to measure the distance from it and the
  /// acceleration; nil for none.
  public var teacher: String?
  /// The path of a safetensors file with Inception's weights, which adds FID; nil for none.
  public var inception: String?
  /// Threads of one operation; nil leaves the choice to LibTorch.
  public var threads: Int?
  /// The file with the weights of MobileNetV2's features, `mobilenet_v2_features14.safetensors`.
  public var mobileNet: URL
  /// The way from a test picture of a folder to that side; pictures that keep their proportions are translated
  /// and measured so.
  public var preprocessing = Preprocessing.square
  /// The test pictures, where they are not all of the folder's or the meadow's.
  package var source: TestPictures?
  /// Those pictures, where they have been read before.
  package var pictures: TranslationData?
  /// Words about the size and the pictures that were not chosen, for the report; empty for none.
  package var choice = ""
  /// The program that measures time and memory in a process of its own; nil measures in this process.
  ///
  /// It answers `run-generator WEIGHTS --size N --threads N` with a ``GeneratorTiming`` as JSON.
  package var measurer: URL?

  /// An evaluation without a teacher and without FID.
  ///
  /// - Parameters:
  ///   - model: the path of a folder with the weights of both directions.
  ///   - data: the path of a folder in CycleGAN layout; nil for the meadow.
  ///   - size: side of the pictures in pixels, a multiple of 8 from 32.
  ///   - mobileNet: `mobilenet_v2_features14.safetensors`.
  public init(model: String, data: String?, size: Int, mobileNet: URL) {
    self.model = model
    self.data = data
    self.size = size
    self.mobileNet = mobileNet
  }

  /// The result of an evaluation.
  public struct Report: Codable, Sendable {
    /// The path of the model.
    public var model: String
    /// The path of the data, or `meadow`.
    public var data: String
    /// Side of the pictures in pixels.
    public var size: Int
    /// Threads of one operation.
    public var threads: Int
    /// The quality of translations of A, as pictures of B.
    public var aToB: QualityReport
    /// The quality of translations of B, as pictures of A.
    public var bToA: QualityReport
    /// The band errors of the translations of A against the teacher's, by level; nil without a teacher.
    public var toTeacher: [String: Double]?
    /// The metrics of both directions by the names that they have in a run's `metrics.csv`; one that is no
    /// finite number is missing.
    public var metrics: [String: Double]
    /// Size of the generators.
    public var generator: GeneratorSize
    /// Size of the teacher's generators; nil without a teacher.
    public var teacher: GeneratorSize?
    /// Time and memory of the generator from A to B.
    public var timing: GeneratorTiming
    /// Time and memory of the teacher's generator from A to B; nil without a teacher.
    public var teacherTiming: GeneratorTiming?
    /// Words about the size and the pictures that were not chosen; nil for none.
    package var choice: String?
    /// The way from a test picture to the side; nil for the largest centred square.
    public var preprocessing: Preprocessing?

    // The names in files of earlier versions.
    private enum CodingKeys: String, CodingKey {
      case model, data, size, threads, aToB, bToA, toTeacher, metrics, generator, teacher
      case preprocessing
      case timing = "trial"
      case teacherTiming = "teacherTrial"
    }
  }

  /// Translates the test pictures in both directions and measures.
  ///
  /// - Parameter observe: is called with the number of pictures that were translated and that of all.
  /// - Returns: everything that was measured.
  /// - Throws: ``EvaluationError``, `ImageFolderError`, `ImageError`, or what reading weights throws.
  public func run(observe: (_ done: Int, _ all: Int) -> Void = { _, _ in }) throws -> Report {
    if let threads { Runtime.setThreads(threads) }
    let generators = try GeneratorPair(contentsOf: URL(fileURLWithPath: model))
    let teacher = try teacher.map { try GeneratorPair(contentsOf: URL(fileURLWithPath: $0)) }
    let networks = FeatureNetworks(
      mobileNet: try MobileNetFeatures(contentsOf: mobileNet),
      inception: try inception.map { try InceptionFeatures(contentsOf: URL(fileURLWithPath: $0)) })
    let all = TestPictures(
      root: data.map { URL(fileURLWithPath: $0) }, side: size, preprocessing: preprocessing)
    let source = source ?? all
    let pictures = try self.pictures ?? source.read()
    guard min(pictures.testA.count, pictures.testB.count) >= 3 else {
      throw EvaluationError.fewPictures
    }
    let measure = TranslationMeasure(data: pictures, teacher: teacher, networks: networks)
    let quality = measure(generators) { observe($0, measure.pictures) }
    let timing = { (weights: String) in
      try GeneratorTiming.measured(
        by: measurer, weights: weights, size: size, threads: Runtime.threads)
    }
    let metrics = quality.metrics.filter(\.value.isFinite).map { ($0.name, $0.value) }
    return Report(
      model: model, data: data ?? "meadow", size: size, threads: Runtime.threads,
      aToB: quality.aToB, bToA: quality.bToA,
      toTeacher: quality.toTeacher.map {
        Dictionary(uniqueKeysWithValues: $0.map { ($0.name, $0.error) })
      },
      metrics: Dictionary(metrics) { first, _ in first },
      generator: GeneratorSize(generators.ab, side: size),
      teacher: teacher.map { GeneratorSize($0.ab, side: size) },
      timing: try timing(model), teacherTiming: try self.teacher.map(timing),
      choice: choice.isEmpty ? nil : choice,
      preprocessing: source.preprocessing == .square ? nil : source.preprocessing)
  }
}

extension Evaluation.Report {
  /// The report as lines for people.
  public var text: String {
    var lines = [
      "\(model) on \(aToB.generated) and \(bToA.generated) test pictures of \(data), \(size) px"
        + (choice.map { " (\($0))" } ?? ""),
      "", "A to B", "\(aToB)", "", "B to A", "\(bToA)", "",
    ]
    if let toTeacher {
      let order = { (name: String) in name.hasPrefix("LL") ? "z" : name }
      let errors = toTeacher.sorted { order($0.key) < order($1.key) }
        .map { String(format: "%@ %.3f", $0.key, $0.value) }
      lines.append("band error against the teacher, A to B: \(errors.joined(separator: ", "))")
    }
    if let selected = metrics[RunMeasure.selection] {
      lines.append(
        "as in a run's table: \(RunMeasure.selection) of both \(String(format: "%.6g", selected))"
          + (sliced.isEmpty ? "" : ", \(sliced)"))
    }
    lines.append(generator.text(name: "generator"))
    lines.append(timing.text(threads: threads))
    if let teacher, let teacherTiming {
      lines.append(teacher.text(name: "teacher"))
      lines.append(teacherTiming.text(threads: threads))
      lines.append(
        generator.comparison(with: teacher, by: teacherTiming.seconds / timing.seconds))
    }
    return lines.joined(separator: "\n")
  }

  /// The distances that a table has as means over levels of one draw.
  private var sliced: String {
    ["SWD A to B", "SWD B to A"].compactMap { name in
      metrics[name].map { "\(name) " + String(format: "%.6g", $0) }
    }.joined(separator: ", ")
  }
}

/// The reason why generators cannot be evaluated.
public enum EvaluationError: Error, Equatable, CustomStringConvertible {
  /// A test set has fewer than 3 pictures.
  case fewPictures
  /// A folder has fewer than 3 pictures.
  case fewOf(String)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .fewPictures: "testA and testB need at least 3 pictures each: put more into them"
    case .fewOf(let path): "\(path) needs at least 3 pictures: put more into it"
    }
  }
}
