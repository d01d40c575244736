import Foundation

/// Turns Ctrl-C and its relatives into bytes that `poll` can wait for, so that a run can end tidily.
///
/// From its making to `stop()` these signals do not end the process. One that the process was started to
/// ignore, as `nohup` does it, stays ignored. Of several watches each gets what it reads first: let one
/// of them read at a time.
package final class InterruptWatch {
  private static let endings = [SIGINT, SIGTERM, SIGHUP]
  private static let jobControl = [SIGQUIT, SIGTSTP, SIGCONT]

  private var watched: [Int32]
  private let hasNotice: Bool

  /// Begins to watch.
  ///
  /// - Parameters:
  ///   - notice: a sentence that is written to the error stream as soon as a signal that ends comes, for
  ///     work that ends only some time later; the same signal once more then ends the process at once.
  ///     Nil for no sentence and no such end.
  ///   - followsJobControl: whether Ctrl-Z and the going on after it come as bytes too, for a process with a
  ///     child or a terminal to look after; so does Ctrl-\.
  package init(saying notice: String? = nil, followsJobControl: Bool = false) {
    hasNotice = notice != nil
    if let notice { signalNotice.set(notice) }
    watched = Self.endings + (followsJobControl ? Self.jobControl : [])
    // What an earlier run has left unread is not meant for this one.
    if !signalEffects.isWatching { while next() != nil {} }
    Self.unblock()
    signalEffects.replace(watched)
  }

  /// Lets signals reach this thread: whoever started the process may have blocked them in the thread that
  /// did so, and Ctrl-C would end nothing.
  package static func unblock() {
    var wanted = sigset_t()
    sigemptyset(&wanted)
    for number in endings + jobControl { sigaddset(&wanted, number) }
    pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
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

  /// Has something done whenever Ctrl-Z stops the process, and when it goes on; for all watches.
  package func aroundStop(before: @escaping () -> Void, after: @escaping () -> Void) {
    signalEffects.aroundStop = (before, after)
  }

  /// Stops this process as Ctrl-Z wants it, and returns when the shell lets it go on.
  package func suspend() {
    let (before, after) = signalEffects.aroundStop
    before()
    let effect = signal(SIGTSTP, SIG_DFL)
    raise(SIGTSTP)
    signal(SIGTSTP, effect)
    after()
  }

  /// Gives the signals the effect back that they had before, once no other watch needs them.
  package func stop() {
    signalEffects.giveBack(watched)
    watched = []
    if hasNotice { signalNotice.set(nil) }
  }
}

private typealias SignalEffect = @convention(c) (Int32) -> Void

/// The effects that signals had before they were watched; one for the whole process, as signals are.
private final class SignalEffects: @unchecked Sendable {
  private let lock = NSLock()
  private var before: [Int32: (effect: SignalEffect?, watches: Int)] = [:]
  private var hooks: (before: () -> Void, after: () -> Void) = ({}, {})

  var isWatching: Bool { lock.withLock { !before.isEmpty } }

  var aroundStop: (before: () -> Void, after: () -> Void) {
    get { lock.withLock { hooks } }
    set { lock.withLock { hooks = newValue } }
  }

  func replace(_ numbers: [Int32]) {
    lock.withLock {
      for number in numbers {
        if let known = before[number] {
          before[number] = (known.effect, known.watches + 1)
          continue
        }
        // A handler, because a child inherits a signal that is ignored, but not one that is handled.
        let effect = signal(number, noteSignal)
        if Self.isIgnored(effect) { signal(number, SIG_IGN) }
        before[number] = (effect, 1)
      }
    }
  }

  func giveBack(_ numbers: [Int32]) {
    lock.withLock {
      for number in numbers {
        guard let known = before[number] else { continue }
        before[number] = known.watches > 1 ? (known.effect, known.watches - 1) : nil
        if known.watches == 1 { signal(number, known.effect) }
      }
      if before.isEmpty { hooks = ({}, {}) }
    }
  }

  private static func isIgnored(_ effect: SignalEffect?) -> Bool {
    effect.map { unsafeBitCast($0, to: Int.self) } == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}

private let signalEffects = SignalEffects()

/// The handler: it says what has come, and does nothing else.
private let noteSignal: SignalEffect = { number in
  let savedError = errno
  if number != SIGTSTP, number != SIGCONT, signalNotice.write() { signal(number, SIG_DFL) }
  var byte = UInt8(truncatingIfNeeded: number)
  _ = write(signalPipe.writer, &byte, 1)
  errno = savedError
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
