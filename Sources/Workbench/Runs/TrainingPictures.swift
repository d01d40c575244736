import Foundation
import Torch
import WKD

/// The pictures of a run: drawn, or read from a folder whose test sets may be missing.
enum TrainingPictures {
  /// The seed that draws the pictures which are held out: one for every seed of a training, since runs are
  /// compared by the same test pictures.
  static let holdOutSeed: UInt64 = 0

  /// Reads or draws all sets of a request; test sets are empty where there is nothing to measure by.
  ///
  /// - Throws: ``TrainingRequestError``, ``EvaluationError``, or what reading pictures throws.
  static func read(_ request: TrainingRequest) throws -> TranslationData {
    let data = try all(request)
    let test = [data.testA.count, data.testB.count]
    let all = [data.trainA.count + test[0], data.trainB.count + test[1]]
    guard !data.hasTests || test.allSatisfy({ $0 >= 3 }) else {
      throw request.holdOut == nil
        ? EvaluationError.fewPictures
        : TrainingRequestError.fewHeldOut(test.min() ?? 0, of: all.min() ?? 0)
    }
    return request.measuredPictures.map { data.measured(by: $0) } ?? data
  }

  private static func all(_ request: TrainingRequest) throws -> TranslationData {
    guard let path = request.data else {
      if request.holdOut != nil { throw TrainingRequestError.holdOutOfMeadow }
      if request.preprocessing != .square {
        misuse("TrainingRun", found: "\(request.preprocessing)", wanted: "square for the meadow")
      }
      return Meadow.data(
        size: request.size, train: request.meadow.train, test: request.meadow.test)
    }
    let root = URL(fileURLWithPath: path)
    return try ImageFolder.read(
      root, size: request.size, trainSize: request.loadSize,
      preprocessing: request.preprocessing, tests: tests(in: root, request))
  }

  /// The source of the test pictures: none where both folders are missing.
  ///
  /// A single one that is missing is a mistake, which reading tells.
  private static func tests(in root: URL, _ request: TrainingRequest) -> ImageFolder.Tests {
    if let share = request.holdOut { return .heldOut(share: share, seed: holdOutSeed) }
    let exist = ["testA", "testB"].contains {
      FileManager.default.fileExists(atPath: root.appendingPathComponent($0).path)
    }
    return exist ? .folders : .none
  }
}

extension TranslationData {
  /// The same training sets with the first `count` pictures of each test set.
  func measured(by count: Int) -> TranslationData {
    TranslationData(
      domains: domains, trainA: trainA, trainB: trainB, testA: testA.prefix(count),
      testB: testB.prefix(count), truthB: truthB?.prefix(count), truthA: truthA?.prefix(count))
  }
}
