import Foundation
import Testing
import Torch
import WKD

@Suite struct InceptionFeaturesTests {
  @Test(
    "with the same weights, features are those of pytorch-fid",
    .enabled(if: Peers.have("pytorch_fid", "safetensors"), "no pytorch-fid in the peers' Python"))
  func peer() throws {
    let folder = try TemporaryFolder()
    let files = [
      "weights.safetensors", "pictures.safetensors", "pt_inception-2015-12-05-6726825d.pth",
    ].map { folder.url.appendingPathComponent($0) }
    try Peers.run(script: "inception.py", files)
    let network = try InceptionFeatures(contentsOf: files[0])
    let peer = try Safetensors(contentsOf: files[1]).tensors
    let published = try InceptionFeatures(contentsOf: files[2])
    let sample = try #require(peer["images"])[0..<1] * 2 - 1
    #expect(published.features(of: sample).values == network.features(of: sample).values)
    let wanted = try #require(peer["features"])
    let found = network.features(of: try #require(peer["images"]) * 2 - 1, batch: 2)
    #expect(found.shape == [3, InceptionFeatures.count])
    // Single precision, folded norms against separate ones.
    #expect(largestDifference(found, wanted) / wanted.abs().max().item < 2e-5)
  }

  @Test("a file of something else is refused by the key that it lacks")
  func otherFile() throws {
    let file = Repository.asset("mobilenet_v2_features14.safetensors")
    let error = WeightsFileError.unfit(
      file.relativePath, .missing(key: "Conv2d_1a_3x3.bn.weight"))
    #expect(throws: error) {
      try InceptionFeatures(contentsOf: file)
    }
  }
}
