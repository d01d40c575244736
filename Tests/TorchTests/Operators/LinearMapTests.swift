import Testing
import Torch

@Suite struct LinearMapTests {
  /// Sums and differences of neighbours, by hand.
  private let map = LinearMap(
    forward: { inputs in
      let x = inputs[0].values
      return [Tensor([x[0] + x[1], x[2] + x[3]]), Tensor([x[0] - x[1], x[2] - x[3]])]
    },
    adjoint: { outputs in
      let (s, d) = (outputs[0].values, outputs[1].values)
      return [Tensor([s[0] + d[0], s[0] - d[0], s[1] + d[1], s[1] - d[1]])]
    })

  @Test("a map of one's own gives its values, and gradients through its adjoint")
  func gradient() {
    let x = Tensor([1.0, 2, 3, 5]).trackingGradients()
    let outputs = map([x], outputs: 2)
    #expect(outputs.map(\.values) == [[3, 8], [-1, -2]])
    // d/dx of sum(s^2) / 2 is s for both neighbours.
    let loss = 0.5 * outputs[0].squared().sum()
    #expect(gradients(of: loss, at: [x])[0].values == [3, 3, 8, 8])
  }

  @Test("an output that is not used counts as zero")
  func unused() {
    let x = Tensor([1.0, 2, 3, 5]).trackingGradients()
    #expect(gradients(of: map([x], outputs: 2)[1].sum(), at: [x])[0].values == [1, -1, 1, -1])
  }

  @Test("nothing is recorded for a tensor that tracks no gradients")
  func plain() {
    #expect(!map([Tensor([1.0, 2, 3, 5])], outputs: 2)[0].tracksGradients)
  }

  @Test("a scalar with a known gradient passes it on, scaled by what is done with it")
  func known() {
    let x = Tensor([1.0, 2]).trackingGradients()
    let scalar = Tensor.scalar(7, of: x, gradient: Tensor([3.0, 4]))
    #expect(scalar.item == 7)
    #expect(gradients(of: 0.5 * scalar, at: [x])[0].values == [1.5, 2])
  }
}
