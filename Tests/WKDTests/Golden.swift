import Foundation
import Testing
import Torch

/// Reference vectors of PyWavelets and PyTorch; `scripts/make-golden.py` remakes them.
enum Golden {
  static func tensors(_ name: String) throws -> [String: Tensor] {
    try Safetensors(contentsOf: url("\(name).safetensors")).tensors
  }

  static func url(_ file: String) throws -> URL {
    let folder = try #require(Bundle.module.resourceURL)
    return folder.appendingPathComponent("Golden").appendingPathComponent(file)
  }
}

/// Largest absolute difference of two tensors of equal shape.
func largestDifference(_ first: Tensor, _ second: Tensor) -> Double {
  first.shape == second.shape ? (first - second).abs().max().item : .infinity
}
