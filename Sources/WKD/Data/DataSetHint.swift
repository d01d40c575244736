internal import Foundation

/// The advice for a data set whose folders are not called `trainA`, `trainB`, `testA` and `testB`.
///
/// Data sets come as `train_A`, `TrainA`, `train/A` or `A`, in a folder within the folder, or still packed.
struct DataSetHint {
  /// The data set's folder.
  let root: URL
  /// The folders that are wanted and not there.
  let missing: [String]

  /// The folders that stand there instead, and what to do.
  var text: String {
    let names = (try? PictureFolder.names(in: root)) ?? []
    let folders = names.filter { PictureFolder.isFolder(root.appendingPathComponent($0).path) }
    let likely = missing.compactMap { wanted in
      candidates(folders).first { Self.isLike($0, wanted) }.map { ($0, wanted) }
    }
    if !likely.isEmpty {
      return "rename " + likely.map { "\($0) to \($1)" }.joined(separator: ", ")
    }
    if let inner = folders.first(where: holdsDataSet) {
      return "its folder \(inner) does: give \(root.appendingPathComponent(inner).relativePath)"
    }
    let archives = names.filter(Self.isArchive)
    if folders.isEmpty, let archive = archives.first { return "unpack \(archive) first" }
    let needed = "put the pictures into folders of these names"
    if !folders.isEmpty {
      let shown = folders.prefix(8).joined(separator: ", ") + (folders.count > 8 ? ", ..." : "")
      return "\(needed) (found: \(shown))"
    }
    let pictures = names.count { ImageFile.isReadable(root.appendingPathComponent($0)) }
    return pictures == 0 ? needed : "\(needed); \(pictures) stand in the folder itself"
  }

  /// The folders within those called `train`, `test`, `A` or `B`, then the folders themselves.
  private func candidates(_ folders: [String]) -> [String] {
    let outer = folders.filter { ["train", "test", "a", "b"].contains($0.lowercased()) }
    let inner = outer.flatMap { outer in
      ((try? PictureFolder.names(in: root.appendingPathComponent(outer))) ?? [])
        .map { "\(outer)/\($0)" }
        .filter { PictureFolder.isFolder(root.appendingPathComponent($0).path) }
    }
    return inner + folders
  }

  private func holdsDataSet(_ folder: String) -> Bool {
    let names = (try? PictureFolder.names(in: root.appendingPathComponent(folder))) ?? []
    return missing.allSatisfy(names.contains)
  }

  /// Whether a folder is likely to hold what is wanted: `train_A`, `TRAINA`, `train/a`, `A/train`, and `A`
  /// for `trainA`.
  private static func isLike(_ path: String, _ wanted: String) -> Bool {
    let parts = path.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let wanted = wanted.lowercased()
    let isOneLetter = wanted.hasPrefix("train") && parts == [String(wanted.suffix(1))]
    return parts.joined() == wanted || parts.reversed().joined() == wanted || isOneLetter
  }

  private static func isArchive(_ name: String) -> Bool {
    [".zip", ".tar", ".gz", ".tgz", ".7z", ".rar", ".xz", ".bz2"]
      .contains { name.lowercased().hasSuffix($0) }
  }

  /// The advice where the data set itself is a file; nil where it is none.
  static func ofFile(_ root: URL) -> String? {
    guard FileManager.default.fileExists(atPath: root.path), !PictureFolder.isFolder(root.path)
    else { return nil }
    return isArchive(root.lastPathComponent)
      ? "it is an archive, unpack it first" : "it is a file, give the folder that holds them"
  }
}
