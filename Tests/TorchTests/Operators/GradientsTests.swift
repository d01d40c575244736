import Testing
import Torch

@Suite struct GradientTests {
  @Test("the gradient of a sum of squares is twice the point")
  func square() {
    let x = Tensor([1.0, -2, 3]).trackingGradients()
    #expect(gradients(of: (x * x).sum(), at: [x])[0].values == [2, -4, 6])
  }

  @Test("a tensor that the scalar does not depend on gets zeros")
  func independent() {
    let x = Tensor([1.0, 2]).trackingGradients()
    let y = Tensor([3.0, 4, 5]).trackingGradients()
    #expect(gradients(of: x.sum(), at: [x, y])[1].values == [0, 0, 0])
  }

  @Test("nothing is recorded without gradients")
  func unrecorded() {
    let x = Tensor([1.0, 2]).trackingGradients()
    #expect(!withoutGradients { x * 2 }.tracksGradients)
    #expect((x * 2).tracksGradients)
  }

  @Test(
    "layers agree with finite differences",
    arguments: ["convolution", "transposed", "instance norm", "reflection", "leaky", "softmax"])
  func layers(name: String) {
    var generator = SeededGenerator(seed: 3)
    let x = Tensor.normal([1, 2, 5, 5], type: .float64, using: &generator)
    let kernel = Tensor.normal([2, 2, 3, 3], type: .float64, using: &generator)
    let weights = Tensor.normal([200], type: .float64, using: &generator)
    let apply = { (x: Tensor) -> Tensor in
      let y =
        switch name {
        case "convolution": x.convolved(with: kernel, padding: 1)
        case "transposed":
          x.convolvedTransposed(with: kernel, stride: 2, padding: 1, outputPadding: 1)
        case "instance norm": x.instanceNormalized()
        case "reflection": x.reflectionPadded(2)
        case "leaky": x.leakyRelu(slope: 0.2)
        default: x.reshaped([1, 2, 25, 1]).softmax(axis: 2)
        }
      return (y.reshaped([-1]) * weights[0..<y.count]).sum()
    }
    let point = x.trackingGradients()
    let gradient = gradients(of: apply(point), at: [point])[0].values
    let step = 1e-6
    for index in stride(from: 0, to: x.count, by: 7) {
      var (up, down) = (x.values, x.values)
      up[index] += step
      down[index] -= step
      let difference =
        (apply(Tensor(up, shape: x.shape)).item - apply(Tensor(down, shape: x.shape)).item)
        / (2 * step)
      // Central differences in double precision are good to about step^2 + 1e-16 / step.
      #expect(abs(difference - gradient[index]) < 1e-7)
    }
  }
}
