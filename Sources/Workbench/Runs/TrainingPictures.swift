import Foundation
import Torch
import WKD

/// The pictures of a run: drawn, or read from a folder whose test sets may be missing.
enum TrainingPictures {
  /// Reads or draws all sets of a request; test sets are empty where there is nothing to measure by.
  ///
  /// Missing folders are told before a picture is read.
  ///
  /// - Throws: ``TrainingRequestError``, ``EvaluationError``, or what reading pictures throws.
  static func read(_ request: TrainingRequest) throws -> TranslationData {
    let data =
      try request.data.map { try folder(URL(fileURLWithPath: $0), request) } ?? meadow(request)
    let test = [data.testA.count, data.testB.count]
    guard test == [0, 0] || test.allSatisfy({ $0 >= 3 }) else {
      throw EvaluationError.fewPictures
    }
    return request.measuredPictures.map { data.measured(by: $0) } ?? data
  }

  private static func meadow(_ request: TrainingRequest) throws -> TranslationData {
    if request.holdOut != nil { throw TrainingRequestError.holdOutOfMeadow }
    return Meadow.data(
      size: request.size, train: request.meadow.train, test: request.meadow.test)
  }

  private static func folder(_ root: URL, _ request: TrainingRequest) throws -> TranslationData {
    for name in ["trainA", "trainB"] where !root.hasFolder(name) {
      throw ImageFolderError.missing(root.appendingPathComponent(name).path)
    }
    if let share = request.holdOut { return try heldOut(share, of: root, request) }
    let missing = ["testA", "testB"].filter { !root.hasFolder($0) }
    if missing.isEmpty {
      return try ImageFolder.read(root, size: request.size, trainSize: request.loadSize)
    }
    guard missing.count == 2 else {
      throw TrainingRequestError.oneTestSet(root.appendingPathComponent(missing[0]).path)
    }
    let train = try ["trainA", "trainB"].map {
      try ImageFolder.images(in: root.appendingPathComponent($0), size: request.loadSize)
    }
    return TranslationData(
      domains: ("A", "B"), trainA: train[0], trainB: train[1], testA: train[0].taking([]),
      testB: train[1].taking([]))
  }

  /// Training sets of which a share, drawn at random by the seed, takes the place of the test sets.
  private static func heldOut(_ share: Double, of root: URL, _ request: TrainingRequest) throws
    -> TranslationData
  {
    let sets = try ["trainA", "trainB"].map { name -> (train: ImageSet, test: ImageSet) in
      let place = root.appendingPathComponent(name)
      let loaded = try ImageFolder.images(in: place, size: request.loadSize)
      let count = Int((share * Double(loaded.count)).rounded())
      guard count >= 3, loaded.count - count >= 3 else {
        throw TrainingRequestError.holdOut(of: loaded.count)
      }
      // Test pictures are seen whole, and so are read at their own size.
      let whole =
        request.loadSize == request.size
        ? loaded : try ImageFolder.images(in: place, size: request.size)
      var generator = SeededGenerator(seed: request.plan.seed, stream: "held out of \(name)")
      let order = Array(0..<loaded.count).shuffled(using: &generator)
      return (loaded.taking(order[count...].sorted()), whole.taking(order[..<count].sorted()))
    }
    return TranslationData(
      domains: ("A", "B"), trainA: sets[0].train, trainB: sets[1].train, testA: sets[0].test,
      testB: sets[1].test)
  }
}

extension URL {
  fileprivate func hasFolder(_ name: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(
      atPath: appendingPathComponent(name).path, isDirectory: &isFolder) && isFolder.boolValue
  }
}

extension TranslationData {
  /// The same training sets with the first `count` pictures of each test set.
  fileprivate func measured(by count: Int) -> TranslationData {
    let first = { (set: ImageSet) in set.taking(Array(0..<min(count, set.count))) }
    return TranslationData(
      domains: domains, trainA: trainA, trainB: trainB, testA: first(testA), testB: first(testB),
      truthB: truthB.map(first), truthA: truthA.map(first))
  }
}

extension ImageSet {
  /// The pictures at some places, in their order.
  fileprivate func taking(_ indices: [Int]) -> ImageSet {
    ImageSet(pixels: pixels.gathered(axis: 0, indices), names: indices.map { names[$0] })
  }
}
