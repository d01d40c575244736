public import Foundation
import Literate
import Torch
public import WKD

/// Trains a teacher and keeps what made it beside its weights.
public struct TeacherTraining: Sendable {
  /// What decides the outcome.
  public var plan: TrainingPlan
  /// A folder in CycleGAN layout; nil for the meadow.
  public var data: String?
  /// Side of the pictures in pixels.
  public var size: Int
  /// Where the files go: `G_A.safetensors`, `G_B.safetensors`, `log.csv`, `training.json`.
  public var output: URL
  /// Threads of one operation; nil leaves the choice to LibTorch.
  public var threads: Int?
  /// The command line, for the record.
  public var command: String

  public init(
    plan: TrainingPlan, data: String?, size: Int, output: URL, threads: Int?, command: String
  ) {
    self.plan = plan
    self.data = data
    self.size = size
    self.output = output
    self.threads = threads
    self.command = command
  }

  /// Runs the training; weights appear when it is complete, the log as it goes.
  ///
  /// - Throws: ``TeacherTrainingError``, or what reading the pictures throws.
  public func run() throws {
    if let threads { Runtime.setThreads(threads) }
    let pictures = try data.map {
      try ImageFolder.read(URL(fileURLWithPath: $0), size: size)
    }
    try prepareFolder()
    let log = try LossLog(output.appendingPathComponent("log.csv"))
    let progress = Progress(
      "training the teacher", total: plan.schedule.steps,
      style: Terminal(descriptor: STDERR_FILENO).isInteractive ? .bar : .lines)
    let networks = try train(plan, on: pictures ?? Meadow.data(size: size)) { step, losses in
      if step % 50 == 0 || step == plan.schedule.steps { try log.append(step, losses[0]) }
      progress.advance(to: step, note: String(format: "cycle %.3f", losses[0]["cycle_A"]))
    }
    progress.finish()
    try networks[0].generators.write(to: output, metadata: ["command": command])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let environment = EnvironmentProbe.environment(for: ChapterSettings())
    let record = Record(
      command: command, data: data ?? "meadow", size: size, plan: plan,
      threads: environment.threads, processor: environment.processor,
      libTorch: environment.libTorchVersion)
    try encoder.encode(record).write(to: output.appendingPathComponent("training.json"))
  }

  private func prepareFolder() throws {
    let files = FileManager.default
    if files.fileExists(atPath: output.appendingPathComponent("G_A.safetensors").path) {
      throw TeacherTrainingError.occupied(output.path)
    }
    do {
      try files.createDirectory(at: output, withIntermediateDirectories: true)
    } catch {
      throw TeacherTrainingError.unwritable(output.path)
    }
  }
}

/// Why a teacher cannot be trained.
public enum TeacherTrainingError: Error, CustomStringConvertible {
  case occupied(String)
  case unwritable(String)

  public var description: String {
    switch self {
    case .occupied(let path):
      "\(path) holds a teacher already: choose another folder with --output DIR"
    case .unwritable(let path):
      "cannot write to \(path): choose another folder with --output DIR"
    }
  }
}

/// What stands in `training.json`.
private struct Record: Encodable {
  let command: String
  let data: String
  let size: Int
  let plan: TrainingPlan
  let threads: Int
  let processor: String
  let libTorch: String?
}

/// A table of losses that grows while a training runs.
private final class LossLog {
  private let file: FileHandle
  private var hasHeader = false

  init(_ url: URL) throws {
    guard FileManager.default.createFile(atPath: url.path, contents: nil) else {
      throw TeacherTrainingError.unwritable(url.path)
    }
    file = try FileHandle(forWritingTo: url)
  }

  func append(_ step: Int, _ losses: StepLosses) throws {
    if !hasHeader {
      try write(["step"] + losses.values.map(\.name))
      hasHeader = true
    }
    try write(["\(step)"] + losses.values.map { String(format: "%.5f", $0.value) })
  }

  private func write(_ fields: [String]) throws {
    try file.write(contentsOf: Data((fields.joined(separator: ",") + "\n").utf8))
  }
}
