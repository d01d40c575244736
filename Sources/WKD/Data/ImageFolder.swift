public import Foundation
internal import Torch

/// Images on disk in the CycleGAN layout: folders `trainA`, `trainB`, `testA`, `testB` of pictures.
///
/// Sub-folders are read too, and links are followed. Names that begin with a dot are passed over, and files
/// that are no pictures are counted.
///
/// ```swift
/// let root = FileManager.default.temporaryDirectory.appendingPathComponent("horse2zebra")
/// for name in ["trainA", "trainB", "testA", "testB"] {
///   let folder = root.appendingPathComponent(name)
///   try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
///   try ImageFile.write(Tensor.zeros([3, 40, 60]), to: folder.appendingPathComponent("1.png"))
/// }
/// let data = try ImageFolder.read(root, size: 32, domains: ("horse", "zebra"))
/// print(data.trainA.count, data.testB.all.shape)  // 1 [1, 3, 32, 32]
/// print(data.text)  // trainA 1, trainB 1, testA 1, testB 1 pictures
/// try FileManager.default.removeItem(at: root)
/// ```
public enum ImageFolder {
  /// The source of the test pictures.
  public enum Tests: Sendable, Equatable, Codable {
    /// The folders `testA` and `testB`.
    case folders
    /// A share of the pictures of `trainA` and of `trainB`, above 0 and below 1, drawn at random; those are
    /// not trained with.
    case heldOut(share: Double, seed: UInt64)
    /// None: nothing can be measured.
    case none
  }

  /// Reads the training sets, and the test sets from where they are to come.
  ///
  /// - Parameters:
  ///   - root: the folder that holds the four.
  ///   - size: side in pixels that the networks take, a multiple of 4 from 8.
  ///   - trainSize: side at which the training pictures are loaded, where random parts of them will be cut;
  ///     nil is `size`.
  ///   - preprocessing: the way from a picture to that side; by default its largest centred square.
  ///   - tests: the source of the test pictures.
  ///   - domains: names of A and B.
  ///   - limit: the most images taken from each folder, in the order of their names.
  /// - Returns: the sets, without known counterparts.
  /// - Throws: ``ImageFolderError``, ``ImageError``, or an error that names the memory which the sets would
  ///   take.
  public static func read(
    _ root: URL, size: Int, trainSize: Int? = nil, preprocessing: Preprocessing = .square,
    tests: Tests = .folders, domains: (a: String, b: String) = ("A", "B"), limit: Int = .max
  ) throws -> TranslationData {
    let training = Preprocessing.Use.training(size: size, loadSize: trainSize ?? size)
    let testing = Preprocessing.Use.testing(size: size)
    let reading = PictureReading(preprocessing: preprocessing)
    let wanted = ["trainA", "trainB"] + (tests == .folders ? ["testA", "testB"] : [])
    let folders = try pictures(of: root, wanted, size: size)
    var requests = folders.enumerated().map { index, folder in
      PictureReading.Request(folder, limit: limit, use: index < 2 ? training : testing)
    }
    if case .heldOut(let share, let seed) = tests {
      let parts = try zip(requests, wanted).map { try $0.heldOut(share, seed: seed, name: $1) }
      requests = parts.map(\.rest) + parts.map { $0.out.first(.max, for: testing) }
    }
    let sets = try reading.sets(requests)
    return TranslationData(
      domains: domains, trainA: sets[0], trainB: sets[1],
      testA: sets.count > 2 ? sets[2] : .empty, testB: sets.count > 2 ? sets[3] : .empty)
  }

  /// Reads `testA` and `testB` alone, which also take the place of the training sets.
  ///
  /// - Parameters:
  ///   - root: the folder that holds both.
  ///   - size: side in pixels, as in ``read(_:size:trainSize:preprocessing:tests:domains:limit:)``.
  ///   - preprocessing: the way from a picture to that side.
  /// - Returns: a set of A and one of B, each twice.
  /// - Throws: ``ImageFolderError``, ``ImageError``, or an error that names the memory which the sets would
  ///   take.
  public static func testPictures(
    _ root: URL, size: Int, preprocessing: Preprocessing = .square
  ) throws -> TranslationData {
    try testPictures(root, size: size, preprocessing: preprocessing, from: .folders, limit: .max)
  }

  /// Reads the test pictures alone, which also take the place of the training sets.
  ///
  /// - Parameters:
  ///   - root: the folder of the data set.
  ///   - size: side in pixels, as in ``read(_:size:trainSize:preprocessing:tests:domains:limit:)``.
  ///   - preprocessing: the way from a picture to that side.
  ///   - tests: the source of the pictures.
  ///   - limit: the most images taken from each test set, in the order of their names.
  /// - Returns: a set of A and one of B, each twice.
  /// - Throws: ``ImageFolderError``, ``ImageError``, or an error that names the memory which the sets would
  ///   take.
  package static func testPictures(
    _ root: URL, size: Int, preprocessing: Preprocessing, from tests: Tests, limit: Int
  ) throws -> TranslationData {
    let testing = Preprocessing.Use.testing(size: size)
    let wanted = tests == .folders ? ["testA", "testB"] : ["trainA", "trainB"]
    var requests = try pictures(of: root, wanted, size: size).map {
      PictureReading.Request($0, limit: .max, use: testing)
    }
    if case .heldOut(let share, let seed) = tests {
      requests = try zip(requests, wanted).map { try $0.heldOut(share, seed: seed, name: $1).out }
    }
    let sets = try PictureReading(preprocessing: preprocessing).sets(
      requests.map { $0.first(limit, for: testing) })
    return TranslationData(
      domains: ("A", "B"), trainA: sets[0], trainB: sets[1], testA: sets[0], testB: sets[1])
  }

  /// Reads the images of one folder, in the order of their paths in it.
  ///
  /// - Parameters:
  ///   - folder: a folder of pictures; other files are passed over.
  ///   - size: side in pixels, at least 8.
  ///   - preprocessing: the way from a picture to that side.
  ///   - limit: the most images taken.
  /// - Returns: at least one image.
  /// - Throws: ``ImageFolderError``, ``ImageError``, or an error that names the memory which the set would
  ///   take.
  public static func images(
    in folder: URL, size: Int, preprocessing: Preprocessing = .square, limit: Int = .max
  ) throws -> ImageSet {
    guard size >= 8 else { throw ImageFolderError.size(size) }
    let found = try PictureFolder(folder)
    try refuseUnusable([found])
    return try PictureReading(preprocessing: preprocessing).sets([
      PictureReading.Request(found, limit: limit, use: .testing(size: size))
    ])[0]
  }

  /// The places of the pictures of a training set that ``Tests/heldOut(share:seed:)`` draws.
  ///
  /// - Parameters:
  ///   - share: above 0 and below 1.
  ///   - count: the number of pictures of the set.
  ///   - seed: that of the draw.
  ///   - name: that of the set.
  /// - Returns: indices below `count`.
  /// - Throws: ``ImageFolderError/fewToHoldOut(_:count:)``.
  package static func heldOut(
    _ share: Double, of count: Int, seed: UInt64, name: String
  ) throws -> Set<Int> {
    guard share > 0, share < 1 else {
      misuse("ImageFolder.read", found: "a share of \(share)", wanted: "above 0 and below 1")
    }
    let out = max(1, Int((share * Double(count)).rounded()))
    guard out < count else { throw ImageFolderError.fewToHoldOut(name, count: count) }
    var generator = SeededGenerator(seed: seed, stream: "held out \(name)")
    return Set((0..<count).shuffled(using: &generator).prefix(out))
  }

  /// The pictures in folders of a data set, before any of them is read.
  private static func pictures(
    of root: URL, _ names: [String], size: Int
  ) throws -> [PictureFolder] {
    guard size >= 8, size % 4 == 0 else { throw ImageFolderError.size(size) }
    if let hint = DataSetHint.ofFile(root) {
      throw ImageFolderError.missing(root.relativePath, names: names, hint: hint)
    }
    _ = try PictureFolder.names(in: root)
    let places = names.map { root.appendingPathComponent($0) }
    let missing = zip(names, places).filter { $1.isMissing }.map(\.0)
    if !missing.isEmpty {
      throw ImageFolderError.missing(
        root.relativePath, names: missing, hint: DataSetHint(root: root, missing: missing).text)
    }
    let folders = try places.map { try PictureFolder($0) }
    try refuseUnusable(folders)
    return folders
  }

  private static func refuseUnusable(_ folders: [PictureFolder]) throws {
    for folder in folders { try folder.refuseLocked() }
    let empty = folders.filter { $0.names.isEmpty }
    guard !empty.isEmpty else { return }
    throw ImageFolderError.empty(empty)
  }
}

extension URL {
  /// Whether nothing is there, links followed; a folder that may not be looked into is there.
  fileprivate var isMissing: Bool {
    var facts = stat()
    return stat(path, &facts) != 0 && errno != EACCES
  }
}

extension ImageFolderError {
  /// The folders are without a picture that can be read.
  package static func empty(_ folders: [PictureFolder]) -> ImageFolderError {
    .empty(
      folders.map(\.url.relativePath),
      leftOut: folders.reduce(FileKinds.none) { $0 + $1.leftOut }.text)
  }
}

extension PictureReading.Request {
  /// The first pictures alone, for some use.
  fileprivate func first(_ limit: Int, for use: Preprocessing.Use) -> Self {
    Self(files: Array(files.prefix(limit)), names: Array(names.prefix(limit)), use: use)
  }

  /// The first pictures of a folder.
  fileprivate init(_ folder: PictureFolder, limit: Int, use: Preprocessing.Use) {
    self.init(
      files: Array(folder.files.prefix(limit)), names: Array(folder.names.prefix(limit)), use: use,
      leftOut: folder.leftOut)
  }

  /// The request without a share of its pictures, and these.
  ///
  /// - Throws: ``ImageFolderError/fewToHoldOut(_:count:)``.
  fileprivate func heldOut(
    _ share: Double, seed: UInt64, name: String
  ) throws -> (rest: Self, out: Self) {
    let chosen = try ImageFolder.heldOut(share, of: files.count, seed: seed, name: name)
    let part = { (isOut: Bool) in
      let indices = files.indices.filter { chosen.contains($0) == isOut }
      return Self(
        files: indices.map { files[$0] }, names: indices.map { names[$0] }, use: use,
        leftOut: leftOut)
    }
    return (part(false), part(true))
  }
}
