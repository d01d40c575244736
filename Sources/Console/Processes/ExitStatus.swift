import Files
import Foundation

/// An error that decides the exit status of the program; every other one gives 1.
package protocol ErrorWithStatus: Error {
  /// 2 where another command line would do, 128 and the number of the signal after an interrupt.
  var exitStatus: Int32 { get }
}

/// The exit status that an error gives.
package func exitStatus(of error: any Error) -> Int32 {
  (error as? any ErrorWithStatus)?.exitStatus ?? 1
}

extension StagingError: ErrorWithStatus {
  /// A name with another ending would do.
  package var exitStatus: Int32 { if case .ending = self { 2 } else { 1 } }
}

/// The end of some work by a signal such as that of Ctrl-C; nothing has failed.
package struct Interruption: ErrorWithStatus, Equatable, CustomStringConvertible {
  /// The work that was stopped, and how to go on.
  package let description: String
  /// The number of the signal.
  package let signal: Int32

  /// Describes the work that was stopped.
  package init(description: String, signal: Int32 = SIGINT) {
    self.description = description
    self.signal = signal
  }

  /// The status that a shell reports for a process ended by the signal: 130 for Ctrl-C.
  package var exitStatus: Int32 { 128 + signal }
}
