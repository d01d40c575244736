import Foundation
import WKD

/// The settings that a folder holds already, as far as a request that goes on in it takes them over.
struct RecordedRun {
  /// The settings that the run was begun with; nil for a new one, and for one of an earlier version whose
  /// differences will be told.
  private let settings: RunSettings?
  /// The results, where the run is complete.
  private let results: RunResults?
  private let folder: URL

  /// Looks into a folder, which may be missing, without changing anything.
  init(in folder: URL) {
    self.folder = folder
    settings = RunFolder.settings(RunSettings.self, in: folder)
    // Results that are missing or damaged are written again at the end.
    results = try? RunResults(contentsOf: folder)
  }

  /// The settings of a request, without those that the run was begun before.
  func matched(_ settings: RunSettings) -> RunSettings { settings.recorded(like: self.settings) }

  /// The number of threads that decided the bits so far.
  var threads: Int? { settings.flatMap { (1...1_024).contains($0.threads) ? $0.threads : nil } }

  /// Steps between two lines of the table of losses so far.
  var logEvery: Int? { settings?.logEvery }

  /// Steps between two measurements so far.
  var measureEvery: Int? { settings?.measureEvery }

  /// Whether the run was trained to the end of a schedule.
  func isComplete(_ schedule: Schedule) -> Bool { results?.plan.schedule == schedule }

  /// The results of a run that is complete by some plan and still has its weights.
  ///
  /// - Parameters:
  ///   - plan: that of the request.
  ///   - weights: paths within the folder.
  /// - Returns: nil for a run that has something left to do.
  func results(of plan: TrainingPlan, with weights: [String]) -> RunResults? {
    let isWhole = weights.allSatisfy {
      FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
    }
    return isWhole && results?.plan == plan ? results : nil
  }

  /// The schedule that a request makes of the recorded one.
  ///
  /// - Returns: the recorded one, with its past, where it has the same end; one that goes on from it where
  ///   the run is complete and the wanted one is longer; else the wanted one, whose differences will be told.
  func schedule(wanted: Schedule, methods: [Distillation]) -> Schedule {
    guard let recorded = settings?.plan.schedule else { return wanted }
    if let same = wanted.ending(like: recorded) { return same }
    return goesOn(to: wanted, methods: methods)
      ? wanted.following(recorded, distillations: methods) : wanted
  }

  /// The schedule of a complete run that is to go on with a longer one; nil for every other run.
  func finished(before schedule: Schedule, methods: [Distillation]) -> Schedule? {
    goesOn(to: schedule, methods: methods) ? settings?.plan.schedule : nil
  }

  private func goesOn(to schedule: Schedule, methods: [Distillation]) -> Bool {
    guard let settings, isComplete(settings.plan.schedule) else { return false }
    let done = settings.plan.schedule
    return (1..<schedule.steps).contains(done.steps) && schedule.batchSize == done.batchSize
      && settings.methods == methods
  }
}
