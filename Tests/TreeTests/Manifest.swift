import Foundation

/// The targets and products that `Package.swift` declares.
struct Manifest: Decodable {
  struct Target: Decodable {
    let name: String
    let type: Kind
    /// The folder, where it is not the one that the name gives.
    let path: String?
    /// The paths in the folder that do not belong to it.
    let exclude: [String]
    /// The names that pkg-config knows a system library by.
    let pkgConfig: String?
    private let entries: [Dependency]

    enum Kind: String, Decodable {
      case regular, executable, test, system, plugin, binary, macro
    }

    private enum CodingKeys: String, CodingKey {
      case name, type, path, exclude, pkgConfig
      case entries = "dependencies"
    }

    /// The targets of this package that it may import.
    var dependencies: [String] { entries.compactMap(\.target) }

    /// The folder of its sources, from the root.
    var folder: String { path ?? (type == .test ? "Tests/\(name)" : "Sources/\(name)") }
  }

  /// `{"byName": ["Torch", null]}`, or the same with `target`, or `{"product": [...]}`.
  private struct Dependency: Decodable {
    let target: String?

    init(from decoder: any Decoder) throws {
      let values = try decoder.singleValueContainer().decode([String: [Part]].self)
      target = (values["byName"] ?? values["target"])?.first?.text
    }

    struct Part: Decodable {
      let text: String?

      init(from decoder: any Decoder) throws {
        text = try? decoder.singleValueContainer().decode(String.self)
      }
    }
  }

  struct Product: Decodable {
    let name: String
    let targets: [String]
    let type: [String: [String]?]

    var isLibrary: Bool { type.keys.contains("library") }
  }

  let targets: [Target]
  let products: [Product]

  /// Reads the manifest as SwiftPM understands it.
  static func read() throws -> Manifest {
    // A scratch folder of its own: the tests may run while SwiftPM holds the usual one.
    let scratch = try TemporaryFolder()
    let finished = try Finished(
      "swift", "package", "--scratch-path", scratch.url.path, "dump-package")
    guard finished.status == 0 else { throw ManifestError(description: finished.errors) }
    return try JSONDecoder().decode(Manifest.self, from: Data(finished.output.utf8))
  }

  subscript(name: String) -> Target? { targets.first { $0.name == name } }

  /// The targets that a library product offers, without those that are not there.
  var libraryTargets: [String] { products.filter(\.isLibrary).flatMap(\.targets) }

  /// Some targets and all that they are built on, each once.
  func closure(of names: [String]) -> [Target] {
    var (found, waiting): ([Target], [String]) = ([], names)
    while let name = waiting.popLast() {
      guard let target = self[name], !found.contains(where: { $0.name == name }) else { continue }
      found.append(target)
      waiting += target.dependencies
    }
    return found
  }
}

/// Why SwiftPM could not read the manifest.
struct ManifestError: Error, CustomStringConvertible {
  let description: String
}
