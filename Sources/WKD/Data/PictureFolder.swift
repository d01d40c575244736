package import Foundation

/// The pictures in a folder and in its sub-folders, found by the endings of their names.
///
/// Links to folders and files are followed. Names that begin with a dot are passed over: `._photo.jpg` is a
/// Mac's note about a photo.
package struct PictureFolder: Sendable {
  /// The path of each picture below the folder, in the order of these paths.
  package let names: [String]
  /// The files that are no pictures, by the endings of their names.
  package let leftOut: FileKinds
  /// The folder.
  package let url: URL

  /// Looks through a folder.
  ///
  /// - Throws: ``ImageFolderError/noFolder(_:)`` or ``ImageFolderError/notPermitted(_:)``.
  package init(_ url: URL) throws {
    var search = Search(root: url)
    try search.look(into: "")
    self.url = url
    names = search.pictures.sorted()
    leftOut = FileKinds(names: search.others.sorted())
  }

  /// The files of the pictures, in the order of ``names``.
  package var files: [URL] { names.map { url.appendingPathComponent($0) } }

  /// The names in a folder, without those that begin with a dot.
  ///
  /// - Throws: ``ImageFolderError/noFolder(_:)`` or ``ImageFolderError/notPermitted(_:)``.
  static func names(in folder: URL) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      var facts = stat()
      let isThere = stat(folder.path, &facts) == 0
      let isHidden = !isThere && errno == EACCES
      throw isHidden || isThere && facts.st_mode & S_IFMT == S_IFDIR
        ? ImageFolderError.notPermitted(folder.relativePath)
        : ImageFolderError.noFolder(folder.relativePath)
    }
  }

  /// Whether a folder is there, links followed.
  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// A walk through folders that may be linked in a circle.
  private struct Search {
    let root: URL
    var pictures: [String] = []
    var others: [String] = []
    /// Device and number of every folder that was looked into.
    var seen: Set<[UInt64]> = []

    mutating func look(into path: String) throws {
      let folder = path.isEmpty ? root : root.appendingPathComponent(path)
      let names = try PictureFolder.names(in: folder)
      var facts = stat()
      guard stat(folder.path, &facts) == 0,
        seen.insert([UInt64(truncatingIfNeeded: facts.st_dev), UInt64(facts.st_ino)]).inserted
      else { return }
      for name in names {
        let below = path.isEmpty ? name : "\(path)/\(name)"
        let url = root.appendingPathComponent(below)
        // A link that leads nowhere counts as what its name says, so that it is told about.
        let isThere = stat(url.path, &facts) == 0
        switch facts.st_mode & S_IFMT {
        case S_IFDIR where isThere: try look(into: below)
        case S_IFREG where isThere, _ where !isThere:
          if ImageFile.isReadable(url) { pictures.append(below) } else { others.append(below) }
        default: others.append(below)
        }
      }
    }
  }
}

/// The number of files of each kind, such as those that are no pictures.
public struct FileKinds: Sendable, Equatable {
  /// The ending of a name as most files of the kind have it, and the number of files; the most frequent
  /// kind first.
  public let counts: [(kind: String, count: Int)]

  /// No file at all.
  static let none = FileKinds([])

  /// The kinds of files of the given names.
  init(names: [String]) {
    self.init(names.map { (URL(fileURLWithPath: $0).pathExtension, 1) })
  }

  /// The kinds of several numbers of files, of which some may be of one kind.
  private init(_ parts: [(kind: String, count: Int)]) {
    let spellings = Dictionary(parts.map { ($0.kind, $0.count) }, uniquingKeysWith: +)
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    counts = Dictionary(grouping: spellings) { $0.key.lowercased() }.values
      .map { same in (kind: same.first?.key ?? "", count: same.reduce(0) { $0 + $1.value }) }
      .sorted { ($1.count, $0.kind) < ($0.count, $1.kind) }
  }

  /// The kinds of both.
  static func + (first: FileKinds, second: FileKinds) -> FileKinds {
    FileKinds(first.counts + second.counts)
  }

  /// The number of all files.
  public var total: Int { counts.reduce(0) { $0 + $1.count } }

  /// Whether no file was left out.
  public var isEmpty: Bool { counts.isEmpty }

  /// The number of each kind in words: `10 HEIC, 2 txt`.
  public var text: String {
    counts.map { "\($0.count) \($0.kind.isEmpty ? "without an ending" : $0.kind)" }
      .joined(separator: ", ")
  }

  /// Whether both hold as many files of each kind.
  public static func == (first: FileKinds, second: FileKinds) -> Bool {
    first.counts.elementsEqual(second.counts, by: ==)
  }
}
