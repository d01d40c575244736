import Foundation
import Testing
import Torch
import WKD

@Suite struct InceptionFeaturesTests {
  @Test(
    "with the same weights, features are those of pytorch-fid",
    .enabled(if: Peers.have("pytorch_fid"), "scripts/bench/setup installs pytorch-fid"))
  func peer() throws {
    let folder = try TemporaryFolder()
    try #require(try Peers.run("inception.py", folder.url.path) == 0)
    let network = try InceptionFeatures(
      contentsOf: folder.url.appendingPathComponent("weights.safetensors"))
    let peer = try Safetensors(
      contentsOf: folder.url.appendingPathComponent("pictures.safetensors")
    ).tensors
    let wanted = try #require(peer["features"])
    let found = network.features(of: try #require(peer["images"]) * 2 - 1, batch: 2)
    #expect(found.shape == [3, InceptionFeatures.count])
    // Single precision, folded norms against separate ones.
    #expect(largestDifference(found, wanted) / wanted.abs().max().item < 2e-5)
  }

  @Test("a file of something else is refused by the key that it lacks")
  func otherFile() throws {
    let file = Repository.asset("mobilenet_v2_features14.safetensors")
    #expect(throws: WeightsError.missing(key: "Conv2d_1a_3x3.bn.weight")) {
      try InceptionFeatures(contentsOf: file)
    }
  }
}
