import Files
package import Foundation

/// A kind of file that a command writes, with the endings of such files' names.
package struct OutputFormat: Sendable, Equatable {
  /// The name of the format in a sentence.
  package let name: String
  /// The endings without their dot, the usual one first.
  package let endings: [String]

  /// A kind of file with the endings of its names.
  package init(name: String, endings: [String]) {
    self.name = name
    self.endings = endings
  }

  package static let png = OutputFormat(name: "PNG", endings: ["png"])
  package static let safetensors = OutputFormat(
    name: "safetensors", endings: ["safetensors", "st"])
  package static let csv = OutputFormat(name: "CSV", endings: ["csv"])
  package static let onnx = OutputFormat(name: "ONNX", endings: ["onnx"])
  package static let notebook = OutputFormat(name: "a Jupyter notebook", endings: ["ipynb"])

  /// Refuses a name that does not end as such files do, for another program would take it for something
  /// else.
  ///
  /// - Throws: ``StagingError/ending(_:format:ending:)``.
  package func check(_ place: URL) throws {
    guard endings.contains(place.pathExtension.lowercased()) else {
      throw StagingError.ending(place.relativePath, format: name, ending: endings[0])
    }
  }
}

/// The file behind a path: links, other spellings and hard links lead to the same one.
package struct FileIdentity: Hashable, Sendable {
  private let device: Int
  private let inode: UInt64

  /// The file that is there; nil where there is none.
  package init?(_ url: URL) {
    var status = stat()
    guard stat(url.path, &status) == 0 else { return nil }
    device = Int(status.st_dev)
    inode = UInt64(status.st_ino)
  }
}

/// Refuses to write a file over one that is read, or over one that lies in a folder that is read.
///
/// New files may be written anywhere, and files of sub-folders are no part of a folder.
///
/// - Parameters:
///   - inputs: files and folders that are read.
///   - places: the files to write.
/// - Throws: ``StagingError/input(_:)`` or ``StagingError/partOfInput(_:folder:)``.
package func refuseReplacing(_ inputs: [URL], by places: [URL]) throws {
  let files = Set(inputs.compactMap(FileIdentity.init))
  let folders = inputs.filter { $0.isFolder == true }
    .map { (url: $0, identity: FileIdentity($0), members: members(of: $0)) }
  for place in places where place.isFolder == false {
    guard let found = FileIdentity(place) else { continue }
    if files.contains(found) { throw StagingError.input(place.relativePath) }
    let parent = FileIdentity(place.deletingLastPathComponent())
    if let folder = folders.first(where: { $0.identity == parent || $0.members.contains(found) }) {
      throw StagingError.partOfInput(place.relativePath, folder: folder.url.relativePath)
    }
  }
}

/// Refuses to write a file over the one that is read.
package func refuseReplacing(_ input: URL, by places: [URL]) throws {
  try refuseReplacing([input], by: places)
}

/// The files of a folder, to which links from elsewhere may lead.
private func members(of folder: URL) -> Set<FileIdentity> {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
  return Set(names.compactMap { FileIdentity(folder.appendingPathComponent($0)) })
}
