import Console
import Files
public import Foundation
import Torch
public import WKD

/// The settings and metrics of a complete run: its `results.json`.
///
/// ```swift
/// // Needs the folder of a complete run.
/// let results = try RunResults(contentsOf: URL(fileURLWithPath: "students-1"))
/// for network in results.networks {
///   print(network.name, network.last[results.selection] ?? .nan, network.bestStep)
/// }
/// ```
public struct RunResults: Codable, Sendable {
  /// One trained network.
  public struct Network: Codable, Sendable {
    /// The name of its distillation, `none`, `l1` or `wavelet`; `teacher` where it was trained as one.
    public var name: String
    /// The way in which it followed its teacher.
    public var distillation: Distillation
    /// The metrics of the last weights, by name; those that are not finite are missing.
    public var last: [String: Double]
    /// The step whose weights were best by ``RunResults/selection``.
    public var bestStep: Int
    /// The metrics of these weights.
    public var best: [String: Double]
  }

  /// The time that one picture takes, batch 1, in seconds.
  public struct PictureTime: Codable, Sendable {
    /// The middle of 15 runs.
    public var median: Double
    /// The distance of the quartiles of these runs.
    public var spread: Double

    init(_ generator: ResNetGenerator, side: Int) {
      let time = RunTime(of: generator, side: side)
      median = time.median
      spread = time.spread
    }
  }

  /// The command line that the run was started by.
  public var command: String
  /// The path of the folder of pictures, or `meadow`.
  public var data: String
  /// Side of the pictures in pixels.
  public var size: Int
  /// Sizes, length and seed of the training.
  public var plan: TrainingPlan
  /// The numbers of pictures by which the metrics were measured, under `A` and `B`.
  public var testPictures: [String: Int]
  /// The metric that chose the best step.
  public var selection: String
  /// Names of the metrics in their order.
  public var metrics: [String]
  /// The trained networks, in the order of the request.
  public var networks: [Network]
  /// Size of every trained generator.
  public var student: GeneratorSize
  /// Size of the teacher's generators, where there is one.
  public var teacher: GeneratorSize?
  /// The time of a trained generator.
  public var time: PictureTime
  /// The time of a generator of the teacher, where there is one.
  public var teacherTime: PictureTime?
  /// The machine that the run ended on.
  public var environment: Machine
  /// The preset that the sizes were taken from, where it is known.
  public var preset: Preset?
  /// All settings by their paths in `run.json`, as `plan.schedule.steps`, with the fingerprints of pictures
  /// and teacher; nil for a run of an earlier version without that file.
  public var settings: [String: String]?

  init(
    request: TrainingRequest, pictures: TranslationData, metrics: RunTable,
    teacher: GeneratorPair?, start: StartingWeights?, students: [GeneratorPair]
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
    networks = zip(request.networkNames, request.methods).map { name, method in
      let bestStep = RunMeasure.bestStep(of: name, in: metrics) ?? request.plan.schedule.steps
      return Network(
        name: name, distillation: method, last: row(name, request.plan.schedule.steps),
        bestStep: bestStep, best: row(name, bestStep))
    }
    student = GeneratorSize(students[0].ab, side: request.size)
    self.teacher = teacher.map { GeneratorSize($0.ab, side: request.size) }
    time = PictureTime(students[0].ab, side: request.size)
    teacherTime = teacher.map { PictureTime($0.ab, side: request.size) }
    environment = Machine.current()
    preset = request.preset
    settings = try RecordedSettings.values(
      of: RunSettings(request, data: pictures, teacher: teacher, start: start))
  }

  /// The bytes of the file.
  var json: Data {
    get throws {
      try JSONText.data(of: self, isPretty: true)
    }
  }

  /// Reads the results of a run.
  ///
  /// - Parameter folder: the folder of a complete run.
  /// - Throws: ``RunResultsError``.
  public init(contentsOf folder: URL) throws {
    let place = folder.appendingPathComponent("results.json")
    guard let data = try? Data(contentsOf: place) else {
      let isThere = FileManager.default.fileExists(atPath: place.path)
      throw isThere
        ? RunResultsError.unreadable(place.path)
        : folder.isFolder.map { $0 ? .incomplete(folder.path) : .file(folder.relativePath) }
          ?? .missing(folder.relativePath)
    }
    do {
      self = try JSONDecoder().decode(RunResults.self, from: data)
    } catch {
      throw RunResultsError.damaged(place.path)
    }
    // Earlier versions recorded them there alone.
    settings = settings ?? RecordedSettings.values(inFolder: folder)
  }
}

extension RunResults {
  /// The machine that the run ended on, in words.
  public var machine: String {
    "\(environment.processor) with \(counted(environment.threads, "thread")), "
      + "LibTorch \(environment.libTorchVersion ?? "unknown")"
  }

  /// The results as lines for people.
  ///
  /// - Parameter folder: the path of the run, for the last line.
  /// - Returns: size and speed, the selecting metric of every network, and the path.
  public func text(folder: String) -> String {
    var lines = [counted(plan.schedule.steps, "step"), student.text(name: "generator")]
    if let teacher, let teacherTime {
      lines.append(teacher.text(name: "teacher"))
      lines.append(student.comparison(with: teacher, by: teacherTime.median / time.median))
    }
    guard testPictures.values.contains(where: { $0 > 0 }) else {
      lines.append("not measured, since there were no test pictures")
      return (lines + ["weights, tables and pictures: \(folder)"]).joined(separator: "\n")
    }
    for network in networks {
      let value = { (row: [String: Double]) in
        row[selection].map { String(format: "%.4g", $0) } ?? "not measured"
      }
      lines.append(
        "\(network.name): \(selection) \(value(network.last)) at the end, "
          + "\(value(network.best)) at its best, step \(network.bestStep)")
    }
    lines.append("weights, tables and pictures: \(folder)")
    return lines.joined(separator: "\n")
  }
}

/// The reason why the results of a run cannot be read; every case names its path.
public enum RunResultsError: Error, Equatable, CustomStringConvertible {
  /// There is no such folder.
  case missing(String)
  /// There is a file in the place of the folder.
  case file(String)
  /// The file may not be read.
  case unreadable(String)
  /// There is no `results.json`.
  case incomplete(String)
  /// The file is no JSON, or not that of a run.
  case damaged(String)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .missing(let path): "there is no folder \(SoughtPath(path)): name the folder of a run"
    case .file(let path):
      "\(path) is a file, and the folder of a run is wanted: give the folder that it lies in"
    case .unreadable(let path): "cannot read \(path): check that it is a file and may be read"
    case .incomplete(let path):
      "\(path) holds no complete run (no results.json): start the run again to finish it"
    case .damaged(let path): "\(path) is damaged: start the run again to write it anew"
    }
  }
}
