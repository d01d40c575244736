import Foundation
import WKD

/// The pictures by which the networks of a run are measured, and the files that they come from.
struct CardPictures {
  /// The origin of the pictures of a run.
  struct Source {
    /// The folder of the data set; nil for the meadow.
    var root: URL?
    /// Side in pixels.
    var side: Int
    /// The way from a picture to that side.
    var preprocessing: Preprocessing
    /// The number of pictures of each test set that are drawn, where there is no folder.
    var drawn: Int
    /// The share of the training pictures that takes the place of the test sets.
    var holdOut: Double?
    /// The number of pictures that are measured by, the first ones; nil for all.
    var measured: Int?
  }

  let data: TranslationData
  let source: Source

  /// Draws the meadow, or reads the test sets of a folder.
  ///
  /// - Throws: `ImageFolderError` or `ImageError`.
  init(_ source: Source) throws {
    self.source = source
    let all: TranslationData
    if let root = source.root, let share = source.holdOut {
      all = try ImageFolder.read(
        root, size: source.side, preprocessing: source.preprocessing,
        tests: .heldOut(share: share, seed: TrainingPictures.holdOutSeed))
    } else if let root = source.root {
      all = try ImageFolder.testPictures(
        root, size: source.side, preprocessing: source.preprocessing)
    } else {
      all = Meadow.data(size: source.side, train: 1, test: source.drawn)
    }
    data = source.measured.map { all.measured(by: $0) } ?? all
  }

  /// The summaries of the test sets as the networks see them.
  var summaries: [String: String] {
    ["testA": data.testA.summary, "testB": data.testB.summary]
  }

  /// The digests of the files of a set, in their order; nil for drawn pictures and for a set that is not
  /// there.
  func files(of set: String) -> [FileDigest]? {
    guard let root = source.root else { return nil }
    let (isTest, isHeldOut) = (set.hasPrefix("test"), source.holdOut != nil)
    guard isTest || isHeldOut else { return Self.files(of: set, in: root) }
    let folder = isHeldOut ? set.replacing("test", with: "train") : set
    let sets = [
      "trainA": data.trainA, "trainB": data.trainB, "testA": data.testA, "testB": data.testB,
    ]
    return Self.digests(of: (sets[set]?.names ?? []).map { "\(folder)/\($0)" }, in: root)
  }

  /// The digests of all pictures of a folder of a data set; nil where there is none.
  static func files(of set: String, in root: URL) -> [FileDigest]? {
    guard let found = try? PictureFolder(root.appendingPathComponent(set)) else { return nil }
    return digests(of: found.names.map { "\(set)/\($0)" }, in: root)
  }

  /// The digests of files by their paths below a folder, without those that cannot be read.
  static func digests(of names: [String], in root: URL) -> [FileDigest] {
    names.compactMap { FileDigest(of: root.appendingPathComponent($0), name: $0) }
  }
}
