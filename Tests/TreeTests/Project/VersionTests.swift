import Foundation
import Testing

/// The numbers that releases are made of stand in one place each.
@Suite struct VersionTests {
  /// The newest version that the changelog describes.
  private func newest() throws -> String {
    let match = try Repository.text("CHANGELOG.md").firstMatch(of: /\n## (\d+\.\d+\.\d+)/)
    return String(try #require(match).1)
  }

  @Test("the sources name one version, the newest of the changelog")
  func sources() throws {
    let found = try Repository.files(below: "Sources", "swift").flatMap { path in
      try Repository.text(path).matches(of: /(?i)version\b[^\n"]*= "(\d+\.\d+\.\d+)"/)
        .map { (path: path, version: String($0.1)) }
    }
    try #require(found.count == 1, "\(found)")
    #expect(found[0].version == (try newest()), "\(found[0].path)")
  }

  @Test(
    "what others copy asks for the newest version",
    arguments: ["README.md", "Tests/Consumer/Package.swift"])
  func dependencies(path: String) throws {
    let match = try Repository.text(path).firstMatch(of: /\/wkd-learn[^\n]*from: "([0-9.]+)"/)
    #expect(String(try #require(match).1) == (try newest()))
  }

  @Test("the program and its peers in Python have the same LibTorch")
  func libTorch() throws {
    let setup = try Repository.text("scripts/setup").firstMatch(of: /\nversion=([0-9.]+)/)
    let peers = try Repository.text("scripts/bench/requirements.txt")
      .firstMatch(of: /torch==([0-9.]+)/)
    #expect(try #require(setup).1 == (try #require(peers).1))
  }
}
