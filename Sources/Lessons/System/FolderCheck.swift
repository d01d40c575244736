import Foundation

extension URL {
  /// Whether a folder is there, links followed; nil where there is nothing.
  var isFolder: Bool? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    return isFolder.boolValue
  }
}
