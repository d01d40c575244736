import Foundation
import Testing
import Torch
import WKD

@Suite struct ReadmeSnippetTests {
  @Test(
    "the Python of the README gives our picture",
    .enabled(if: Peers.have("torch", "safetensors"), "no PyTorch in the peers' Python"))
  func python() throws {
    let readme = try String(
      contentsOf: Peers.root.appendingPathComponent("README.md"), encoding: .utf8)
    let section = try #require(readme.components(separatedBy: "## Take the student to Python").last)
    let code = try #require(section.firstMatch(of: /(?s)```python\n(.*?)```/)).1
    let folder = try TemporaryFolder()
    let files = ["snippet.py", "out.safetensors"].map { folder.url.appendingPathComponent($0) }
    try Data(code.utf8).write(to: files[0])
    try Peers.run(script: "run_snippet.py", files)
    let found = try Safetensors(contentsOf: files[1]).tensors
    let horse = try #require(found["horse"])
    let pair = try GeneratorPair(contentsOf: Peers.root.appendingPathComponent("assets/teacher"))
    let ours = withoutGradients { pair.ab(horse) }
    #expect(ours.abs().mean().item > 0.1, "an answer that says something")
    #expect(largestDifference(try #require(found["zebra"]), ours) < 1e-4)
  }
}
