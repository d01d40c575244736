import Testing
import Torch
import WKD

@Suite struct FrechetDistanceTests {
  @Test("values are those of scipy's matrix root", arguments: ["small", "uneven", "wide"])
  func oracle(name: String) throws {
    let golden = try Golden.tensors("metrics")
    let wanted = try #require(golden["\(name).frechet"]).item
    let found = try frechetDistance(
      #require(golden["\(name).first"]), #require(golden["\(name).second"]))
    // scipy takes the root of a product that is not symmetric, which loses digits.
    #expect(abs(found - wanted) < 1e-9 * wanted)
  }

  @Test("a set is at no distance from itself, and a shift or a stretch costs what it should")
  func laws() throws {
    let golden = try Golden.tensors("metrics")
    let x = try #require(golden["uneven.first"])
    let centered = x - x.mean(axes: [0])
    let variances = centered.squared().sum().item / Double(x.shape[0] - 1)
    #expect(abs(try frechetDistance(x, x)) < 1e-12 * variances)
    #expect(abs(try frechetDistance(x, x + 0.5) - 12 * 0.25) < 1e-10)
    #expect(abs(try frechetDistance(centered, centered * 3) - 4 * variances) < 1e-10)
  }

  @Test("fewer pictures than features are refused, with what to do instead")
  func tooFew() throws {
    let x = Tensor.zeros([96, 96])
    let error = FrechetDistanceError.tooFewPictures(96, features: 96)
    #expect(throws: error) { try frechetDistance(x, Tensor.zeros([200, 96])) }
    #expect("\(error)".hasSuffix("at least 97 of each set, or use the kernel distance"))
  }
}
