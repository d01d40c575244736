public import Foundation
import Torch
public import WKD

/// Judges a pair of generators by test pictures.
public struct Evaluation: Sendable {
  /// A folder with the weights of both directions.
  public var model: String
  /// A folder in CycleGAN layout; nil for the meadow.
  public var data: String?
  /// Side of the pictures in pixels.
  public var size: Int
  /// A folder with the weights of a teacher, to measure the distance from it and the acceleration.
  public var teacher: String?
  /// A file with Inception's weights, for FID.
  public var inception: String?
  /// Threads of one operation; nil leaves the choice to LibTorch.
  public var threads: Int?

  /// The weights of MobileNetV2's features, `mobilenet_v2_features14.safetensors`.
  public var mobileNet: URL
  /// The program that measures time and memory in a process of its own: it answers `run-generator
  /// WEIGHTS --size N --threads N` with a ``GeneratorTiming`` as JSON. Nil measures in this process.
  public var measurer: URL?

  /// Asks for an evaluation of a pair of generators; everything else has its usual value.
  public init(model: String, data: String?, size: Int, mobileNet: URL) {
    self.model = model
    self.data = data
    self.size = size
    self.mobileNet = mobileNet
  }

  /// What was found.
  public struct Report: Codable, Sendable {
    public var model: String
    public var data: String
    public var size: Int
    public var threads: Int
    /// Translations of A, judged as pictures of B, and the other way round.
    public var aToB: QualityReport
    public var bToA: QualityReport
    /// Band errors of the translations of A against the teacher's.
    public var toTeacher: [String: Double]?
    public var generator: GeneratorSize
    public var teacher: GeneratorSize?
    /// Time and memory of the generator of A to B, in a process of its own.
    public var trial: GeneratorTiming
    public var teacherTrial: GeneratorTiming?
  }

  /// Reads everything, translates the test pictures and measures.
  ///
  /// - Throws: what reading weights and pictures throws.
  public func run() throws -> Report {
    if let threads { Runtime.setThreads(threads) }
    let generators = try GeneratorPair(contentsOf: URL(fileURLWithPath: model))
    let teacher = try teacher.map { try GeneratorPair(contentsOf: URL(fileURLWithPath: $0)) }
    let inception = try inception.map {
      try InceptionFeatures(contentsOf: URL(fileURLWithPath: $0))
    }
    let mobileNet = try MobileNetFeatures(contentsOf: mobileNet)
    let pictures =
      try data.map { try ImageFolder.testPictures(URL(fileURLWithPath: $0), size: size) }
      ?? Meadow.data(size: size, train: 1)
    let (a, b) = (pictures.testA.all, pictures.testB.all)
    guard min(a.shape[0], b.shape[0]) >= 3 else { throw EvaluationError.fewPictures }
    let output = generators.translate(a: a, b: b)
    let quality = { (generated: Tensor, real: Tensor, truth: Tensor?) in
      QualityReport(
        generated: generated, real: real, truth: truth, mobileNet: mobileNet,
        inception: inception)
    }
    let errors = teacher.map {
      levelErrors(output.fakeB, references: $0.translate(a: a, b: b).fakeB)
    }
    return Report(
      model: model, data: data ?? "meadow", size: size, threads: Runtime.threads,
      aToB: quality(output.fakeB, b, pictures.truthB?.all),
      bToA: quality(output.fakeA, a, pictures.truthA?.all),
      toTeacher: errors.map { Dictionary(uniqueKeysWithValues: $0.map { ($0.name, $0.error) }) },
      generator: GeneratorSize(generators.ab, side: size),
      teacher: teacher.map { GeneratorSize($0.ab, side: size) },
      trial: try GeneratorTiming.measured(by: measurer, weights: model, size: size, threads: Runtime.threads),
      teacherTrial: try self.teacher.map {
        try GeneratorTiming.measured(by: measurer, weights: $0, size: size, threads: Runtime.threads)
      })
  }
}

extension Evaluation.Report {
  /// What a terminal shows.
  public var text: String {
    var lines = [
      "\(model) on \(aToB.generated) and \(bToA.generated) test pictures of \(data), \(size) px",
      "", "A to B", "\(aToB)", "", "B to A", "\(bToA)", "",
    ]
    if let toTeacher {
      let order = { (name: String) in name.hasPrefix("LL") ? "z" : name }
      let errors = toTeacher.sorted { order($0.key) < order($1.key) }
        .map { String(format: "%@ %.3f", $0.key, $0.value) }
      lines.append("band error against the teacher, A to B: \(errors.joined(separator: ", "))")
    }
    lines.append(generator.text(name: "generator"))
    lines.append(trial.text(threads: threads))
    if let teacher, let teacherTrial {
      lines.append(teacher.text(name: "teacher"))
      lines.append(teacherTrial.text(threads: threads))
      lines.append(generator.comparison(with: teacher, by: teacherTrial.seconds / trial.seconds))
    }
    return lines.joined(separator: "\n")
  }
}

/// Why nothing can be measured.
public enum EvaluationError: Error, CustomStringConvertible {
  case fewPictures

  public var description: String {
    "testA and testB need at least 3 pictures each: put more into them"
  }
}
