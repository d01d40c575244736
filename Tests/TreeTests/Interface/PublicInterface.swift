import Foundation

/// The public symbols of a module, a line each, as a reviewer reads them.
struct PublicInterface {
  let lines: [String]

  /// Asks the compiler for what the built module offers.
  init(of module: String, _ build: LibraryBuild) throws {
    let folder = try TemporaryFolder()
    let info = try Finished("swiftc", "-print-target-info")
    let facts = try JSONDecoder().decode(TargetInfo.self, from: Data(info.output.utf8))
    let finished = try Finished(
      "swift-symbolgraph-extract",
      arguments: [
        "-module-name", module, "-target", facts.target.triple, "-output-dir", folder.url.path,
        "-minimum-access-level", "public", "-skip-synthesized-members",
      ] + build.compilerArguments)
    guard finished.status == 0 else { throw Failure(description: finished.errors) }
    let files = try FileManager.default.contentsOfDirectory(
      at: folder.url, includingPropertiesForKeys: nil)
    let graphs = try files.filter { $0.lastPathComponent.hasSuffix(".symbols.json") }
      .map { try JSONDecoder().decode(SymbolGraph.self, from: Data(contentsOf: $0)) }
    lines = Set(graphs.flatMap(\.lines)).sorted()
  }

  private struct TargetInfo: Decodable {
    struct Target: Decodable { let triple: String }
    let target: Target
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }
}

/// The parts of a symbol graph that make up an interface.
///
/// - Source: https://github.com/swiftlang/swift-docc-symbolkit, "openapi.yaml".
private struct SymbolGraph: Decodable {
  struct Symbol: Decodable {
    struct Identifier: Decodable { let precise: String }
    struct Fragment: Decodable { let spelling: String }

    let identifier: Identifier
    let pathComponents: [String]
    let declarationFragments: [Fragment]?

    var declaration: String {
      (declarationFragments ?? []).map(\.spelling).joined()
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
  }

  struct Relationship: Decodable {
    let kind: String
    let source: String
    let target: String
    let targetFallback: String?
  }

  let symbols: [Symbol]
  let relationships: [Relationship]

  /// Conformances that nobody writes; compilers differ in which they tell.
  private static let implied: Set = [
    "Swift.BitwiseCopyable", "Swift.Copyable", "Swift.Escapable", "Swift.SendableMetatype",
  ]

  /// `Tensor.abs(): func abs() -> Tensor` and `Tensor conforms to Swift.Sendable`.
  var lines: [String] {
    let paths = Dictionary(
      symbols.map { ($0.identifier.precise, $0.pathComponents.joined(separator: ".")) },
      uniquingKeysWith: { first, _ in first })
    let conformances = relationships.compactMap { relationship -> String? in
      guard relationship.kind == "conformsTo", let source = paths[relationship.source] else {
        return nil
      }
      let target =
        paths[relationship.target] ?? relationship.targetFallback ?? "an unknown protocol"
      return Self.implied.contains(target) ? nil : "\(source) conforms to \(target)"
    }
    return conformances
      + symbols.map { "\($0.pathComponents.joined(separator: ".")): \($0.declaration)" }
  }
}
