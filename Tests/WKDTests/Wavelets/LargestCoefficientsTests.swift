import Testing
import Torch
import WKD

@Suite struct LargestCoefficientsTests {
  private func random(_ shape: [Int], _ type: ElementType = .float64) -> Tensor {
    var generator = SeededGenerator(seed: 9)
    return Tensor.normal(shape, type: type, using: &generator)
  }

  @Test(
    "magnitudes at every rank are those of the sorted ones, to the last bit",
    arguments: [ElementType.float32, .float64])
  func ranks(type: ElementType) {
    let edges = Tensor(
      [0, -0.0, 1, -1, 1, 5e-324, -2.2e-308, 1e-45, .infinity, -.infinity, 1.5, 1.5000001],
      type: type)
    for numbers in [random([257], type), edges, random([3, 4, 5], type) * 1e-30] {
      let sorted = numbers.abs().reshaped([-1]).sorted(axis: 0).values
      #expect(numbers.magnitudes(atRanks: Array(sorted.indices)) == sorted)
    }
    let lacking = Tensor([2, .nan, -1, 3], type: type).magnitudes(atRanks: [0, 1, 2, 3])
    #expect(Array(lacking[..<3]) == [1, 2, 3] && lacking[3].isNaN)
  }

  @Test(
    "what is kept is what a stable sort keeps, equal ones in their order",
    arguments: [0, 0.001, 0.05, 0.3, 0.5, 0.999, 1], [ElementType.float32, .float64])
  func kept(share: Double, type: ElementType) throws {
    let transform = WaveletTransform(try FilterBank(named: "haar"), levels: 2)
    // Few different values, so that many coefficients are equal.
    let image = (random([3, 19, 22], type) * 2).converted(to: .int64).converted(to: type)
    let pyramid = transform(image)
    let (found, count) = pyramid.keepingLargest(share: share)
    let all = pyramid.bands.flatMap(\.coefficients.values)
    #expect(count == Int((share * Double(all.count)).rounded()))
    let order = all.indices.sorted { (abs(all[$1]), $0) < (abs(all[$0]), $1) }
    let stays = Set(order.prefix(count))
    let wanted = all.indices.map { stays.contains($0) ? all[$0] : 0 }
    #expect(found.bands.flatMap(\.coefficients.values) == wanted)
  }

  @Test("gradients flow through what is kept alone")
  func slopes() throws {
    let transform = WaveletTransform(.haar, levels: 1, mode: .periodization)
    let image = random([1, 8, 8]).trackingGradients()
    let kept = transform(image).keepingLargest(share: 0.25).pyramid
    let sum = kept.bands.map { $0.coefficients.squared().sum() }.reduce(Tensor(0)) { $0 + $1 }
    let slope = gradients(of: sum, at: [image])[0]
    // The transform is orthogonal: twice the picture that the kept coefficients give.
    let wanted = transform.inverse(kept).detached * 2
    #expect((slope - wanted).abs().max().item < 1e-12)
  }

  @Test("the noise is the same whether its gradient is asked for or not")
  func noise() throws {
    let transform = WaveletTransform(try FilterBank(named: "db2"), levels: 1)
    for shape in [[2, 3, 11, 14], [9, 9], [1, 16, 17]] {
      let image = random(shape)
      let fast = transform(image).noiseDeviation
      let sorted = transform(image.trackingGradients()).noiseDeviation
      #expect(fast.shape == sorted.shape && fast.values == sorted.values)
    }
  }
}
