import Dispatch
import Foundation

/// Turns Ctrl-C and its relatives into bytes that `poll` can wait for, so that a run can end tidily.
final class InterruptWatch {
  private let pipe = Pipe()
  private var sources: [any DispatchSourceSignal] = []

  init() {
    let descriptor = pipe.fileHandleForWriting.fileDescriptor
    for number in [SIGINT, SIGTERM, SIGHUP] {
      // The source reports the signal; its default action must not end the process first. A child
      // inherits a signal that is ignored, but not one that has a handler.
      signal(number) { _ in }
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        var byte = UInt8(number)
        _ = write(descriptor, &byte, 1)
      }
      source.resume()
      sources.append(source)
    }
  }

  /// Becomes readable when a signal has come.
  var descriptor: Int32 {
    pipe.fileHandleForReading.fileDescriptor
  }

  /// The signal that has come.
  func next() -> Int32? {
    var byte: UInt8 = 0
    return read(descriptor, &byte, 1) == 1 ? Int32(byte) : nil
  }

  /// Gives the signals their usual effect back.
  func stop() {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
  }
}
