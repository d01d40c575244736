internal import CTorch
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

  package init() {}

  /// Copies so far: to this device, and from it to the CPU, reading of elements included.
  package var copies: (to: Int, from: Int) { lock.withLock { (to, from) } }

  /// Runs `body` with this device in the place of `.cuda`.
  package func run<Result>(_ body: () throws -> Result) rethrows -> Result {
    try Self.$current.withValue(self, operation: body)
  }

  fileprivate func countCopyTo() { lock.withLock { to += 1 } }
  func countCopyFrom() { lock.withLock { from += 1 } }

  /// The stand-in device that an operator's tensors are on; nil on any other device.
  ///
  /// - Precondition: all are on one device, but for single numbers, which may stay on the CPU.
  static func common(to arguments: [Argument], of operation: String) -> StandInDevice? {
    var found: StandInDevice?
    var others = false
    func look(at tensor: Tensor) {
      if let device = tensor.handle.standIn {
        found = device
      } else {
        others = true
      }
    }
    for argument in arguments {
      switch argument {
      case .tensor(let tensor): look(at: tensor)
      case .tensors(let tensors): tensors.forEach(look)
      default: break
      }
    }
    guard found != nil, others else { return found }
    let strays = arguments.flatMap { argument -> [Tensor] in
      switch argument {
      case .tensor(let tensor): [tensor]
      case .tensors(let tensors): tensors
      default: []
      }
    }.filter { $0.handle.standIn == nil && $0.rank > 0 }
    guard strays.isEmpty else {
      misuse(operation, found: "\(strays) on the CPU", wanted: "all tensors on one device")
    }
    return found
  }
}

extension Tensor {
  /// The copy that a move to or from the stand-in device makes; nil where it takes no part.
  func copiedByStandIn(to device: Device) -> Tensor? {
    let target = device == .cuda ? StandInDevice.current : nil
    guard handle.standIn != nil || target != nil else { return nil }
    handle.standIn?.countCopyFrom()
    target?.countCopyTo()
    let copy = calling("clone").handle
    return withExtendedLifetime(copy) {
      Tensor(handle: TensorHandle(ct_retain(copy.pointer), on: target))
    }
  }
}
