import Foundation

/// The line from a parent to a child of the same program: bytes come on it, and its end says that the
/// parent has gone.
///
/// A child that took its line over never outlives its parent, whatever it computes.
package final class ParentLine: @unchecked Sendable {
  private let line: Int32
  private let arrival = NSCondition()
  private var bytes: [UInt8] = []

  /// Takes the line over from standard input, which is empty from now on: what the child runs may read
  /// it, and must neither wait there nor take a byte of the line.
  package init() {
    line = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
    let nothing = open("/dev/null", O_RDONLY)
    if nothing >= 0 {
      dup2(nothing, STDIN_FILENO)
      close(nothing)
    }
    Thread.detachNewThread { [self] in listen() }
  }

  /// Takes the line over where standard input is one; a person who starts the child by hand has none.
  package static func followParent() {
    var status = stat()
    guard fstat(STDIN_FILENO, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return }
    _ = ParentLine()
  }

  /// The next byte, waited for.
  package func next() -> UInt8 {
    arrival.lock()
    defer { arrival.unlock() }
    while bytes.isEmpty { arrival.wait() }
    return bytes.removeFirst()
  }

  /// The next byte, or nil where none has come.
  package func nextIfAny() -> UInt8? {
    arrival.lock()
    defer { arrival.unlock() }
    return bytes.isEmpty ? nil : bytes.removeFirst()
  }

  private func listen() {
    while true {
      var byte: UInt8 = 0
      let count = read(line, &byte, 1)
      if count < 0, errno == EINTR { continue }
      // Nobody is left who wants a result, and the main thread may be in a loop without an end.
      guard count == 1 else { _exit(128 + SIGHUP) }
      arrival.lock()
      bytes.append(byte)
      arrival.signal()
      arrival.unlock()
    }
  }
}
