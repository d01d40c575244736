import Foundation

/// A tensor is coded as a safetensors file of its own, bit by bit.
extension Tensor: Codable {
  public init(from decoder: any Decoder) throws {
    let data = try decoder.singleValueContainer().decode(Data.self)
    guard let tensor = try Safetensors(data: data).tensors["tensor"] else {
      throw SafetensorsError.damaged("there is no tensor in it")
    }
    self = tensor
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Safetensors(["tensor": self]).data)
  }
}
