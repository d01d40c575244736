#if os(Linux)  // pseudo-terminals are opened by Linux's own calls
  import Foundation
  import TestSupport
  import Testing

  /// The program on a terminal of its own, with keys typed by the test.
  final class TerminalSession {
    private let process: Process
    private let terminal: Int32
    private(set) var screen = ""
    private var rest = ""

    init(
      _ arguments: [String], in folder: URL, columns: Int = 0, environment: [String: String] = [:]
    ) throws {
      terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
      var number: Int32 = 0
      let (unlock, askForNumber) = (UInt(0x4004_5431), UInt(0x8004_5430))  // TIOCSPTLCK, TIOCGPTN
      let isOpen =
        terminal >= 0 && ioctl(terminal, unlock, &number) == 0
        && ioctl(terminal, askForNumber, &number) == 0
      try #require(isOpen)
      let other = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
      let end = FileHandle(fileDescriptor: other, closeOnDealloc: true)
      process = try Program.prepare(arguments, in: folder)
      process.environment?["TERM"] = "xterm-256color"
      process.environment?["NO_COLOR"] = "1"
      process.environment?["CI"] = nil
      for (name, value) in environment { process.environment?[name] = value }
      process.standardInput = end
      process.standardOutput = end
      process.standardError = end
      if columns > 0 { self.columns = columns }
      try process.run()
      _ = fcntl(terminal, F_SETFL, O_NONBLOCK)
    }

    deinit {
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      close(terminal)
    }

    /// Waits until the screen shows some words behind those that were waited for before.
    func wait(for words: String) -> Bool {
      let deadline = Date(timeIntervalSinceNow: 60)
      while Date() < deadline {
        let isNew = look()
        if let found = rest.firstRange(of: words) {
          rest.removeSubrange(..<found.upperBound)
          return true
        }
        if !isNew { Thread.sleep(forTimeInterval: 0.02) }
      }
      return false
    }

    /// Waits until something holds.
    func waits(for isSo: (TerminalSession) -> Bool) -> Bool {
      let deadline = Date(timeIntervalSinceNow: 20)
      while Date() < deadline {
        look()
        if isSo(self) { return true }
        Thread.sleep(forTimeInterval: 0.02)
      }
      return false
    }

    /// Takes in what was written; false where nothing was.
    @discardableResult
    private func look() -> Bool {
      var bytes = [UInt8](repeating: 0, count: 65_536)
      let count = read(terminal, &bytes, bytes.count)
      guard count > 0 else { return false }
      let text = String(decoding: bytes.prefix(count), as: UTF8.self)
      screen += text
      rest += text
      return true
    }

    func type(_ key: String) {
      _ = key.withCString { write(terminal, $0, strlen($0)) }
    }

    func send(_ signal: Int32) {
      kill(process.processIdentifier, signal)
    }

    /// The columns of the window.
    var columns: Int {
      get {
        var size = winsize()
        _ = ioctl(terminal, UInt(TIOCGWINSZ), &size)
        return Int(size.ws_col)
      }
      set {
        var size = winsize(ws_row: 40, ws_col: UInt16(newValue), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
      }
    }

    /// Whether the terminal shows keys that are typed, and hands out lines, as a shell wants it.
    var showsKeys: Bool {
      var mode = termios()
      guard tcgetattr(terminal, &mode) == 0 else { return false }
      return mode.c_lflag & tcflag_t(ECHO) != 0 && mode.c_lflag & tcflag_t(ICANON) != 0
    }

    /// Whether Ctrl-Z has stopped the program.
    var isStopped: Bool { Self.isStopped(process.processIdentifier) }

    static func isStopped(_ process: Int32) -> Bool { fields(of: process).first == "T" }

    /// The processes that the program has started and that run.
    var children: [Int32] {
      let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return all.compactMap { Int32($0) }.filter {
        Self.fields(of: $0).dropFirst().first == "\(process.processIdentifier)"
      }
    }

    /// State, parent and more of a process.
    private static func fields(of process: Int32) -> [Substring] {
      let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
      return text.split(separator: ")").last?.split(separator: " ") ?? []
    }

    /// The exit status, or minus the number of the signal that ended the program.
    var status: Int32 {
      // What the program writes is taken in, since it waits where nobody reads.
      let deadline = Date(timeIntervalSinceNow: 300)
      while process.isRunning, Date() < deadline {
        look()
        Thread.sleep(forTimeInterval: 0.01)
      }
      process.end(within: 0)
      look()
      let status = process.terminationStatus
      return process.terminationReason == .uncaughtSignal ? -status : status
    }
  }
#endif
