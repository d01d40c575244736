package import Foundation

/// The files of a folder and of its sub-folders: the pictures, found by the endings of their names, and what
/// is there that is no picture which is read, each with the reason.
///
/// Links to folders and files are followed, each folder once. Names that begin with a dot are passed over:
/// `._photo.jpg` is a Mac's note about a photo.
package struct PictureFolder: Sendable {
  /// A file that is no picture which is read.
  package struct Other: Sendable, Equatable {
    /// The path below the folder.
    package let name: String
    package let reason: LeftOutReason
  }

  /// The folder.
  package let url: URL
  /// The path of each picture below the folder, in the order of these paths.
  package let names: [String]
  /// Everything that is no picture, likewise; hidden files only where their names end like a picture's.
  package let others: [Other]
  /// The paths of all folders that were looked into; the folder itself is the empty one.
  package let folders: [String]
  /// The paths of sub-folders that hold pictures and were not to be looked into.
  package let foldersLeftOut: [String]
  /// The paths of sub-folders that may not be read.
  package let locked: [String]

  /// Looks through a folder.
  ///
  /// - Parameters:
  ///   - url: the folder.
  ///   - isRecursive: whether sub-folders are looked into.
  /// - Throws: ``ImageFolderError/noFolder(_:)``, ``ImageFolderError/file(_:)`` or
  ///   ``ImageFolderError/notPermitted(_:)``.
  package init(_ url: URL, isRecursive: Bool = true) throws {
    var search = Search(root: url, isRecursive: isRecursive)
    try search.look(into: "")
    self.url = url
    names = search.pictures.sorted()
    others = search.others.sorted { $0.name < $1.name }
    folders = search.folders.sorted()
    foldersLeftOut = search.foldersLeftOut
    locked = search.locked
  }

  /// The files of the pictures, in the order of ``names``.
  package var files: [URL] { names.map { url.appendingPathComponent($0) } }

  /// The files that are no pictures, by the endings of their names; hidden ones are left aside.
  package var leftOut: FileKinds {
    FileKinds(names: others.filter { $0.reason != .hidden }.map(\.name))
  }

  /// Refuses a folder with a sub-folder that may not be read.
  ///
  /// - Throws: ``ImageFolderError/notPermitted(_:)``.
  func refuseLocked() throws {
    guard let path = locked.first else { return }
    throw ImageFolderError.notPermitted(url.appendingPathComponent(path).relativePath)
  }

  /// The names in a folder, without those that begin with a dot.
  ///
  /// - Throws: ``ImageFolderError/noFolder(_:)``, ``ImageFolderError/file(_:)`` or
  ///   ``ImageFolderError/notPermitted(_:)``.
  static func names(in folder: URL) throws -> [String] {
    try allNames(in: folder).filter { !$0.hasPrefix(".") }
  }

  private static func allNames(in folder: URL) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    } catch {
      var facts = stat()
      let isThere = stat(folder.path, &facts) == 0
      let isHidden = !isThere && errno == EACCES
      guard isHidden || isThere else { throw ImageFolderError.noFolder(folder.relativePath) }
      throw isHidden || facts.st_mode & S_IFMT == S_IFDIR
        ? ImageFolderError.notPermitted(folder.relativePath)
        : ImageFolderError.file(folder.relativePath)
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
    let isRecursive: Bool
    var pictures: [String] = []
    var others: [Other] = []
    var folders: [String] = []
    var foldersLeftOut: [String] = []
    var locked: [String] = []
    /// Device and number of every folder that was looked into.
    private var seen: Set<[UInt64]> = []

    init(root: URL, isRecursive: Bool) {
      self.root = root
      self.isRecursive = isRecursive
    }

    mutating func look(into path: String) throws {
      let folder = path.isEmpty ? root : root.appendingPathComponent(path)
      let names = try PictureFolder.allNames(in: folder)
      var facts = stat()
      guard stat(folder.path, &facts) == 0,
        seen.insert([UInt64(truncatingIfNeeded: facts.st_dev), UInt64(facts.st_ino)]).inserted
      else { return }
      folders.append(path)
      for name in names {
        let below = path.isEmpty ? name : "\(path)/\(name)"
        let url = root.appendingPathComponent(below)
        let isNamedLikePicture = ImageFile.isReadable(url)
        // Other hidden files are a system's own, and hidden folders are nobody's pictures.
        if name.hasPrefix("."), !isNamedLikePicture { continue }
        // A link that leads nowhere counts as what its name says, so that it is told about.
        let isThere = stat(url.path, &facts) == 0
        let kind = isThere ? facts.st_mode & S_IFMT : S_IFREG
        switch kind {
        case S_IFDIR where name.hasPrefix("."): break
        case S_IFDIR: look(inside: below)
        case S_IFREG where isNamedLikePicture && !name.hasPrefix("."): pictures.append(below)
        default:
          others.append(Other(name: below, reason: .init(name: name, isFile: kind == S_IFREG)))
        }
      }
    }

    private mutating func look(inside path: String) {
      guard isRecursive else {
        let folder = root.appendingPathComponent(path)
        let names = (try? PictureFolder.names(in: folder)) ?? []
        let hasPictures = names.contains { ImageFile.isReadable(folder.appendingPathComponent($0)) }
        if hasPictures { foldersLeftOut.append(path) }
        return
      }
      do { try look(into: path) } catch { locked.append(path) }
    }
  }
}
