import Foundation
import Testing
import Torch

@Suite struct WeightsFileTests {
  private func temporary(_ data: Data, name: String) throws -> URL {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(UUID().uuidString)-\(name)")
    try data.write(to: url)
    return url
  }

  @Test("the content decides what a file is, not its name")
  func content() throws {
    for name in ["expected.safetensors", "zip.pth", "legacy.pth"] {
      let url = try temporary(Golden.data(name), name: "weights.bin")
      defer { try? FileManager.default.removeItem(at: url) }
      #expect(try WeightsFile.read(url).tensors.count == 17, "\(name)")
    }
  }

  @Test("safetensors whose first byte is that of a pickle are safetensors")
  func ambiguous() throws {
    let tensors = ["a": Tensor([1.0, 2])]
    let isPickleLike = { (data: Data) in data.first == 0x80 }
    let file = (0..<400).lazy.map {
      Safetensors(tensors, metadata: ["note": String(repeating: "x", count: $0)])
    }.first { isPickleLike($0.data) }
    let url = try temporary(try #require(file).data, name: "a.pth")
    defer { try? FileManager.default.removeItem(at: url) }
    #expect(try WeightsFile.read(url).tensors["a"]?.values == [1, 2])
  }

  @Test(
    "everything else is named, in one sentence with the path",
    arguments: [
      ("", "an empty file"), ("no weights at all", "neither safetensors nor a file of torch.save"),
      ("version https://git-lfs.github.com/spec/v1\noid", "a Git LFS pointer"),
      ("<!DOCTYPE html>\n<html>", "a web page"),
      ("PK\u{3}\u{4} and nothing more", "table of contents"),
    ])
  func others(text: String, words: String) throws {
    let url = try temporary(Data(text.utf8), name: "other.pth")
    defer { try? FileManager.default.removeItem(at: url) }
    let error = #expect(throws: WeightsFileError.self) { try WeightsFile.read(url) }
    let sentence = try #require(error).description
    #expect(sentence.contains(words) && sentence.contains(url.lastPathComponent))
    #expect(!sentence.contains("\n"))
  }

  @Test("a file that is not there, and a folder")
  func unreadable() throws {
    for path in ["/nowhere/at/all.pth", FileManager.default.temporaryDirectory.path] {
      #expect(throws: WeightsFileError.unreadable(path)) {
        try WeightsFile.read(URL(fileURLWithPath: path))
      }
    }
  }
}
