import Foundation

/// A child process whose two output streams are handed on as they arrive.
struct ChildProcess {
  /// How a child ended.
  enum Ending: Equatable {
    case exit(Int32)
    case signal(Int32)
    /// The reader asked to stop; the signal that said so.
    case interrupted(Int32)
  }

  let executable: URL
  let arguments: [String]
  let environment: [String: String]

  /// Runs the child to its end; an interrupt stops it.
  func run(
    output: ([UInt8]) -> Void, errors: ([UInt8]) -> Void
  ) throws -> Ending {
    let process = Process()
    let outputPipe = Pipe()
    let errorPipe = Pipe()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = outputPipe
    process.standardError = errorPipe

    let interrupts = InterruptWatch()
    defer { interrupts.stop() }
    try process.run()

    var streams = [
      Stream(descriptor: outputPipe.fileHandleForReading.fileDescriptor, handle: output),
      Stream(descriptor: errorPipe.fileHandleForReading.fileDescriptor, handle: errors),
    ]
    var interrupt: Int32?
    while streams.contains(where: \.isOpen) {
      var polled = (streams.map(\.descriptor) + [interrupts.descriptor]).map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      // After an interrupt the child has this long to end by itself.
      let ready = poll(&polled, nfds_t(polled.count), interrupt == nil ? -1 : 2000)
      if ready == 0 { kill(process.processIdentifier, SIGKILL) }
      guard ready > 0 else { continue }
      for index in streams.indices where polled[index].revents != 0 {
        streams[index].drain()
      }
      if polled[streams.count].revents != 0, let signal = interrupts.next() {
        interrupt = signal
        process.terminate()
      }
    }
    process.waitUntilExit()

    if let interrupt { return .interrupted(interrupt) }
    return process.terminationReason == .uncaughtSignal
      ? .signal(process.terminationStatus) : .exit(process.terminationStatus)
  }
}

/// One output stream of the child.
private struct Stream {
  private(set) var descriptor: Int32
  let handle: ([UInt8]) -> Void

  /// `poll` skips a negative descriptor.
  var isOpen: Bool { descriptor >= 0 }

  mutating func drain() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(descriptor, &buffer, buffer.count)
    if count > 0 {
      handle(Array(buffer.prefix(count)))
    } else if count == 0 || errno != EINTR {
      descriptor = -1
    }
  }
}
