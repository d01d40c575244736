import Foundation
import Testing
import Torch

@Suite struct InstanceNormTests {
  /// Sizes with few and many channels, odd ones, more pictures than threads, and the smallest.
  static let shapes = [
    [1, 1, 2, 2], [1, 3, 5, 7], [3, 5, 9, 4], [2, 24, 6, 6], [5, 8, 16, 16], [1, 33, 8, 31],
    [2, 96, 64, 64],
  ]

  @Test("norm, activation and border in one are the three after each other", arguments: shapes)
  func activated(shape: [Int]) {
    for activation in [Activation.none, .relu, .leakyRelu(slope: 0.2)] {
      for border in 0...min(3, min(shape[2], shape[3]) - 1) {
        let difference = compare(shape) { inputs in
          inputs[0].instanceNormalized(then: activation, padded: border)
        } with: { inputs in
          let y = normalized(inputs[0])
          let activated =
            switch activation {
            case .none: y
            case .relu: y.relu()
            case .leakyRelu(let slope): y.leakyRelu(slope: slope)
            }
          return activated.reflectionPadded(border)
        }
        #expect(difference.values < 1e-12, "\(activation), border \(border)")
        #expect(difference.gradients < 1e-10, "\(activation), border \(border)")
        #expect(difference.single < 1e-5, "\(activation), border \(border)")
      }
    }
  }

  @Test("a residual with or without a border is added within", arguments: shapes)
  func residual(shape: [Int]) {
    for border in 0...min(1, min(shape[2], shape[3]) - 1) {
      for edge in 0...1 {
        let outer = [shape[0], shape[1], shape[2] + 2 * edge, shape[3] + 2 * edge]
        let difference = compare(shape, outer) { inputs in
          inputs[0].instanceNormalized(addedTo: inputs[1], padded: border)
        } with: { inputs in
          let middle = inputs[1].slice(axis: 2, edge..<(edge + shape[2]))
            .slice(axis: 3, edge..<(edge + shape[3]))
          return (middle + normalized(inputs[0])).reflectionPadded(border)
        }
        #expect(difference.values < 1e-12, "border \(border), edge \(edge)")
        #expect(difference.gradients < 1e-10, "border \(border), edge \(edge)")
        #expect(difference.single < 1e-5, "border \(border), edge \(edge)")
      }
    }
  }

  @Test("the gradient agrees with finite differences")
  func finiteDifferences() {
    var generator = SeededGenerator(seed: 8)
    let x = Tensor.normal([2, 3, 4, 5], type: .float64, using: &generator)
    let direction = Tensor.normal([2, 3, 4, 5], type: .float64, using: &generator)
    let factors = Tensor.normal([2, 3, 6, 7], type: .float64, using: &generator)
    let value = { (x: Tensor) in
      (x.instanceNormalized(then: .leakyRelu(slope: 0.2), padded: 1) * factors).sum()
    }
    let point = x.trackingGradients()
    let slope = (gradients(of: value(point), at: [point])[0] * direction).sum().item
    let h = 1e-6
    let rise = (value(x + h * direction) - value(x - h * direction)).item / (2 * h)
    #expect(abs(slope - rise) < 1e-6 * max(1, abs(rise)))
  }

  @Test("large means lose no more than single precision must")
  func offset() {
    var generator = SeededGenerator(seed: 9)
    let x = Tensor.normal([1, 3, 64, 64], type: .float64, using: &generator) + 100
    let single = x.converted(to: .float32)
    let expected = normalized(single.converted(to: .float64))
    // 100 has 7.6e-6 between neighbours in single precision; the rounded mean is off by half of that.
    let difference = (single.instanceNormalized().converted(to: .float64) - expected).abs().max()
    #expect(difference.item < 1e-5)
  }

  @Test("the result does not depend on the number of threads")
  func threads() {
    var generator = SeededGenerator(seed: 10)
    let x = Tensor.normal([3, 24, 20, 20], using: &generator)
    let before = Runtime.threads
    defer { Runtime.setThreads(before) }
    let results = [1, 2].map { count -> [Float] in
      Runtime.setThreads(count)
      return x.instanceNormalized(then: .relu, padded: 1).floats
    }
    #expect(results[0] == results[1])
  }

  @Test("older processors compute the same", arguments: ["avx2", "default"])
  func instructionSets(capability: String) async {
    switch capability {
    case "avx2":
      await #expect(processExitsWith: .success) {
        setenv("ATEN_CPU_CAPABILITY", "avx2", 1)
        InstanceNormTests().everyShape()
      }
    default:
      await #expect(processExitsWith: .success) {
        setenv("ATEN_CPU_CAPABILITY", "default", 1)
        InstanceNormTests().everyShape()
      }
    }
  }

  @Test("a border as large as the image is refused")
  func misuse() async {
    await #expect(processExitsWith: .failure) {
      _ = Tensor.ones([1, 1, 3, 3]).instanceNormalized(padded: 3)
    }
    await #expect(processExitsWith: .failure) {
      _ = Tensor.ones([1, 1, 3, 3]).instanceNormalized(addedTo: Tensor.ones([1, 1, 3, 4]))
    }
  }

  /// Stops the process where a shape is computed wrongly.
  private func everyShape() {
    for shape in Self.shapes {
      let difference = compare(shape) { inputs in
        inputs[0].instanceNormalized(then: .relu, padded: 1)
      } with: { inputs in
        normalized(inputs[0]).relu().reflectionPadded(1)
      }
      precondition(difference.values < 1e-12 && difference.gradients < 1e-10)
      precondition(difference.single < 1e-5)
    }
  }
}

/// Largest differences of values and gradients in double precision, and of values in single.
private struct Difference {
  var values: Double
  var gradients: Double
  var single: Double
}

private func compare(
  _ shapes: [Int]..., fused: ([Tensor]) -> Tensor, with composed: ([Tensor]) -> Tensor
) -> Difference {
  var generator = SeededGenerator(seed: 7)
  let inputs = shapes.map { shape in
    (2 * Tensor.normal(shape, type: .float64, using: &generator) + 0.5).trackingGradients()
  }
  let (found, expected) = (fused(inputs), composed(inputs))
  guard found.shape == expected.shape else {
    return Difference(values: .infinity, gradients: .infinity, single: .infinity)
  }
  let factors = Tensor.normal(found.shape, type: .float64, using: &generator)
  let slopes = gradients(of: (found * factors).sum(), at: inputs)
  let wanted = gradients(of: (expected * factors).sum(), at: inputs)
  let single = fused(inputs.map { $0.detached.converted(to: .float32) })
  return Difference(
    values: (found - expected).abs().max().item,
    gradients: zip(slopes, wanted).map { ($0 - $1).abs().max().item }.max() ?? .infinity,
    single: (single.converted(to: .float64) - expected).abs().max().item)
}

/// The instance norm from its definition.
private func normalized(_ x: Tensor) -> Tensor {
  let shape = x.shape
  let flat = x.reshaped([shape[0] * shape[1], shape[2] * shape[3]])
  let count = Double(shape[2] * shape[3])
  let ones = Tensor.ones([shape[2] * shape[3], 1], type: x.type)
  let centred = flat - flat.matmul(ones) / count
  let variance = centred.squared().matmul(ones) / count
  return (centred / (variance + 1e-5).squareRoot()).reshaped(shape)
}
