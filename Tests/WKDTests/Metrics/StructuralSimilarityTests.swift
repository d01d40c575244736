import Testing
import Torch
import WKD

@Suite struct StructuralSimilarityTests {
  @Test("values are those of scikit-image", arguments: ["ssim", "grey"])
  func oracle(name: String) throws {
    let golden = try Golden.tensors("metrics")
    let found = structuralSimilarity(
      try #require(golden["\(name).images"]),
      references: try #require(golden["\(name).references"]),
      peak: 2)
    #expect(largestDifference(Tensor(found), try #require(golden["\(name).values"])) < 1e-12)
  }

  @Test("equal pictures score 1, the order does not matter, flat ones differ in brightness alone")
  func laws() throws {
    let x = try #require(try Golden.tensors("metrics")["ssim.references"])
    let y = try #require(try Golden.tensors("metrics")["ssim.images"])
    #expect(structuralSimilarity(x, references: x, peak: 2).allSatisfy { abs($0 - 1) < 1e-12 })
    let flat = Tensor.full([1, 1, 12, 12], value: 0.5, type: .float64)
    // (2 a b + c1) / (a a + b b + c1) with a = 0.5, b = 0.2, c1 = (0.01 * 2)^2.
    let brightness = structuralSimilarity(flat * 0.4, references: flat, peak: 2)[0]
    #expect(abs(brightness - 0.2004 / 0.2904) < 1e-12)
    let (there, back) = (
      structuralSimilarity(x, references: y, peak: 2),
      structuralSimilarity(y, references: x, peak: 2)
    )
    #expect(largestDifference(Tensor(there), Tensor(back)) < 1e-12)
  }

  @Test("pictures smaller than the window stop the program")
  func misuse() async {
    await #expect(processExitsWith: .failure) {
      let x = Tensor.zeros([1, 3, 10, 20])
      _ = structuralSimilarity(x, references: x, peak: 2)
    }
  }
}
