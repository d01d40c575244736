internal import Foundation

/// A second device played by the CPU, so that the code for a graphics card is tested where none is.
///
/// Within ``run(_:)`` it takes the place of `.cuda`: a tensor that moves there or back is copied, and the
/// copy counted; results of operators stay there; operators refuse tensors of both devices, as LibTorch
/// does for CUDA; and the kernels of this package see tensors that are not on the CPU.
package final class StandInDevice: @unchecked Sendable {
  @TaskLocal static var current: StandInDevice?

  private let lock = NSLock()
  private var to = 0
  private var from = 0

  /// A device to which nothing has been copied yet.
  package init() {}

  /// Copies so far: to this device, and from it to the CPU, reading of elements included.
  package var copies: (to: Int, from: Int) { lock.withLock { (to, from) } }

  /// Runs `body` with this device in the place of `.cuda`.
  package func run<Result>(_ body: () throws -> Result) rethrows -> Result {
    try Self.$current.withValue(self, operation: body)
  }

  func countCopyTo() { lock.withLock { to += 1 } }
  func countCopyFrom() { lock.withLock { from += 1 } }
}
