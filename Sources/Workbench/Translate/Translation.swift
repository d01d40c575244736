import Console
import Foundation
import Torch
import WKD

/// Translates pictures by a generator, each into a PNG file of its own size.
public struct Translation: Sendable {
  /// Where the generator is.
  public var model: ModelFile
  /// PNG and JPEG files, and folders of them.
  public var pictures: [String]
  /// The folder for the translations.
  public var output: String
  /// Whether the picture stands to the left of its translation in one file.
  public var showsInput: Bool
  /// Threads of one operation; nil leaves the choice to LibTorch.
  public var threads: Int?

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

  /// Does the work; the files appear together at its end.
  ///
  /// - Parameter observe: is told how many pictures of how many are done.
  /// - Throws: ``TranslationError``, ``StagingError``, `ImageError`, or what reading weights throws.
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

/// What `translate` did.
public struct TranslationReport: Sendable, Encodable {
  /// One picture.
  public struct Picture: Sendable, Encodable {
    /// What was read.
    public let input: String
    /// What was written.
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
