package import Foundation

/// A child process whose output is handed on as it arrives, or collected until the child ends.
package struct ChildProcess {
  /// How a child ended.
  package enum Ending: Equatable {
    case exit(Int32)
    case signal(Int32)
    /// The reader asked to stop, with this signal.
    case interrupted(Int32)
    /// It ran longer than allowed.
    case timedOut
    /// Its work was no longer wanted.
    case calledOff
  }

  /// The stream that bytes come from.
  package enum Source {
    case output
    case errors
  }

  /// Everything that a child wrote, and its exit status.
  package struct Outcome {
    /// The exit status, or the number of the signal that ended the child.
    package let status: Int32
    /// Whether a signal ended the child.
    package let hasDied: Bool
    /// The text of standard output.
    package let output: String
    /// The text of standard error; empty where that was passed on.
    package let errors: String
  }

  private let executable: URL
  private let arguments: [String]
  private let environment: [String: String]

  /// Describes a child; nothing runs yet.
  package init(
    executable: URL, arguments: [String],
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
  }

  /// A program that is looked up on the search path, with its arguments.
  package init(command words: [String]) {
    self.init(executable: URL(fileURLWithPath: "/usr/bin/env"), arguments: words)
  }

  /// Runs the child to its end and hands on its output as it arrives.
  ///
  /// The first interrupt calls `interrupted`, which may ask the child to end by itself; the second one
  /// stops it. A child with a time limit is stopped by the first one. Ctrl-Z stops the child too, until
  /// the shell lets both go on.
  ///
  /// - Parameters:
  ///   - limit: the longest time that the child may run; nil for any.
  ///   - isCalledOff: asked ten times a second whether the work is no longer wanted; the child is then
  ///     stopped.
  ///   - interrupted: called at the first interrupt; closes the child's input unless told otherwise.
  ///   - receive: takes bytes of a stream, with the input for an answer.
  /// - Returns: the way in which the child ended.
  /// - Throws: what starting the process throws.
  package func run(
    limit: Duration? = nil, isCalledOff: (() -> Bool)? = nil,
    interrupted: (ChildInput) -> Void = { $0.close() },
    receive: (Source, [UInt8], ChildInput) -> Void
  ) throws -> Ending {
    let (process, outputPipe, errorPipe, inputPipe) = (process(), Pipe(), Pipe(), Pipe())
    process.standardInput = inputPipe
    process.standardOutput = outputPipe
    process.standardError = errorPipe

    let watch = InterruptWatch(followsJobControl: true)
    defer { watch.stop() }
    try process.run()

    let input = ChildInput(inputPipe.fileHandleForWriting)
    defer { input.close() }
    input.deadline = limit.map { .now + $0 }
    var streams = [ChildStream(.output, outputPipe), ChildStream(.errors, errorPipe)]
    var interrupt: Int32?
    var (isLate, isOff) = (false, false)
    /// The moment at which a child that was asked to end is killed.
    var lastMoment: ContinuousClock.Instant?
    while streams.contains(where: \.isOpen) {
      let isTimed = lastMoment != nil || input.deadline != nil || isCalledOff != nil
      let ready = streams.wait(with: watch.descriptor, milliseconds: isTimed ? 100 : -1)
      if !isLate, let deadline = input.deadline, .now > deadline {
        isLate = true
        process.send(SIGKILL)
      }
      if let isCalledOff, !isOff, isCalledOff() {
        isOff = true
        process.terminate()
        lastMoment = lastMoment ?? .now + .seconds(2)
      }
      if let moment = lastMoment, .now > moment { process.send(SIGKILL) }
      for index in streams.indices where ready.contains(index) {
        if let bytes = streams[index].read() { receive(streams[index].source, bytes, input) }
      }
      guard ready.contains(streams.count), let signal = watch.next() else { continue }
      switch signal {
      case SIGTSTP:
        let start = ContinuousClock.now
        process.send(SIGSTOP)
        watch.suspend()
        input.deadline = input.deadline.map { $0 + (.now - start) }
        process.send(SIGCONT)
      case SIGCONT: process.send(SIGCONT)
      case SIGINT where interrupt == nil && limit == nil:
        interrupt = signal
        interrupted(input)
      default:
        interrupt = signal
        process.terminate()
        // The child has this long to end by itself.
        lastMoment = lastMoment ?? .now + .seconds(2)
      }
    }
    process.waitUntilExit()

    if let interrupt { return .interrupted(interrupt) }
    if isLate { return .timedOut }
    if isOff { return .calledOff }
    return process.terminationReason == .uncaughtSignal
      ? .signal(process.terminationStatus) : .exit(process.terminationStatus)
  }

  /// Runs the child to its end without any input; interrupts have their usual effect.
  ///
  /// - Parameters:
  ///   - passesErrors: whether standard error goes to that of this process.
  ///   - isOwn: whether the child is of this program and takes a ``ParentLine`` over from its input, so
  ///     that it does not outlive this process.
  /// - Returns: everything that the child wrote, and its exit status.
  /// - Throws: what starting the process throws.
  package func collect(passesErrors: Bool = false, isOwn: Bool = false) throws -> Outcome {
    let (process, outputPipe, errorPipe, inputPipe) = (process(), Pipe(), Pipe(), Pipe())
    process.standardInput = isOwn ? inputPipe : FileHandle.nullDevice
    process.standardOutput = outputPipe
    if !passesErrors { process.standardError = errorPipe }
    try process.run()
    // Both at once, because a pipe can fill up while nobody reads it.
    var streams = [ChildStream(.output, outputPipe)]
    if !passesErrors { streams.append(ChildStream(.errors, errorPipe)) }
    var (output, errors): ([UInt8], [UInt8]) = ([], [])
    while streams.contains(where: \.isOpen) {
      for index in streams.wait(with: -1, milliseconds: -1) {
        guard let bytes = streams[index].read() else { continue }
        if streams[index].source == .output { output += bytes } else { errors += bytes }
      }
    }
    process.waitUntilExit()
    // The line ends with this pipe, which must be there until now.
    try? inputPipe.fileHandleForWriting.close()
    return Outcome(
      status: process.terminationStatus,
      hasDied: process.terminationReason == .uncaughtSignal,
      output: String(decoding: output, as: UTF8.self),
      errors: String(decoding: errors, as: UTF8.self))
  }

  private func process() -> Process {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = environment
    return process
  }
}

extension Process {
  /// Sends a signal to the process and to those that it started, which are a group of their own.
  fileprivate func send(_ signal: Int32) {
    if kill(-processIdentifier, signal) != 0 { kill(processIdentifier, signal) }
  }
}

/// The standard input of a child, and how long it may run.
package final class ChildInput {
  /// The moment at which the child is stopped; nil for never.
  package var deadline: ContinuousClock.Instant?

  private var handle: FileHandle?

  fileprivate init(_ handle: FileHandle) {
    self.handle = handle
    // A child that has gone is noticed elsewhere.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Sends one byte.
  package func send(_ byte: UInt8) {
    // The end of a child that cannot be written to is noticed where its output is read.
    try? handle?.write(contentsOf: [byte])
  }

  /// Ends the input.
  package func close() {
    try? handle?.close()
    handle = nil
  }
}

/// One output stream of a child.
private struct ChildStream {
  let source: ChildProcess.Source
  fileprivate private(set) var descriptor: Int32
  private let pipe: Pipe

  init(_ source: ChildProcess.Source, _ pipe: Pipe) {
    self.source = source
    self.pipe = pipe
    descriptor = pipe.fileHandleForReading.fileDescriptor
  }

  /// `poll` skips a negative descriptor.
  var isOpen: Bool { descriptor >= 0 }

  /// The bytes that have arrived, or nil where nothing more will.
  mutating func read() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Foundation.read(descriptor, &buffer, buffer.count)
    if count > 0 { return Array(buffer.prefix(count)) }
    if count == 0 || errno != EINTR { descriptor = -1 }
    return nil
  }
}

extension [ChildStream] {
  /// Waits until something can be read.
  ///
  /// - Returns: the indices of streams with something to read; `count` stands for `other`.
  fileprivate func wait(with other: Int32, milliseconds: Int32) -> [Int] {
    var polled = (map(\.descriptor) + [other]).map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    guard poll(&polled, nfds_t(polled.count), milliseconds) > 0 else { return [] }
    return polled.indices.filter { polled[$0].revents != 0 }
  }
}
