package import Foundation
package import WKD

/// The pictures that a run measures with: where they are, and which of them it takes.
package struct TestPictures: Sendable {
  /// The folder of the data set; nil for the meadow.
  package var root: URL?
  /// Side in pixels.
  package var side: Int
  /// The way from a picture to that side.
  package var preprocessing: Preprocessing
  /// The number of pictures of each set that are drawn, where there is no folder.
  var drawn: Int
  /// The share of each training set that takes the place of the test set; nil takes the test sets.
  var holdOut: Double?
  /// The most pictures of each set, the first ones; nil takes all.
  var measured: Int?

  /// The seed that draws the pictures which are held out: one for every seed of a training, since runs are
  /// compared by the same test pictures.
  private static let holdOutSeed: UInt64 = 0
  /// The number of pictures of each test set of the meadow, where no run says another one.
  private static let usual = 48

  /// All test pictures of a folder, or those of the meadow.
  package init(root: URL?, side: Int, preprocessing: Preprocessing = .square) {
    self.root = root
    self.side = side
    self.preprocessing = preprocessing
    drawn = Self.usual
  }

  /// The test pictures of a training.
  init(_ request: TrainingRequest) {
    self.init(
      root: request.data.map { URL(fileURLWithPath: $0) }, side: request.size,
      preprocessing: request.preprocessing)
    drawn = request.meadow.test
    holdOut = request.holdOut
    measured = request.measuredPictures
  }

  /// The test pictures of a run that has been recorded.
  ///
  /// - Parameters:
  ///   - settings: those of the run, by their paths in `run.json`.
  ///   - counts: the numbers of pictures in both sets, where the settings do not tell them.
  ///   - root: the folder of the pictures; nil for the meadow.
  ///   - side: that of the run.
  init(recorded settings: [String: String], counts: [Int] = [], root: URL?, side: Int) {
    self.init(
      root: root, side: side, preprocessing: RecordedSettings.preprocessing(in: settings))
    holdOut = settings["holdOut"].flatMap(Double.init).flatMap { $0 > 0 && $0 < 1 ? $0 : nil }
    let told = ["testA", "testB"].compactMap { name in
      settings["pictures.\(name)"].map(Self.count)
    }
    // Of both sets that many are taken, or all of one that has fewer.
    if let most = (told.isEmpty ? counts : told).max(), most > 0 {
      (drawn, measured) = (most, most)
    }
  }

  /// The number of pictures in a set, from its summary: `48 of 64 px, b0a3...`.
  static func count(of summary: String) -> Int {
    summary.prefixMatch(of: /\d+/).flatMap { Int($0.output) } ?? 0
  }

  /// Words about pictures that are not all of the test sets; nil where they are.
  package var words: String? {
    if holdOut != nil { return "held out of its training sets" }
    return settled.measured.map { "the first \($0) pictures" }
  }

  /// The source of the test pictures of a folder: none where both folders are missing.
  ///
  /// A single one that is missing is a mistake, which reading tells.
  var source: ImageFolder.Tests {
    if let share = holdOut { return .heldOut(share: share, seed: Self.holdOutSeed) }
    guard let root else { return .none }
    let exist = ["testA", "testB"].contains {
      FileManager.default.fileExists(atPath: root.appendingPathComponent($0).path)
    }
    return exist ? .folders : .none
  }

  /// Reads or draws the test pictures alone; the training sets of the result mean nothing.
  ///
  /// - Throws: `ImageFolderError` or `ImageError`.
  package func read() throws -> TranslationData {
    guard let root else { return chosen(of: Meadow.data(size: side, train: 1, test: drawn)) }
    let source = source
    return try ImageFolder.testPictures(
      root, size: side, preprocessing: preprocessing, from: source == .none ? .folders : source,
      limit: measured ?? .max)
  }

  /// The data with those of its test pictures that are measured by.
  func chosen(of data: TranslationData) -> TranslationData {
    guard let measured else { return data }
    return TranslationData(
      domains: data.domains, trainA: data.trainA, trainB: data.trainB,
      testA: data.testA.prefix(measured), testB: data.testB.prefix(measured),
      truthB: data.truthB?.prefix(measured), truthA: data.truthA?.prefix(measured))
  }

  /// The paths of the pictures of a set below ``root``, in their order, without those that are not taken.
  ///
  /// - Parameter set: `trainA`, `trainB`, `testA` or `testB`.
  /// - Returns: nil for the meadow, and for a set that is not there.
  func files(of set: String) -> [String]? {
    let all = allFiles(of: set)
    return set.hasPrefix("test") ? all.map { Array($0.prefix(measured ?? .max)) } : all
  }

  private func allFiles(of set: String) -> [String]? {
    let folder = holdOut == nil ? set : set.replacing("test", with: "train")
    guard let root, let found = try? PictureFolder(root.appendingPathComponent(folder)) else {
      return nil
    }
    let files = found.names.map { "\(folder)/\($0)" }
    guard let holdOut else { return files }
    let out = try? ImageFolder.heldOut(
      holdOut, of: files.count, seed: Self.holdOutSeed, name: folder)
    return out.map { out in
      files.indices.filter { out.contains($0) == set.hasPrefix("test") }.map { files[$0] }
    }
  }

  /// The same pictures, said to be all where no other ones are there.
  var settled: TestPictures {
    var settled = self
    let counts = ["testA", "testB"].compactMap { allFiles(of: $0)?.count }
    if root == nil || (counts.max() ?? 0) <= measured ?? .max { settled.measured = nil }
    return settled
  }
}
