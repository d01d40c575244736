import Testing
import Torch

@Suite struct ConvolutionTests {
  @Test(
    "kernels with few channels agree with the plain convolution, and their gradients too",
    arguments: [
      ([1, 3, 7, 7], [8, 3, 7, 7]), ([3, 3, 13, 10], [5, 3, 7, 7]), ([2, 1, 9, 8], [6, 1, 5, 5]),
      ([1, 8, 7, 7], [3, 8, 7, 7]), ([3, 5, 13, 10], [3, 5, 7, 7]), ([2, 7, 9, 8], [1, 7, 5, 5]),
      ([2, 6, 12, 12], [4, 6, 3, 6]),
    ])
  func narrow(images: [Int], kernels: [Int]) {
    var generator = SeededGenerator(seed: 5)
    let points = [images, kernels, [kernels[0]]].map { shape in
      Tensor.normal(shape, type: .float64, using: &generator).trackingGradients()
    }
    let found = points[0].convolved(with: points[1], bias: points[2])
    let expected = plain(points)
    #expect(found.shape == expected.shape)
    #expect((found - expected).abs().max().item < 1e-12)

    let factors = Tensor.normal(found.shape, type: .float64, using: &generator)
    let slopes = gradients(of: (found * factors).sum(), at: points)
    let wanted = gradients(of: (expected * factors).sum(), at: points)
    for (slope, other) in zip(slopes, wanted) {
      #expect((slope - other).abs().max().item < 1e-10)
    }
    let single = points.map { $0.detached.converted(to: .float32) }
    let rounded = single[0].convolved(with: single[1], bias: single[2])
    // A sum of some 400 products of size 1 in single precision.
    #expect((rounded.converted(to: .float64) - expected).abs().max().item < 1e-4)
  }

  @Test("a gradient lies in memory as its parameter, so that Adam moves the right numbers")
  func layout() {
    var generator = SeededGenerator(seed: 6)
    let start = Tensor.normal([8, 16, 3, 3], using: &generator)
    let x = Tensor.normal([2, 16, 9, 9], using: &generator)
    let (kernels, copy) = (start.trackingGradients(), start.trackingGradients())
    let slope = gradients(of: x.convolved(with: kernels).squared().mean(), at: [kernels])[0]
    Adam([kernels], learningRate: 0.1).step([slope])
    Adam([copy], learningRate: 0.1).step([Tensor(slope.floats, shape: slope.shape)])
    #expect(kernels.floats == copy.floats)
  }

  /// The convolution with padding, which takes the usual path, without what the padding adds.
  private func plain(_ points: [Tensor]) -> Tensor {
    let (x, kernels, bias) = (points[0], points[1], points[2])
    let shape = kernels.shape
    let whole = x.convolved(with: kernels, bias: bias, padding: shape[3])
    let edge = shape[3]
    let (height, width) = (x.shape[2] - shape[2] + 1, x.shape[3] - shape[3] + 1)
    return whole.slice(axis: 2, edge..<(edge + height)).slice(axis: 3, edge..<(edge + width))
  }
}
