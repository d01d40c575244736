import Foundation

/// Why a file or a folder was not written.
package struct AtomicFileError: Error, Equatable, CustomStringConvertible {
  /// The step that failed.
  package enum Step: String, Sendable {
    case makeFolder = "made"
    case open = "opened"
    case write = "written"
    case sync = "brought to the disk"
    case close = "closed"
    case rename = "renamed"
    case syncFolder = "brought to the disk with its folder"
  }

  package let step: Step
  /// The system's number of the error.
  package let code: Int32
  package private(set) var path: String

  /// Takes the present `errno`.
  init(_ step: Step, _ url: URL? = nil) {
    code = errno
    self.step = step
    path = url?.path ?? ""
  }

  func at(_ url: URL) -> AtomicFileError {
    var error = self
    if path.isEmpty { error.path = url.path }
    return error
  }

  /// The system's words for the reason.
  package var reason: String { String(cString: strerror(code)) }

  package var description: String {
    "\(path) cannot be \(step.rawValue) (\(reason)): check that its folder exists, may be written to and "
      + "has room"
  }
}

/// Reasons why the files of a command cannot be written.
package enum StagingError: Error, Equatable, CustomStringConvertible {
  case unwritable(String)
  case folder(String)
  /// There is a file where a folder is to be.
  case file(String)
  /// The file would replace what it was made from.
  case input(String)
  /// The file would replace one of a folder that is read.
  case partOfInput(String, folder: String)
  /// The name of a file does not end as its format does.
  case ending(String, format: String, ending: String)

  package var description: String {
    switch self {
    case .unwritable(let path):
      "cannot write \(path): check that its folder exists, may be written to and has room"
    case .folder(let path): "cannot write \(path): it is a folder, choose another name"
    case .file(let path):
      "\(path) is a file, and a folder is to be written there: choose another name"
    case .input(let path):
      "\(path) is read, and would be replaced: choose another place"
    case .partOfInput(let path, let folder):
      "\(path) belongs to \(folder), which is read, and would be replaced: choose another place"
    case .ending(let path, let format, let ending):
      "\(path) would hold \(format): give a name that ends in .\(ending)"
    }
  }
}
