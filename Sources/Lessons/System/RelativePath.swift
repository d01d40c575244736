import Foundation

extension URL {
  /// The way from this folder to another one, such as `../..`; `.` where they are the same.
  func path(to other: URL) -> String {
    let start = resolvingSymlinksInPath().standardizedFileURL.pathComponents
    let end = other.resolvingSymlinksInPath().standardizedFileURL.pathComponents
    let common = zip(start, end).prefix { $0 == $1 }.count
    let steps = start.dropFirst(common).map { _ in ".." } + end.dropFirst(common)
    return steps.isEmpty ? "." : steps.joined(separator: "/")
  }
}
