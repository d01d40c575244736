import Foundation

/// Where a child asks, before each cell, whether it may go on: its standard input.
///
/// The parent writes one byte for a cell that is called for, and closes the pipe to end the run.
struct CellGate {
  /// The byte that calls for a cell.
  static let go = UInt8(ascii: "g")

  /// Whether every cell waits to be called for; else only an end of the run is looked for.
  let isStepped: Bool

  /// Lets the next cell through.
  ///
  /// - Throws: ``RunEnded`` where the run is to end here.
  func pass() throws {
    if !isStepped {
      var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      guard poll(&input, 1, 0) > 0 else { return }
    }
    var byte: UInt8 = 0
    guard read(STDIN_FILENO, &byte, 1) == 1, byte == Self.go else { throw RunEnded() }
  }
}

/// The run ends before its next cell, because the reader wants it so; nothing has failed.
struct RunEnded: Error {}
