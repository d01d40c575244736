import Foundation
import Torch
import WKD

/// The pictures of a run: drawn, or read from a folder whose test sets may be missing.
enum TrainingPictures {
  /// Reads or draws all sets of a request; test sets are empty where there is nothing to measure by.
  ///
  /// - Throws: ``TrainingRequestError``, ``EvaluationError``, or what reading pictures throws.
  static func read(_ request: TrainingRequest) throws -> TranslationData {
    let tests = TestPictures(request)
    let data = try all(request, tests)
    let test = [data.testA.count, data.testB.count]
    let all = [data.trainA.count + test[0], data.trainB.count + test[1]]
    guard !data.hasTests || test.allSatisfy({ $0 >= 3 }) else {
      throw request.holdOut == nil
        ? EvaluationError.fewPictures
        : TrainingRequestError.fewHeldOut(test.min() ?? 0, of: all.min() ?? 0)
    }
    return tests.chosen(of: data)
  }

  private static func all(
    _ request: TrainingRequest, _ tests: TestPictures
  ) throws -> TranslationData {
    guard let root = tests.root else {
      if request.holdOut != nil { throw TrainingRequestError.holdOutOfMeadow }
      if request.preprocessing != .square {
        misuse("TrainingRun", found: "\(request.preprocessing)", wanted: "square for the meadow")
      }
      return Meadow.data(
        size: request.size, trainSize: request.loadSize, train: request.meadow.train,
        test: request.meadow.test)
    }
    return try ImageFolder.read(
      root, size: request.size, trainSize: request.loadSize,
      preprocessing: request.preprocessing, tests: tests.source)
  }
}
