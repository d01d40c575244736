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

/// Turns Ctrl-C and its relatives into bytes that `poll` can wait for, so that a run can end tidily.
///
/// From its making to `stop()` these signals do not end the process. One watch at a time.
package struct InterruptWatch {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// Begins the watch.
  ///
  /// - Parameter notice: a sentence that is written to the error stream as soon as one of the signals comes,
  ///   for work that ends only some time later; the same signal once more then ends the process at once. Nil
  ///   for no sentence and no such end.
  package init(saying notice: String? = nil) {
    signalNotice.set(notice)
    // What an earlier run has left unread is not meant for this one.
    while next() != nil {}
    // Whoever started the process may have blocked these signals in the thread that did so.
    var wanted = sigset_t()
    sigemptyset(&wanted)
    for number in Self.signals { sigaddset(&wanted, number) }
    pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
    for number in Self.signals {
      // A handler, because a child inherits a signal that is ignored, but not one that is handled.
      signal(number) { number in
        let savedError = errno
        if signalNotice.write() { Foundation.signal(number, SIG_DFL) }
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(signalPipe.writer, &byte, 1)
        errno = savedError
      }
    }
  }

  /// Becomes readable when a signal has come.
  package var descriptor: Int32 {
    signalPipe.reader
  }

  /// The signal that has come, or nil where none has.
  package func next() -> Int32? {
    var byte: UInt8 = 0
    return read(descriptor, &byte, 1) == 1 ? Int32(byte) : nil
  }

  /// Gives the signals their usual effect back.
  package func stop() {
    for number in Self.signals { signal(number, SIG_DFL) }
  }
}

/// The bytes that the handler writes; kept as a handler may read them, which must take no memory.
private struct SignalNotice: @unchecked Sendable {
  private var bytes: UnsafeMutablePointer<CChar>?
  private var count = 0

  mutating func set(_ sentence: String?) {
    let old = bytes
    bytes = nil
    guard let sentence else { return free(old) }
    // Over the bar of a terminal, and behind its ^C.
    let start = isatty(STDERR_FILENO) != 0 ? "\r\u{1B}[K" : ""
    let line = "\(start)\(programName): \(sentence)\n"
    count = line.utf8.count
    bytes = strdup(line)
    free(old)
  }

  /// Writes the sentence, where there is one.
  func write() -> Bool {
    guard let bytes else { return false }
    _ = Foundation.write(STDERR_FILENO, bytes, count)
    return true
  }
}

private nonisolated(unsafe) var signalNotice = SignalNotice()

/// Shared by the whole process, as signals are: their handler can capture nothing.
private let signalPipe: (reader: Int32, writer: Int32) = {
  var ends: [Int32] = [-1, -1]
  guard pipe(&ends) == 0 else { return (-1, -1) }
  for end in ends {
    _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    _ = fcntl(end, F_SETFL, O_NONBLOCK)
  }
  return (ends[0], ends[1])
}()
