import Foundation
import WKD

/// The files of one set of pictures in a data set.
struct AuditFiles {
  let folder: URL
  /// The name of the set in the report.
  let name: String
  /// The paths of pictures below the folder, in the order in which training takes them.
  var pictures: [String] = []
  /// The paths of everything else but hidden files.
  var others: [String] = []
  /// The paths of hidden files whose names end like a picture's.
  var hidden: [String] = []
  /// The paths of folders that may not be read.
  var locked: [String] = []

  func path(of file: String) -> String { name == "." ? file : "\(name)/\(file)" }

  /// The sets in a folder: the folder itself and all below it; what lies below a set for training or testing
  /// belongs to it.
  ///
  /// - Throws: `ImageFolderError` for a folder that is not there or may not be read.
  static func below(_ path: String, isOnly: Bool) throws -> [AuditFiles] {
    let given = URL(fileURLWithPath: path)
    let found = try PictureFolder(given)
    let root = isOnly ? "." : given.resolvingSymlinksInPath().lastPathComponent
    var sets: [String: AuditFiles] = [:]
    /// Calls `body` with the set that a folder belongs to, and with the folder's place in it.
    func use(_ folder: String, _ body: (inout AuditFiles, _ inside: String) -> Void) {
      var set = AuditFiles(folder: given, name: root)
      var inside = ""
      for part in folder.split(separator: "/").map(String.init) {
        if AuditedPicture.role(ofSet: set.name) == .other {
          set = AuditFiles(
            folder: set.folder.appendingPathComponent(part), name: set.path(of: part))
        } else {
          inside += "\(part)/"
        }
      }
      body(&sets[set.name, default: set], inside)
    }
    func add(_ name: String, to list: WritableKeyPath<AuditFiles, [String]>) {
      use((name as NSString).deletingLastPathComponent) { set, inside in
        set[keyPath: list].append(inside + (name as NSString).lastPathComponent)
      }
    }
    for folder in found.folders { use(folder) { _, _ in } }
    for name in found.names { add(name, to: \.pictures) }
    for other in found.others { add(other.name, to: other.reason == .hidden ? \.hidden : \.others) }
    for name in found.locked { add(name, to: \.locked) }
    return sets.values.sorted { $0.name < $1.name }
  }
}
