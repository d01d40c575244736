import Testing
import Torch

@Suite struct StripsTests {
  @Test(
    "rows of a normalised image are those of the whole to the last bit",
    arguments: [[1, 1, 2, 3], [1, 3, 5, 7], [1, 24, 13, 18], [1, 33, 8, 31]],
    [ElementType.float32, .float64])
  func normalized(shape: [Int], type: ElementType) {
    var random = SeededGenerator(seed: 7)
    let image = Tensor.normal(shape, type: type, using: &random)
    for activation in [Activation.none, .relu, .leakyRelu(slope: 0.2)] {
      let norm = NormalizedImage(image, then: activation)
      for border in 0...min(3, min(shape[2], shape[3]) - 1) {
        let whole = image.instanceNormalized(then: activation, padded: border)
        for range in Tensor.strips(of: shape[2] + 2 * border, rows: 3) {
          let rows = norm.rows(range, border: border, isMirrored: true)
          #expect(rows.values == whole.slice(axis: 2, range).values, "\(border), \(range)")
        }
      }
      // Zeros all around, as a convolution pads.
      let zeros = norm.rows(0..<shape[2] + 2, border: 1, isMirrored: false)
      let inner = zeros.slice(axis: 2, 1..<shape[2] + 1).slice(axis: 3, 1..<shape[3] + 1)
      #expect(inner.values == image.instanceNormalized(then: activation).values)
      let others = { (image: Tensor) in image.values.filter { $0 != 0 }.count }
      #expect(others(zeros) == others(inner))
    }
  }

  @Test("an image is put together from its strips")
  func assembled() {
    var random = SeededGenerator(seed: 8)
    let image = Tensor.normal([1, 3, 10, 4], using: &random)
    for rows in [1, 3, 10, 99] {
      let copy = Tensor.assembled(image.shape, type: .float32, rows: rows) {
        image.slice(axis: 2, $0)
      }
      #expect(copy.values == image.values)
    }
    #expect(Tensor.strips(of: 10, rows: 4) == [0..<4, 4..<8, 8..<10])
  }
}
