public import Foundation
import Console
import Torch
public import WKD

/// What a complete run is known by: `results.json`.
public struct RunResults: Codable, Sendable {
  /// One trained network.
  public struct Network: Codable, Sendable {
    public var name: String
    public var distillation: Distillation
    /// The metrics of the last weights.
    public var last: [String: Double]
    /// The step whose weights were best by ``RunResults/selection``, and their metrics.
    public var bestStep: Int
    public var best: [String: Double]
  }

  /// How long one picture takes, batch 1, in seconds.
  public struct PictureTime: Codable, Sendable {
    public var median: Double
    public var spread: Double

    init(_ generator: ResNetGenerator, side: Int) {
      let time = RunTime(of: generator, side: side)
      median = time.median
      spread = time.spread
    }
  }

  public var command: String
  public var data: String
  public var size: Int
  public var plan: TrainingPlan
  /// Pictures by which the metrics were measured.
  public var testPictures: [String: Int]
  /// The metric that chose the best step.
  public var selection: String
  /// Names of the metrics in their order.
  public var metrics: [String]
  public var networks: [Network]
  public var student: GeneratorSize
  public var teacher: GeneratorSize?
  /// Seconds for one picture: median and distance of the quartiles.
  public var time: PictureTime
  public var teacherTime: PictureTime?
  /// The machine that the run ended on.
  public var environment: Machine

  init(
    request: TrainingRun.Request, pictures: TranslationData, metrics: RunTable,
    teacher: GeneratorPair?, students: [GeneratorPair]
  ) throws {
    command = request.command
    data = request.data ?? "meadow"
    size = request.size
    plan = request.plan
    testPictures = ["A": pictures.testA.count, "B": pictures.testB.count]
    selection = RunMeasure.selection
    self.metrics = metrics.columns
    let row = { (method: String, step: Int) -> [String: Double] in
      guard let row = metrics.rows.last(where: { $0.method == method && $0.step == step }) else {
        return [:]
      }
      let pairs = zip(metrics.columns, row.values).compactMap { name, text in
        Double(text).flatMap { $0.isFinite ? (name, $0) : nil }
      }
      return Dictionary(pairs) { first, _ in first }
    }
    networks = request.methods.map { method in
      let bestStep =
        RunMeasure.bestStep(of: method.name, in: metrics) ?? request.plan.schedule.steps
      return Network(
        name: method.name, distillation: method,
        last: row(method.name, request.plan.schedule.steps), bestStep: bestStep,
        best: row(method.name, bestStep))
    }
    student = GeneratorSize(students[0].ab, side: request.size)
    self.teacher = teacher.map { GeneratorSize($0.ab, side: request.size) }
    time = PictureTime(students[0].ab, side: request.size)
    teacherTime = teacher.map { PictureTime($0.ab, side: request.size) }
    environment = Machine.current()
  }

  /// The bytes of the file.
  var json: Data {
    get throws {
      try JSONText.data(of: self, isPretty: true)
    }
  }

  /// Reads the results of a run.
  ///
  /// - Throws: ``RunResultsError``.
  public init(contentsOf folder: URL) throws {
    let place = folder.appendingPathComponent("results.json")
    guard let data = try? Data(contentsOf: place) else {
      throw RunResultsError.incomplete(folder.path)
    }
    do {
      self = try JSONDecoder().decode(RunResults.self, from: data)
    } catch {
      throw RunResultsError.damaged(place.path)
    }
  }
}

/// Why the results of a run cannot be read.
public enum RunResultsError: Error, CustomStringConvertible {
  case incomplete(String)
  case damaged(String)

  public var description: String {
    switch self {
    case .incomplete(let path):
      "\(path) holds no complete run (no results.json): start its command again to finish it"
    case .damaged(let path): "\(path) is damaged: start the run's command again to write it anew"
    }
  }
}
