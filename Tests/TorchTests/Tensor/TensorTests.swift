import Testing
import Torch

@Suite struct TensorTests {
  @Test("numbers come back as they went in, in both precisions")
  func roundTrip() {
    let values = [1.5, -2, 1e-3, 7]
    #expect(Tensor(values, shape: [2, 2]).values == values)
    #expect(Tensor(values.map(Float.init), shape: [4, 1]).floats == values.map(Float.init))
    #expect(Tensor(values, shape: [2, 2], type: .float32).type == .float32)
  }

  @Test("a matrix product by hand")
  func product() {
    let a = Tensor([1.0, 2, 3, 4], shape: [2, 2])
    let b = Tensor([5.0, 6, 7, 8], shape: [2, 2])
    #expect(a.matmul(b).values == [19, 22, 43, 50])
  }

  @Test("axes are permuted, sliced, flipped and joined without losing an element")
  func shapes() {
    let x = Tensor((0..<24).map(Double.init), shape: [2, 3, 4])
    #expect(x.permuted([2, 0, 1]).shape == [4, 2, 3])
    #expect(x.permuted([2, 0, 1]).permuted([1, 2, 0]).values == x.values)
    #expect(x.slice(axis: 2, 1..<3).shape == [2, 3, 2])
    #expect(x.slice(axis: -1, 0..<1).values == [0, 4, 8, 12, 16, 20])
    #expect(x.flipped(axis: 2).flipped(axis: 2).values == x.values)
    #expect(Tensor.concatenated(x.split([1, 1])).values == x.values)
    #expect(Tensor.stacked([x[0], x[1]]).values == x.values)
    #expect(x.gathered(axis: 1, [2, 0])[0].values == [8, 9, 10, 11, 0, 1, 2, 3])
  }

  @Test("any operator can be called by its schema name")
  func anyOperator() {
    let x = Tensor([1.0, 2, 3, 4], shape: [2, 2])
    #expect(callOperator("tril", .tensor(x), .int(0))[0].values == [1, 0, 3, 4])
    let parts = callOperator("split.Tensor", .tensor(x), .int(1), .int(0))
    #expect(parts.map(\.values) == [[1, 2], [3, 4]])
  }

  @Test("an operator that does not fit stops with its name and the shapes it was given")
  func misuseNamesShapes() async throws {
    let result = try await #require(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Tensor([1.0, 2, 3]).matmul(Tensor([1.0, 2]))
    }
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(text.contains("matmul"))
    #expect(text.contains("[3]") && text.contains("[2]"))
  }

  @Test("a slice beyond its axis is misuse")
  func sliceBounds() async {
    await #expect(processExitsWith: .failure) {
      _ = Tensor([1.0, 2, 3]).slice(axis: 0, 1..<4)
    }
  }

  @Test("the same seed gives the same numbers, another stream gives others")
  func randomness() {
    var first = SeededGenerator(seed: 5, stream: "a")
    var second = SeededGenerator(seed: 5, stream: "a")
    var other = SeededGenerator(seed: 5, stream: "b")
    let numbers = (0..<8).map { _ in first.next() }
    #expect(numbers == (0..<8).map { _ in second.next() })
    #expect(numbers != (0..<8).map { _ in other.next() })
  }

  @Test("normal numbers have mean 0 and deviation 1")
  func normal() {
    var generator = SeededGenerator(seed: 1)
    let values = (0..<20_000).map { _ in generator.nextNormal() }
    let mean = values.reduce(0, +) / 20_000
    let variance = values.reduce(0) { $0 + $1 * $1 } / 20_000
    // Four standard errors: 4 / sqrt(20,000) and 4 sqrt(2 / 20,000).
    #expect(abs(mean) < 0.029)
    #expect(abs(variance - 1) < 0.04)
  }
}
