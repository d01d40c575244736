import Console
import Files
import Foundation
import WKD

/// The pictures to translate, with the files of their translations, and all that is not translated.
struct TranslationInputs {
  /// A picture, and the file of its translation.
  struct Item {
    let source: PictureSource
    let output: URL
    /// Whether the output is named after the whole name of the picture, since another one has the same stem.
    let keepsEnding: Bool
  }

  /// The least rows and columns of a picture: what the generator's innermost padding needs.
  static let smallestSide = 8

  private(set) var items: [Item] = []
  /// The sub-folders of given folders that hold pictures and are left out.
  private(set) var foldersLeftOut: [String] = []
  /// Files and folders that hold nothing to translate.
  private(set) var leftOut: [TranslationReport.LeftOut] = []
  /// The reasons why given folders have nothing to translate.
  private(set) var empty: [TranslationFailure] = []
  /// Everything that cannot be translated, as far as that is known before a picture is read.
  private(set) var failures: [TranslationFailure] = []

  /// Finds the pictures; nothing is read of them yet.
  ///
  /// A picture that cannot be read or named is noted and stops nothing else. One that is given twice is taken
  /// once.
  ///
  /// - Parameters:
  ///   - paths: pictures, folders of them, or `-` for the standard input.
  ///   - target: the folder or the file for the translations.
  ///   - format: the format of the files.
  ///   - isRecursive: whether pictures in sub-folders are translated too, into sub-folders of the same
  ///     names.
  /// - Throws: ``TranslationError/oneFile(_:count:)``.
  init(
    _ paths: [String], to target: TranslationTarget, format: ImageFile.Format, isRecursive: Bool
  ) throws {
    var candidates: [Candidate] = []
    for path in paths {
      do {
        let isFolder = URL(fileURLWithPath: path).isFolder == true
        candidates +=
          isFolder
          ? try look(into: path, isRecursive: isRecursive)
          : [Candidate(source: try PictureSource(path), folder: "")]
      } catch {
        failures.append(TranslationFailure(input: path, reason: "\(error)", fittingSide: nil))
      }
    }
    var seen: Set<Candidate.Identity> = []
    candidates = candidates.filter { candidate in
      candidate.identity.map { seen.insert($0).inserted } ?? true
    }
    if case .file(let file) = target, candidates.count > 1 {
      throw TranslationError.oneFile(file.relativePath, count: candidates.count)
    }
    name(candidates, in: target, format)
  }

  /// The files that were found in folders and are no pictures, by kind.
  var kindsLeftOut: FileKinds { FileKinds(names: leftOut.map(\.path)) }

  /// The pictures of a folder, in the order of their paths.
  private mutating func look(into path: String, isRecursive: Bool) throws -> [Candidate] {
    let folder = try PictureFolder(URL(fileURLWithPath: path), isRecursive: isRecursive)
    leftOut += folder.others.filter { $0.reason != .hidden }
      .map { .init(path: "\(path)/\($0.name)", reason: $0.reason.text) }
    foldersLeftOut += folder.foldersLeftOut.map { "\(path)/\($0)" }
    failures += folder.locked.map { name in
      let place = "\(path)/\(name)"
      return TranslationFailure(
        input: place, reason: "\(ImageFolderError.notPermitted(place))", fittingSide: nil)
    }
    if folder.names.isEmpty {
      empty.append(
        TranslationFailure(
          input: path, reason: "\(ImageFolderError.empty([folder]))", fittingSide: nil))
    }
    return try folder.names.map { name in
      Candidate(
        source: try PictureSource("\(path)/\(name)"),
        folder: (name as NSString).deletingLastPathComponent)
    }
  }

  /// Gives every translation its file: of the picture's stem, of its whole name where several pictures have
  /// one stem, and none where that does not tell them apart either.
  private mutating func name(
    _ candidates: [Candidate], in target: TranslationTarget, _ format: ImageFile.Format
  ) {
    let ending = format.pathExtension
    let plain = candidates.map { target.place(of: $0.path("\($0.source.stem).\(ending)")) }
    let whole = candidates.map { target.place(of: $0.path("\($0.source.fileName).\(ending)")) }
    let count = { (places: [URL]) in
      Dictionary(places.map { (Self.key($0), 1) }, uniquingKeysWith: +)
    }
    let (plainCounts, wholeCounts) = (count(plain), count(whole))
    let named = candidates.indices.map { index in
      let keepsEnding =
        plainCounts[Self.key(plain[index]), default: 1] > 1
        && wholeCounts[Self.key(whole[index])] == 1
      return Item(
        source: candidates[index].source, output: keepsEnding ? whole[index] : plain[index],
        keepsEnding: keepsEnding)
    }
    let groups = Dictionary(grouping: named) { Self.key($0.output) }
    for item in named {
      let same = groups[Self.key(item.output), default: []].filter { $0.source !== item.source }
      guard let other = same.first else {
        items.append(item)
        continue
      }
      let error = TranslationError.sameName(
        item.source.name, other.source.name, item.output.lastPathComponent)
      failures.append(
        TranslationFailure(input: item.source.name, reason: "\(error)", fittingSide: nil))
    }
  }

  private static func key(_ place: URL) -> String {
    place.resolvingSymlinksInPath().standardizedFileURL.path
  }
}

/// A picture whose output has no name yet.
private struct Candidate {
  struct Identity: Hashable {
    let file: FileIdentity
    let folder: String
    let name: String
  }

  let source: PictureSource
  /// The sub-folder of the given folder in which it lies; empty for the folder itself.
  let folder: String

  func path(_ name: String) -> String { folder.isEmpty ? name : "\(folder)/\(name)" }

  /// The same for a picture that is given twice and would be written to one place; nil where there is none.
  var identity: Identity? {
    FileIdentity(source.file).map { Identity(file: $0, folder: folder, name: source.fileName) }
  }
}
