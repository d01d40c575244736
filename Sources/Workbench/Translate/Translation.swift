import Console
import Foundation
import Torch
public import WKD

/// The translation of pictures by a generator, each into a file of its own size.
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
  /// The paths of pictures, of folders of them, and `-` for the standard input; sides of at least 8 pixels.
  public var pictures: [String]
  /// The path of the folder for the translations, or of the file for a single one.
  public var output: String
  /// Whether the picture stands to the left of its translation in one file.
  public var showsInput = false
  /// Threads of one operation; nil leaves the choice to LibTorch.
  public var threads: Int?
  /// The format of the files; nil takes the one that a single output file is named after, else PNG.
  public var format: ImageFile.Format?
  /// The quality of JPEG files, 1 to 100.
  public var quality = 95
  /// The longer side to which larger pictures are scaled down before they are translated; nil for none.
  public var largestSide: Int?
  /// Whether pictures in sub-folders are translated too, into sub-folders of the same names.
  public var isRecursive = false

  /// A translation that is to be run.
  ///
  /// - Parameters:
  ///   - model: the generator.
  ///   - pictures: the paths of pictures, and of folders of them.
  ///   - output: the path of the folder for the translations, or of the file for a single one.
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

  /// Translates all pictures; each file is in place as soon as it is made.
  ///
  /// - Parameter observe: called after each picture with the numbers of those that are done and of all.
  /// - Returns: the generator and the files, in the order of the work, and the pictures that could not be
  ///   translated: damaged, too small, or too large for the memory.
  /// - Throws: ``TranslationError``, what ``ModelFile/generator()`` throws, or an error that names a
  ///   file which cannot be written or belongs to what is read.
  public func run(
    observe: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> TranslationReport {
    if let threads { Runtime.setThreads(threads) }
    let target = TranslationTarget(path: output)
    let format = try format(of: target)
    let inputs = try TranslationInputs(
      pictures, to: target, format: format, isRecursive: isRecursive)
    try refuseReplacing(model.inputs, by: inputs.items.map(\.output))
    let generator = try model.generator()
    var report = TranslationReport(
      model: model.url.relativePath, baseWidth: generator.architecture.baseWidth,
      blocks: generator.architecture.blocks, sideBySide: showsInput, format: format,
      foldersLeftOut: inputs.foldersLeftOut)
    let sizes = inputs.items.map { item in Result { try header(of: item.source) } }
    if case .folder(let folder) = target, folder.isFolder == false {
      throw StagingError.unwritable(folder.relativePath)
    }
    var written: [FileIdentity: TranslationInputs.Item] = [:]
    for (index, (item, size)) in zip(inputs.items, sizes).enumerated() {
      do {
        let picture = try TranslatedPicture(
          item.source, header: try size.get(), largestSide: largestSide, by: generator)
        let data = try picture.data(format: format, quality: quality, showsInput: showsInput)
        try put(data, of: item, among: &written)
        report.pictures.append(picture.facts(output: item.output.relativePath, format: format))
      } catch {
        if error is StagingError || error is TranslationError { throw error }
        report.failures.append(
          TranslationFailure(
            input: item.source.name, reason: "\(error)",
            fittingSide: (error as? PictureTooLarge)?.fittingSide))
      }
      observe(index + 1, inputs.items.count)
    }
    return report
  }

  private func format(of target: TranslationTarget) throws -> ImageFile.Format {
    guard case .file(let file) = target else { return format ?? .png }
    let wanted = try format ?? ImageFile.Format(of: file)
    try (wanted == .png ? OutputFormat.png : .jpeg).check(file)
    return wanted
  }

  /// The size of a picture that is large enough.
  private func header(of source: PictureSource) throws -> ImageHeader {
    let header = try source.read(ImageFile.header)
    guard min(header.height, header.width) >= TranslationInputs.smallestSide else {
      throw TinyPicture(name: source.name, width: header.width, height: header.height)
    }
    return header
  }

  /// Puts a file in place, whole or not at all.
  private func put(
    _ data: Data, of item: TranslationInputs.Item,
    among written: inout [FileIdentity: TranslationInputs.Item]
  ) throws {
    try StagedFiles.makeFolder(item.output.deletingLastPathComponent())
    // Names that differ in capitals are one file on some disks.
    if let other = FileIdentity(item.output).flatMap({ written[$0] }) {
      throw TranslationError.sameName(
        other.source.name, item.source.name, item.output.lastPathComponent)
    }
    let files = StagedFiles()
    try files.add(item.output) { data }
    try files.commit()
    if let identity = FileIdentity(item.output) { written[identity] = item }
  }
}

/// A picture that is smaller than the generator takes.
private struct TinyPicture: Error, CustomStringConvertible {
  let name: String
  let width: Int
  let height: Int

  var description: String {
    """
    \(name) has \(width) x \(height) pixels, and the generator needs at least \
    \(TranslationInputs.smallestSide) x \(TranslationInputs.smallestSide): take a larger picture
    """
  }
}
