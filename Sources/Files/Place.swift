package import Foundation

extension URL {
  /// Whether a folder is there, links followed; nil where there is nothing.
  package var isFolder: Bool? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    return isFolder.boolValue
  }

  /// Whether a terminal, a pipe, `/dev/null` or another thing is there that takes bytes and must not be
  /// replaced.
  package var isStream: Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  /// The way from this folder to another one, such as `../..`; `.` where they are the same.
  package func path(to other: URL) -> String {
    let start = resolvingSymlinksInPath().standardizedFileURL.pathComponents
    let end = other.resolvingSymlinksInPath().standardizedFileURL.pathComponents
    let common = zip(start, end).prefix { $0 == $1 }.count
    let steps = start.dropFirst(common).map { _ in ".." } + end.dropFirst(common)
    return steps.isEmpty ? "." : steps.joined(separator: "/")
  }
}
