import Foundation

/// What a compiler must be told to use the libraries of this build as another package would.
struct LibraryBuild {
  /// The library targets and all that they are built on.
  private let targets: [Manifest.Target]
  private let packages: [String]

  init(_ manifest: Manifest) {
    targets = manifest.closure(of: manifest.libraryTargets)
    packages = targets.compactMap(\.pkgConfig).flatMap { $0.split(separator: " ") }
      .map(String.init).sorted()
  }

  /// Where the modules are, and the maps of those in C.
  var compilerArguments: [String] {
    get throws {
      let maps = targets.compactMap { target -> String? in
        let folder =
          target.type == .system
          ? Repository.root.appendingPathComponent(target.folder)
          : Repository.products.appendingPathComponent("\(target.name).build")
        let map = folder.appendingPathComponent("module.modulemap").path
        return FileManager.default.fileExists(atPath: map) ? "-fmodule-map-file=\(map)" : nil
      }
      let modules = Repository.products.appendingPathComponent("Modules").path
      return ["-I", modules] + (maps + (try flags("--cflags"))).flatMap { ["-Xcc", $0] }
    }
  }

  /// The objects of the libraries, and what they are linked with.
  func linkerArguments() throws -> [String] {
    let torch =
      ProcessInfo.processInfo.environment["LIBTORCH"]
      ?? Repository.root.appendingPathComponent(".libtorch").path
    return try objects()
      + ["-L\(torch)/lib", "-Xlinker", "-rpath", "-Xlinker", "\(torch)/lib"]
      + ["-ltorch_cpu", "-lc10", "-lstdc++"] + (try flags("--libs"))
  }

  /// The objects that the tests themselves are linked from: objects of files that are gone may still
  /// lie beside them.
  private func objects() throws -> [String] {
    let folders = try FileManager.default.contentsOfDirectory(
      at: Repository.products, includingPropertiesForKeys: nil)
    let isProduct = { (folder: URL) in folder.lastPathComponent.hasSuffix("PackageTests.product") }
    guard let tests = folders.first(where: isProduct) else {
      throw MissingProduct(description: "no product of tests in \(Repository.products.path)")
    }
    let list = try String(
      contentsOf: tests.appendingPathComponent("Objects.LinkFileList"), encoding: .utf8)
    let wanted = Set(targets.map { "\($0.name).build" })
    return list.split(separator: "\n").map { $0.trimmingCharacters(in: ["'", "\""]) }
      .filter { path in !wanted.isDisjoint(with: path.split(separator: "/").map(String.init)) }
  }

  private func flags(_ kind: String) throws -> [String] {
    guard !packages.isEmpty else { return [] }
    let finished = try Finished("pkg-config", kind, arguments: packages)
    return finished.output.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  struct MissingProduct: Error, CustomStringConvertible {
    let description: String
  }
}
