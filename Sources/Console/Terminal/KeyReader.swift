import Foundation

/// Reads single keys from the terminal at standard input.
package struct KeyReader {
  /// Reads from standard input.
  package init() {}

  /// The next key, or nil where the input has ended or an interrupt has come.
  ///
  /// The terminal hands out keys at once and unseen while this waits, and is as before afterwards.
  package func next() -> Character? {
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
    var now = before
    now.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(STDIN_FILENO, TCSANOW, &now)
    defer { tcsetattr(STDIN_FILENO, TCSANOW, &before) }
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&input, 1, -1) > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    guard count > 0 else { return nil }
    return String(decoding: bytes.prefix(count), as: UTF8.self).first
  }
}
