internal import Foundation

/// A path at which nothing is, as a sentence names it: with the folder in which it was sought, where the path
/// does not say it itself.
///
/// `assets/teacher` is there in one folder and not in another, and the reader sees only the path.
package struct SoughtPath: CustomStringConvertible {
  package let description: String

  /// Names the path as it was given.
  package init(_ path: String) {
    let isWhole = path.hasPrefix("/") || path.hasPrefix("~")
    description = isWhole ? path : "\(path) in \(FileManager.default.currentDirectoryPath)"
  }
}
