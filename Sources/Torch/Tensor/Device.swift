internal import CTorch

/// The place where a tensor lives and is computed with.
public enum Device: String, Sendable, CaseIterable, Codable {
  /// The processor and its memory.
  case cpu
  /// The first CUDA device.
  case cuda

  /// LibTorch's number of the type.
  var code: Int32 {
    switch self {
    case .cpu: 0
    case .cuda: 1
    }
  }
}

extension Tensor {
  /// The place of the elements.
  ///
  /// - Precondition: it is one of the devices of ``Device``.
  public var device: Device {
    if handle.standIn != nil { return .cuda }
    let code = ct_device(handle.pointer)
    guard let device = Device.allCases.first(where: { $0.code == code }) else {
      misuse("Tensor.device", found: "LibTorch device \(code)", wanted: "\(Device.allCases)")
    }
    return device
  }

  /// The same numbers on another device, with their gradients flowing back; itself where it is there.
  public func moved(to device: Device) -> Tensor {
    guard device != self.device else { return self }
    if let copy = copiedByStandIn(to: device) { return copy }
    return calling(
      "to.device", .string(device.rawValue), .int(Int(type.rawValue)), .bool(false), .bool(false))
  }

  /// Whether the kernels of this package can work on the tensor.
  var hasKernels: Bool {
    handle.standIn == nil && ct_is_on_cpu(handle.pointer) && (type == .float32 || type == .float64)
  }

  /// The copy that a move to or from the stand-in device makes; nil where it takes no part.
  private func copiedByStandIn(to device: Device) -> Tensor? {
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
