package import Foundation

/// Makes a folder for passing use, and removes it afterwards.
///
/// Nobody else may enter it, and nobody can guess its name: in a folder that others write to, a file under a
/// name that can be guessed may be theirs. Those that killed processes have left are removed after an hour.
///
/// - Parameters:
///   - name: the beginning of the folder's name.
///   - parent: the folder above it, made where it is not there; the temporary folder by default.
///   - body: does the work in the folder.
/// - Returns: what `body` returns.
/// - Throws: ``StagingError/unwritable(_:)``, or what `body` throws.
package func withScratchFolder<Result>(
  _ name: String, in parent: URL = FileManager.default.temporaryDirectory,
  _ body: (URL) throws -> Result
) throws -> Result {
  let files = FileManager.default
  do {
    try files.createDirectory(at: parent, withIntermediateDirectories: true)
  } catch {
    throw StagingError.unwritable(parent.path)
  }
  removeLeftovers("\(name)-", in: parent)
  var template = Array(parent.appendingPathComponent("\(name)-XXXXXX").path.utf8CString)
  guard mkdtemp(&template) != nil else { throw StagingError.unwritable(parent.path) }
  let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  let folder = URL(fileURLWithPath: path, isDirectory: true)
  // A leftover does no harm.
  defer { try? files.removeItem(at: folder) }
  return try body(folder)
}

private func removeLeftovers(_ prefix: String, in parent: URL) {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
  for name in names where name.hasPrefix(prefix) && name.count == prefix.count + 6 {
    let folder = parent.appendingPathComponent(name)
    var status = stat()
    // Those of other users stay, whatever their names.
    guard lstat(folder.path, &status) == 0, status.st_uid == geteuid(),
      status.st_mode & S_IFMT == S_IFDIR,
      let changed = try? FileManager.default.attributesOfItem(atPath: folder.path)[
        .modificationDate] as? Date, changed.timeIntervalSinceNow < -3600
    else { continue }
    try? FileManager.default.removeItem(at: folder)
  }
}
