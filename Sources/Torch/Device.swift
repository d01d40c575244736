internal import CTorch

/// Where a tensor lives and is computed with.
public enum Device: String, Sendable, CaseIterable, Codable {
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
  /// Where the elements are.
  ///
  /// - Precondition: on one of the devices of ``Device``.
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
}

/// The tensors of another source, on a device; those that are there already stay as they are.
public func placed(_ source: @escaping WeightSource, on device: Device) -> WeightSource {
  { key, shape in
    let tensor = try source(key, shape)
    return tensor.device == device ? tensor : tensor.moved(to: device).trackingGradients()
  }
}

/// Runs `body` with convolutions and products of the device in bfloat16; weights, gradients and losses
/// stay in single precision.
///
/// - Source: Micikevicius et al., "Mixed precision training", ICLR 2018; PyTorch's autocast.
public func withMixedPrecision<Result>(
  on device: Device, _ body: () throws -> Result
) rethrows -> Result {
  ct_set_autocast(device.code, true)
  defer { ct_set_autocast(device.code, false) }
  return try body()
}
