import Foundation

/// A key that was pressed, or what came instead of one.
package enum KeyPress: Equatable {
  /// A key with a character, such as a letter or Enter.
  case character(Character)
  /// A key without one, such as an arrow.
  case other
  /// No key will come any more, or Ctrl-D says so.
  case ended
  /// A signal asks the program to end.
  case interrupted
  /// The program was stopped by Ctrl-Z and goes on: what the screen showed last is to be shown again.
  case resumed
}

/// The keyboard of the terminal at standard input while a reader is asked for single keys.
///
/// From `take()` to `release()` the terminal hands out keys at once and shows none, also those that
/// are pressed while nobody asks. Ctrl-Z gives it back to the shell for as long as the program stands.
package final class Keyboard {
  private let watch: InterruptWatch
  /// The terminal as it was before.
  private var usual: termios?

  /// Reads keys while signals are watched.
  package init(_ watch: InterruptWatch) {
    self.watch = watch
    watch.aroundStop(
      before: { [weak self] in self?.giveBack() }, after: { [weak self] in self?.prepare() })
  }

  deinit {
    giveBack()
  }

  /// Takes the terminal over.
  package func take() {
    var now = termios()
    guard tcgetattr(STDIN_FILENO, &now) == 0 else { return }
    usual = now
    prepare()
  }

  /// Gives the terminal back as it was.
  package func release() {
    giveBack()
    usual = nil
  }

  /// Forgets keys that were pressed before anybody asked for one.
  package func forget() {
    tcflush(STDIN_FILENO, TCIFLUSH)
  }

  /// Waits for a key; of several that come at once only the first counts.
  package func next() -> KeyPress {
    while true {
      var polled = [STDIN_FILENO, watch.descriptor].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      if poll(&polled, nfds_t(polled.count), -1) < 0, errno != EINTR { return .ended }
      if polled[1].revents != 0, let signal = watch.next() { return answer(to: signal) }
      if polled[0].revents != 0, let press = read() { return press }
    }
  }

  private func answer(to signal: Int32) -> KeyPress {
    switch signal {
    case SIGTSTP:
      watch.suspend()
      return .resumed
    case SIGCONT:
      // Whoever stopped the program without asking it has not been given the terminal back.
      prepare()
      return .resumed
    default: return .interrupted
    }
  }

  /// The key in the bytes that have arrived; nil where the reading was disturbed.
  private func read() -> KeyPress? {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = Foundation.read(STDIN_FILENO, &bytes, bytes.count)
    if count < 0, errno == EINTR { return nil }
    guard count > 0 else { return .ended }
    let text = String(decoding: bytes.prefix(count), as: UTF8.self)
    guard let first = text.unicodeScalars.first else { return .ended }
    switch first.value {
    case 4: return .ended
    case 0x1B:
      if count == 1 { skipSequence() }
      return .other
    case 0x0A, 0x0D: return .character("\n")
    case 0x20..<0x7F, 0xA0...: return .character(Character(first))
    default: return .other
    }
  }

  /// Reads what follows an escape that came alone over a slow line.
  private func skipSequence() {
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&input, 1, 50) > 0 else { return }
    var bytes = [UInt8](repeating: 0, count: 64)
    _ = Foundation.read(STDIN_FILENO, &bytes, bytes.count)
  }

  private func prepare() {
    guard var now = usual else { return }
    now.c_lflag &= ~tcflag_t(ICANON | ECHO)
    withUnsafeMutableBytes(of: &now.c_cc) { characters in
      characters[Int(VMIN)] = 1
      characters[Int(VTIME)] = 0
    }
    tcsetattr(STDIN_FILENO, TCSANOW, &now)
  }

  private func giveBack() {
    guard var usual else { return }
    tcsetattr(STDIN_FILENO, TCSANOW, &usual)
  }
}
