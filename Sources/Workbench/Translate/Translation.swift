import Console
import Foundation
import Torch
import WKD

/// The translation of pictures by a generator, each into a PNG file of its own size.
///
/// ```swift
/// let folder = FileManager.default.temporaryDirectory.appendingPathComponent("translated")
/// try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
/// let generator = try ResNetGenerator(
///   .init(baseWidth: 4, blocks: 1), weights: randomWeights(seed: 1))
/// try GeneratorPair(ab: generator, ba: generator).write(to: folder)
/// let horse = folder.appendingPathComponent("horse.png")
/// try ImageFile.write(Meadow.data(size: 64, train: 1, test: 1).testA.all[0], to: horse)
/// let report = try Translation(
///   model: ModelFile(path: folder.path, direction: .ab), pictures: [horse.path],
///   output: folder.path + "/zebras"
/// ).run { done, total in print("\(done) of \(total)") }
/// print(report.pictures[0].output)
/// try FileManager.default.removeItem(at: folder)
/// ```
public struct Translation: Sendable {
  /// The generator.
  public var model: ModelFile
  /// The paths of PNG and JPEG files, and of folders of them; sides of at least 8 pixels.
  public var pictures: [String]
  /// The path of the folder for the translations.
  public var output: String
  /// Whether the picture stands to the left of its translation in one file.
  public var showsInput: Bool
  /// Threads of one operation; nil leaves the choice to LibTorch.
  public var threads: Int?

  /// A translation that is to be run.
  ///
  /// - Parameters:
  ///   - model: the generator.
  ///   - pictures: the paths of PNG and JPEG files, and of folders of them.
  ///   - output: the path of the folder for the translations.
  ///   - showsInput: whether the picture stands to the left of its translation in one file.
  ///   - threads: threads of one operation; nil leaves the choice to LibTorch.
  public init(
    model: ModelFile, pictures: [String], output: String, showsInput: Bool = false,
    threads: Int? = nil
  ) {
    self.model = model
    self.pictures = pictures
    self.output = output
    self.showsInput = showsInput
    self.threads = threads
  }

  /// Translates all pictures; the files appear together at the end.
  ///
  /// - Parameter observe: called after each picture with the numbers of those that are done and of all.
  /// - Returns: the generator and the files, in the order of the work.
  /// - Throws: ``TranslationError``, `ImageError`, what ``ModelFile/generator()`` throws, or an error that
  ///   names a file which cannot be written.
  public func run(
    observe: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> TranslationReport {
    if let threads { Runtime.setThreads(threads) }
    let generator = try model.generator()
    let folder = URL(fileURLWithPath: output, isDirectory: true)
    let items = try TranslationInputs(pictures, output: folder).items
    try StagedFiles.makeFolder(folder)
    let files = StagedFiles()
    var report = TranslationReport(
      model: model.url.relativePath, baseWidth: generator.architecture.baseWidth,
      blocks: generator.architecture.blocks, sideBySide: showsInput)
    for (index, item) in items.enumerated() {
      let picture = try ImageFile.read(item.input)
      let input = picture.converted(to: .float32) / 127.5 - 1
      let translated = generator.translate(input)
      let shown = showsInput ? Tensor.concatenated([input, translated], axis: 2) : translated
      try files.add(item.output) { ImageFile.pngData((shown + 1) / 2) }
      report.pictures.append(
        .init(
          input: item.input.relativePath, output: item.output.relativePath,
          width: picture.shape[2], height: picture.shape[1]))
      observe(index + 1, items.count)
    }
    try files.commit()
    return report
  }
}

/// The result of a ``Translation``.
public struct TranslationReport: Sendable, Encodable {
  /// One picture and its translation.
  public struct Picture: Sendable, Encodable {
    /// The path of the picture that was read.
    public let input: String
    /// The path of the file that was written.
    public let output: String
    /// Columns of the picture that was read.
    public let width: Int
    /// Rows of the picture that was read.
    public let height: Int
  }

  /// The file of the generator.
  public let model: String
  /// Channels after its first convolution.
  public let baseWidth: Int
  /// Its residual blocks.
  public let blocks: Int
  /// Whether each file shows the picture to the left of its translation.
  public let sideBySide: Bool
  /// Every picture, in the order of the work.
  public internal(set) var pictures: [Picture] = []

  /// The report as lines for people.
  public var text: String {
    let head = "\(model): ResNet generator, base width \(baseWidth), \(blocks) blocks"
    return ([head] + pictures.map { "\($0.input) -> \($0.output), \($0.width) x \($0.height)" })
      .joined(separator: "\n")
  }
}
