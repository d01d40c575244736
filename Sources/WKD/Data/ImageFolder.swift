public import Foundation
internal import Torch

/// Pictures on disk in the CycleGAN layout: folders `trainA`, `trainB`, `testA`, `testB` of PNG or
/// JPEG files.
public enum ImageFolder {
  /// Reads all four folders.
  ///
  /// - Parameters:
  ///   - root: the folder that holds the four.
  ///   - size: side in pixels that every picture is cut to a square and resized to.
  ///   - trainSize: the same for the training pictures, where a part will be cut from them by chance.
  ///   - limit: the most pictures taken from each folder, in the order of their names.
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

  /// Reads `testA` and `testB` alone; as training sets they stand for themselves.
  ///
  /// - Throws: ``ImageFolderError`` or ``ImageError``.
  public static func testPictures(_ root: URL, size: Int) throws -> TranslationData {
    guard size % 4 == 0 else { throw ImageFolderError.size(size) }
    let a = try images(in: root.appendingPathComponent("testA"), size: size)
    let b = try images(in: root.appendingPathComponent("testB"), size: size)
    return TranslationData(domains: ("A", "B"), trainA: a, trainB: b, testA: a, testB: b)
  }

  /// Reads the pictures of one folder, in the order of their names.
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

/// Why a picture folder was refused.
public enum ImageFolderError: Error, CustomStringConvertible {
  case missing(String)
  case empty(String)
  case size(Int)

  public var description: String {
    switch self {
    case .missing(let path):
      "there is no folder \(path): a data set needs trainA, trainB, testA and testB"
    case .empty(let path): "\(path) holds no PNG or JPEG file: put pictures into it"
    case .size(let size): "pictures cannot be \(size) px: take a multiple of 4, at least 8"
    }
  }
}
