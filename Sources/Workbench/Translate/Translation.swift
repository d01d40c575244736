import Console
import Files
import Foundation
import Markup
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
/// ).run { print("\($0.done) of \($0.total)") }
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

  /// The state of the work before and after each picture.
  public struct Progress: Sendable {
    /// The number of pictures that are done.
    public let done: Int
    /// The number of all pictures.
    public let total: Int
    /// The share of the pixels that are done, 0 to 1.
    public let share: Double
    /// The path and the size of the picture that is next; nil after the last one.
    public let next: String?
    /// The numbers of files that were found in folders and are no pictures which are read.
    public let leftOut: FileKinds
  }

  /// Translates all pictures; each file is in place as soon as it is made.
  ///
  /// - Parameters:
  ///   - observe: called before the first picture and after each.
  ///   - stop: asked before each picture for the number of a signal at which to stop.
  /// - Returns: the generator and the files, in the order of the work, and the pictures that could not be
  ///   translated: damaged, too small, too large for the memory, or without a name of their own.
  /// - Throws: ``TranslationError``, `ImageError` for an output of a format that is not written, what
  ///   ``ModelFile/generator()`` throws, or an error that names a file which cannot be written or belongs to
  ///   what is read.
  public func run(
    observe: (Progress) -> Void = { _ in }, stop: () -> Int32? = { nil }
  ) throws -> TranslationReport {
    if let threads { Runtime.setThreads(threads) }
    let target = try TranslationTarget(path: output)
    let format = try format(of: target)
    let inputs = try TranslationInputs(
      pictures, to: target, format: format, isRecursive: isRecursive)
    try refuseReplacing(
      model.inputs + inputs.items.map(\.source.file), by: inputs.items.map(\.output))
    let generator = try model.generator()
    var report = TranslationReport(
      model: model.url.relativePath, baseWidth: generator.architecture.baseWidth,
      blocks: generator.architecture.blocks, sideBySide: showsInput, format: format,
      foldersLeftOut: inputs.foldersLeftOut, leftOut: inputs.leftOut, emptyFolders: inputs.empty)
    report.failures = inputs.failures
    let sizes = inputs.items.map { item in Result { try header(of: item.source) } }
    if case .folder(let folder) = target, folder.isFolder == false {
      throw StagingError.file(folder.relativePath)
    }
    let schedule = TranslationSchedule(inputs, sizes)
    observe(schedule.progress(after: 0))
    var written: [FileIdentity: TranslationInputs.Item] = [:]
    for (index, (item, size)) in zip(inputs.items, sizes).enumerated() {
      if let signal = stop() {
        report.interruption = .init(signal: signal, remaining: inputs.items.count - index)
        return report
      }
      do {
        let picture = try TranslatedPicture(
          item.source, header: try size.get(), largestSide: largestSide, by: generator)
        let data = try picture.data(format: format, quality: quality, showsInput: showsInput)
        try put(data, of: item, among: &written)
        report.pictures.append(picture.facts(of: item, format: format))
      } catch {
        if error is StagingError { throw error }
        report.failures.append(
          TranslationFailure(
            input: item.source.name, reason: "\(error)",
            fittingSide: (error as? PictureTooLarge)?.fittingSide))
      }
      observe(schedule.progress(after: index + 1))
    }
    return report
  }

  private func format(of target: TranslationTarget) throws -> ImageFile.Format {
    guard case .file(let file) = target else { return format ?? .png }
    let wanted = try format ?? ImageFile.Format(of: file)
    try wanted.file.check(file)
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

/// The pixels of all pictures, by which the time that is left can be told.
private struct TranslationSchedule {
  private let names: [String]
  private let pixels: [Double]
  private let leftOut: FileKinds

  init(_ inputs: TranslationInputs, _ headers: [Result<ImageHeader, any Error>]) {
    names = zip(inputs.items, headers).map { item, header in
      let size = (try? header.get()).map { ", \($0.width) x \($0.height)" } ?? ""
      return item.source.name.printable + size
    }
    pixels = headers.map { (try? $0.get()).map { Double($0.width * $0.height) } ?? 0 }
    leftOut = inputs.kindsLeftOut
  }

  func progress(after done: Int) -> Translation.Progress {
    let all = pixels.reduce(0, +)
    return Translation.Progress(
      done: done, total: names.count,
      share: all > 0 ? pixels.prefix(done).reduce(0, +) / all : 1,
      next: done < names.count ? names[done] : nil, leftOut: leftOut)
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
