import Foundation

/// A child process whose two output streams are handed on as they arrive.
struct ChildProcess {
  /// How a child ended.
  enum Ending: Equatable {
    case exit(Int32)
    case signal(Int32)
    /// The reader asked to stop; the signal that said so.
    case interrupted(Int32)
    /// It ran longer than it may.
    case timedOut
  }

  /// Where bytes come from.
  enum Source {
    case output
    case errors
  }

  let executable: URL
  let arguments: [String]
  let environment: [String: String]

  /// Runs the child to its end.
  ///
  /// `receive` takes what it says, with the way to answer. The first interrupt closes that way, which
  /// asks the child to end by itself, and calls `interrupted`; the second one stops the child. A child
  /// with a time limit is stopped by the first one.
  func run(
    limit: Duration? = nil, interrupted: () -> Void = {},
    receive: (Source, [UInt8], ChildInput) -> Void
  ) throws -> Ending {
    let process = Process()
    let outputPipe = Pipe()
    let errorPipe = Pipe()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = environment
    let inputPipe = Pipe()
    process.standardInput = inputPipe
    process.standardOutput = outputPipe
    process.standardError = errorPipe

    let interrupts = InterruptWatch()
    defer { interrupts.stop() }
    try process.run()

    let input = ChildInput(inputPipe.fileHandleForWriting)
    defer { input.close() }
    var streams = [
      Stream(source: .output, descriptor: outputPipe.fileHandleForReading.fileDescriptor),
      Stream(source: .errors, descriptor: errorPipe.fileHandleForReading.fileDescriptor),
    ]
    var interrupt: Int32?
    var deadline = ContinuousClock.Instant?.none
    let lastMoment = limit.map { ContinuousClock.now + $0 }
    var isLate = false
    while streams.contains(where: \.isOpen) {
      var polled = (streams.map(\.descriptor) + [interrupts.descriptor]).map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      let isTimed = deadline != nil || lastMoment != nil
      let ready = poll(&polled, nfds_t(polled.count), isTimed ? 100 : -1)
      if let lastMoment, .now > lastMoment, !isLate {
        isLate = true
        kill(process.processIdentifier, SIGKILL)
      }
      if let deadline, .now > deadline { kill(process.processIdentifier, SIGKILL) }
      guard ready > 0 else { continue }
      for index in streams.indices where polled[index].revents != 0 {
        if let bytes = streams[index].read() { receive(streams[index].source, bytes, input) }
      }
      if polled[streams.count].revents != 0, let signal = interrupts.next() {
        if interrupt == nil, signal == SIGINT, limit == nil {
          input.close()
          interrupted()
        } else {
          process.terminate()
          // The child has this long to end by itself.
          deadline = deadline ?? .now + .seconds(2)
        }
        interrupt = signal
      }
    }
    process.waitUntilExit()

    if let interrupt { return .interrupted(interrupt) }
    if isLate { return .timedOut }
    return process.terminationReason == .uncaughtSignal
      ? .signal(process.terminationStatus) : .exit(process.terminationStatus)
  }
}

/// The way to tell a child something.
final class ChildInput {
  private var handle: FileHandle?

  init(_ handle: FileHandle) {
    self.handle = handle
    // A child that has gone is noticed elsewhere.
    signal(SIGPIPE, SIG_IGN)
  }

  func send(_ byte: UInt8) {
    try? handle?.write(contentsOf: [byte])
  }

  func close() {
    try? handle?.close()
    handle = nil
  }
}

/// One output stream of the child.
private struct Stream {
  let source: ChildProcess.Source
  private(set) var descriptor: Int32

  init(source: ChildProcess.Source, descriptor: Int32) {
    self.source = source
    self.descriptor = descriptor
  }

  /// `poll` skips a negative descriptor.
  var isOpen: Bool { descriptor >= 0 }

  /// What has arrived, or nil where nothing more will.
  mutating func read() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Foundation.read(descriptor, &buffer, buffer.count)
    if count > 0 { return Array(buffer.prefix(count)) }
    if count == 0 || errno != EINTR { descriptor = -1 }
    return nil
  }
}
