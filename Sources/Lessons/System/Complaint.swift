import Foundation

/// Writes one message to the error stream.
public func complain(_ message: String) {
  FileHandle.standardError.write(Data("wkd-learn: \(message)\n".utf8))
}
