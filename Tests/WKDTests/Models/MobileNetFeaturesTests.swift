import Foundation
import Testing
import Torch
import WKD

@Suite struct MobileNetFeaturesTests {
  private func network() throws -> MobileNetFeatures {
    try MobileNetFeatures(contentsOf: Repository.asset("mobilenet_v2_features14.safetensors"))
  }

  @Test("features are those of torchvision's network with the same rounded weights")
  func oracle() throws {
    let golden = try Golden.tensors("mobilenet")
    let images = try #require(golden["images"])
    let features = try network()(images * 2 - 1)
    // Single precision through 41 convolutions, features up to about 5.
    #expect(largestDifference(features, try #require(golden["features"])) < 2e-5)
    // The error of half precision in the file, for features of deviation 0.45.
    #expect(largestDifference(features, try #require(golden["unrounded"])) < 0.006)
  }

  @Test("pictures of any size become 96 numbers each, whatever the batch")
  func batches() throws {
    var generator = SeededGenerator(seed: 4)
    let images = Tensor.normal([5, 3, 32, 40], deviation: 0.4, using: &generator)
    let network = try network()
    let whole = network.features(of: images)
    #expect(whole.shape == [5, MobileNetFeatures.count])
    #expect(!whole.tracksGradients)
    #expect(largestDifference(whole, network.features(of: images, batch: 2)) < 2e-5)
    #expect(largestDifference(whole[3..<4], network.features(of: images[3..<4])) < 2e-5)
  }

  @Test("a file of something else is refused by the key that it lacks")
  func otherFile() throws {
    let file = try Golden.url("mobilenet.safetensors")
    let error = WeightsFileError.unfit(file.relativePath, .missing(key: "features.0.0.weight"))
    #expect(throws: error) {
      try MobileNetFeatures(contentsOf: file)
    }
  }
}
