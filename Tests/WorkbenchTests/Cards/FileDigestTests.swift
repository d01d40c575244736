import Foundation
import Testing

import Workbench

@Suite struct FileDigestTests {
  @Test("a file has its size and digest; a folder, a device and nothing have none")
  func files() throws {
    let folder = try TemporaryFolder()
    try folder.write("abc", to: "a.txt")
    let digest = try #require(FileDigest(of: folder.place("a.txt"), name: "a"))
    #expect(digest.bytes == 3 && digest.name == "a" && digest.sha256.hasPrefix("ba7816bf"))
    #expect(FileDigest(of: folder.url, name: "a") == nil)
    #expect(FileDigest(of: folder.place("none"), name: "a") == nil)
    #expect(FileDigest(of: URL(fileURLWithPath: "/dev/zero"), name: "a") == nil)
  }
}
