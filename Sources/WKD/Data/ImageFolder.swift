public import Foundation
internal import Torch

/// Images on disk in the CycleGAN layout: folders `trainA`, `trainB`, `testA`, `testB` of PNG or JPEG files.
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
/// try FileManager.default.removeItem(at: root)
/// ```
public enum ImageFolder {
  /// Reads all four folders.
  ///
  /// - Parameters:
  ///   - root: the folder that holds the four.
  ///   - size: side in pixels, a multiple of 4 from 8; every image is cut to its largest centred square
  ///     and resized to it.
  ///   - trainSize: the same for the training images, where random parts of them will be cut; nil is
  ///     `size`.
  ///   - domains: names of A and B.
  ///   - limit: the most images taken from each folder, in the order of their names.
  /// - Returns: the four sets, without known counterparts.
  /// - Throws: ``ImageFolderError`` or ``ImageError``.
  public static func read(
    _ root: URL, size: Int, trainSize: Int? = nil, domains: (a: String, b: String) = ("A", "B"),
    limit: Int = .max
  ) throws -> TranslationData {
    let set = { (name: String, size: Int) in
      try images(in: root.appendingPathComponent(name), size: size, limit: limit)
    }
    guard size % 4 == 0 else { throw ImageFolderError.size(size) }
    let trainSize = trainSize ?? size
    return TranslationData(
      domains: domains, trainA: try set("trainA", trainSize), trainB: try set("trainB", trainSize),
      testA: try set("testA", size), testB: try set("testB", size))
  }

  /// Reads `testA` and `testB` alone, which also take the place of the training sets.
  ///
  /// - Parameters:
  ///   - root: the folder that holds both.
  ///   - size: side in pixels, as in ``read(_:size:trainSize:domains:limit:)``.
  /// - Returns: a set of A and one of B, each twice.
  /// - Throws: ``ImageFolderError`` or ``ImageError``.
  public static func testPictures(_ root: URL, size: Int) throws -> TranslationData {
    guard size % 4 == 0 else { throw ImageFolderError.size(size) }
    let a = try images(in: root.appendingPathComponent("testA"), size: size)
    let b = try images(in: root.appendingPathComponent("testB"), size: size)
    return TranslationData(domains: ("A", "B"), trainA: a, trainB: b, testA: a, testB: b)
  }

  /// Reads the images of one folder, in the order of their names.
  ///
  /// - Parameters:
  ///   - folder: PNG and JPEG files; others are passed over.
  ///   - size: side in pixels, at least 8, to which every image is cut and resized.
  ///   - limit: the most images taken.
  /// - Returns: at least one image.
  /// - Throws: ``ImageFolderError`` or ``ImageError``.
  public static func images(in folder: URL, size: Int, limit: Int = .max) throws -> ImageSet {
    guard size >= 8 else { throw ImageFolderError.size(size) }
    let files: [URL]
    do {
      files = try FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: nil)
    } catch {
      throw ImageFolderError.missing(folder.path)
    }
    let pictures = files.filter(ImageFile.isReadable)
      .sorted { $0.lastPathComponent < $1.lastPathComponent }.prefix(limit)
    guard !pictures.isEmpty else { throw ImageFolderError.empty(folder.path) }
    let tensors = try pictures.map { square(try ImageFile.read($0), size: size) }
    return ImageSet(
      pixels: Tensor.stacked(tensors), names: pictures.map(\.lastPathComponent))
  }

  /// The largest centred square, resized to `size`.
  private static func square(_ image: Tensor, size: Int) -> Tensor {
    let (height, width) = (image.shape[1], image.shape[2])
    let side = min(height, width)
    let (top, left) = ((height - side) / 2, (width - side) / 2)
    let cut = image.slice(axis: 1, top..<top + side).slice(axis: 2, left..<left + side)
    guard side != size else { return cut }
    let resized = cut.converted(to: .float32).expanded(at: 0).resized(height: size, width: size)
    return (resized[0] + 0.5).clamped(to: 0...255).converted(to: .uint8)
  }
}

/// The reason why a folder of images was refused.
public enum ImageFolderError: Error, CustomStringConvertible {
  /// A folder that is not there or may not be read.
  case missing(String)
  /// A folder without PNG or JPEG files.
  case empty(String)
  /// A side in pixels that the networks do not take.
  case size(Int)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .missing(let path):
      "there is no folder \(path): a data set needs trainA, trainB, testA and testB"
    case .empty(let path): "\(path) holds no PNG or JPEG file: put pictures into it"
    case .size(let size): "pictures cannot be \(size) px: take a multiple of 4, at least 8"
    }
  }
}
