import Foundation
import Testing

/// The public symbols of every library are compared with the list that was committed.
@Suite struct InterfaceTests {
  private static let update = "make api"

  @Test("no public symbol comes, goes or changes unseen")
  func unchanged() throws {
    let manifest = try Manifest.read()
    for module in manifest.libraryTargets {
      let found = try PublicInterface(of: module, LibraryBuild(manifest)).lines
      #expect(found.count > 5, "\(module) offers almost nothing: the compiler was asked wrongly")
      let path = "Tests/TreeTests/API/\(module).txt"
      if ProcessInfo.processInfo.environment["UPDATE_API"] != nil {
        let text = found.map { $0 + "\n" }.joined()
        try Data(text.utf8).write(to: Repository.root.appendingPathComponent(path))
        continue
      }
      let known = (try? Repository.text(path)).map { $0.split(separator: "\n").map(String.init) }
      let wanted = try #require(known, "there is no \(path): \(Self.update) makes it")
      let changes =
        Set(wanted).subtracting(found).sorted().map { "- \($0)" }
        + Set(found).subtracting(wanted).sorted().map { "+ \($0)" }
      #expect(
        changes.isEmpty,
        """
        the public symbols of \(module) are others than those in \(path), in \(changes.count) places:
        \(changes.prefix(60).joined(separator: "\n"))
        if that is meant, say so in CHANGELOG.md and run: \(Self.update)
        """)
    }
  }
}
