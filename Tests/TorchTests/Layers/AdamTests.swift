import Testing
import Torch

@Suite struct AdamTests {
  @Test("two steps agree with the formula of the paper")
  func formula() {
    let point = Tensor([1.0, -3]).trackingGradients()
    var adam = Adam([point], learningRate: 0.1, betas: (0.5, 0.999))
    var (wanted, mean, square) = ([1.0, -3], [0.0, 0], [0.0, 0])
    for step in 1...2 {
      let slope = gradients(of: (point * point).sum(), at: [point])
      for i in 0..<2 {
        let g = slope[0].values[i]
        mean[i] = 0.5 * mean[i] + 0.5 * g
        square[i] = 0.999 * square[i] + 0.001 * g * g
        let corrected = mean[i] / (1 - power(0.5, step))
        let size = (square[i] / (1 - power(0.999, step))).squareRoot() + 1e-8
        wanted[i] -= adam.learningRate * corrected / size
      }
      adam.step(slope)
      for (found, value) in zip(point.values, wanted) { #expect(abs(found - value) < 1e-12) }
      adam.learningRate /= 2
    }
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }

  @Test("as many gradients as parameters, or it is misuse")
  func count() async {
    await #expect(processExitsWith: .failure) {
      Adam([Tensor([1.0])], learningRate: 0.1).step([])
    }
  }
}
