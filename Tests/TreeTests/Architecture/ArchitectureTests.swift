import Foundation
import Testing

/// What ``Architecture`` says is compared with the manifest and the sources.
@Suite struct ArchitectureTests {
  private static let manifest = Result { try Manifest.read() }

  private func manifest() throws -> Manifest { try Self.manifest.get() }

  private func sources(_ target: Manifest.Target) throws -> [(path: String, code: String)] {
    let excluded = target.exclude.map { "\(target.folder)/\($0)/" }
    return try Repository.files(below: target.folder, "swift")
      .filter { path in !excluded.contains { path.hasPrefix($0) } }
      .map { ($0, try Repository.text($0)) }
  }

  private func expectNone(_ complaints: [String]) {
    #expect(complaints.isEmpty, "\n\(complaints.joined(separator: "\n"))")
  }

  @Test("every target stands on a floor above all that it depends on")
  func floors() throws {
    let built = try manifest().targets.filter {
      ![.test, .plugin].contains($0.type) && !$0.folder.hasPrefix("Tests/")
    }
    expectNone(
      FloorRule(floors: Architecture.floors)
        .violations(of: built.map { ($0.name, $0.dependencies) }))
  }

  @Test("every file imports only what its target declares")
  func imports() throws {
    let targets = try manifest().targets
    let names = Set(targets.map(\.name))
    for target in targets where ![.system, .plugin].contains(target.type) {
      let imports = TargetNames(
        module: target.name, folder: target.folder, sources: try sources(target)
      ).imports
      expectNone(
        FloorRule.undeclared(imports, declared: target.dependencies, others: names))
    }
  }

  private func rules() throws -> [(name: String, rule: FolderRule)] {
    try manifest().targets.filter { [.regular, .executable].contains($0.type) }.compactMap {
      let sources = try sources($0)
      let rule = FolderRule(
        folders: Architecture.folders[$0.name] ?? ["."],
        names: TargetNames(module: $0.name, folder: $0.folder, sources: sources))
      return sources.isEmpty ? nil : ($0.name, rule)
    }
  }

  @Test("a folder names only itself and folders to its left")
  func folders() throws {
    for (name, rule) in try rules() where !Architecture.unordered.contains(name) {
      expectNone(rule.violations)
    }
  }

  @Test("no file of a folder names another in a circle")
  func circles() throws {
    for (name, rule) in try rules() where !Architecture.circular.contains(name) {
      expectNone(rule.complaints(allowing: Architecture.circles))
    }
  }

  @Test("the tables name nothing that is not there")
  func tables() throws {
    let manifest = try manifest()
    for (name, folders) in Architecture.folders {
      let target = try #require(manifest[name], "\(name) is no target")
      for folder in folders {
        let path = folder == "." ? target.folder : "\(target.folder)/\(folder)"
        #expect(!Repository.files(below: path, "swift").isEmpty, "\(path) holds no Swift file")
      }
    }
    let waiting = Architecture.unordered.union(Architecture.circular)
    expectNone(waiting.filter { manifest[$0] == nil }.map { "\($0) is no target" })
  }

  @Test("folders of tests have the names of the folders they test")
  func mirrors() throws {
    for target in try manifest().targets where target.type == .test {
      let tested = target.folder.replacing("Tests/", with: "Sources/", maxReplacements: 1)
        .replacing(/Tests$/, with: "")
      guard FileManager.default.fileExists(atPath: Repository.root.path + "/" + tested) else {
        continue
      }
      for path in Repository.files(below: target.folder, "swift") {
        let folder = (path as NSString).deletingLastPathComponent
        let mirrored = tested + folder.dropFirst(target.folder.count)
        #expect(
          FileManager.default.fileExists(atPath: Repository.root.path + "/" + mirrored),
          "\(path): there is no \(mirrored)")
      }
    }
  }

  @Test("no file has more than 400 lines, tables aside")
  func lengths() throws {
    for path in ["Sources", "Tests", "Plugins", "Examples"].flatMap({
      Repository.files(below: $0, "swift", "cpp", "hpp", "h", "c")
    }) {
      let count = try Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false)
        .count
      #expect(
        count <= 400 || Architecture.longFiles.keys.contains(path), "\(path) has \(count) lines")
    }
  }
}
