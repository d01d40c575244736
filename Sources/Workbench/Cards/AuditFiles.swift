import Console
import Foundation
import WKD

/// The files of one folder of a data set.
struct AuditFiles {
  let folder: URL
  /// The name of the set in the report.
  let name: String
  /// The names of pictures, in the order of their bytes.
  var pictures: [String] = []
  /// The names of everything else but folders that hold files themselves.
  var others: [String] = []

  func path(of file: String) -> String { name == "." ? file : "\(name)/\(file)" }

  /// The folder itself and all below it, links to folders followed once; what lies below a set for training
  /// or testing belongs to it.
  ///
  /// - Throws: ``DataAuditError/missing(_:)``.
  static func below(_ path: String, isOnly: Bool) throws -> [AuditFiles] {
    let root = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    guard root.isFolder == true, FileManager.default.isReadableFile(atPath: root.path) else {
      throw DataAuditError.missing(path)
    }
    var seen: Set<String> = []
    var found: [AuditFiles] = []
    func visit(_ folder: URL, prefix: String, depth: Int, into files: inout AuditFiles) {
      let place = folder.resolvingSymlinksInPath()
      guard depth < 16, seen.insert(place.path).inserted else { return }
      let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
      for entry in names.sorted(by: { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }) {
        let url = place.appendingPathComponent(entry)
        if url.isFolder == true {
          guard !entry.hasPrefix(".") else { continue }
          if AuditedPicture.role(ofSet: files.name) == .other {
            add(url, name: files.path(of: entry), depth: depth + 1)
          } else {
            visit(url, prefix: "\(prefix)\(entry)/", depth: depth + 1, into: &files)
          }
        } else if ImageFile.isReadable(url), !entry.hasPrefix(".") {
          files.pictures.append(prefix + entry)
        } else if !entry.hasPrefix(".") || ImageFile.isReadable(url) {
          files.others.append(prefix + entry)
        }
      }
    }
    func add(_ folder: URL, name: String, depth: Int) {
      var files = AuditFiles(folder: folder.resolvingSymlinksInPath(), name: name)
      visit(folder, prefix: "", depth: depth, into: &files)
      found.append(files)
    }
    add(root, name: isOnly ? "." : root.lastPathComponent, depth: 0)
    return found.sorted { $0.name < $1.name }
  }
}

/// The reason why folders cannot be audited.
public enum DataAuditError: Error, Equatable, CustomStringConvertible {
  /// There is no such folder, or it may not be read.
  case missing(String)
  /// There is no picture in any of the folders.
  case empty(String)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .missing(let path): "there is no folder \(path): name one that holds pictures"
    case .empty(let path):
      "\(path) and the folders below hold no picture that is read: name a folder of pictures"
    }
  }
}
