public import Foundation

/// The files of generators in a folder: `G_A` goes from A to B, `G_B` back.
///
/// Names are those of this library (`G_A.safetensors`) and of the reference implementation: `latest_net_G_A`,
/// then the highest epoch; a model that goes one way has `G` in place of `G_A` and `G_B`. A whole pair comes
/// before a single generator.
///
/// ```swift
/// let folder = FileManager.default.temporaryDirectory.appendingPathComponent("horse2zebra_pretrained")
/// try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
/// try Data().write(to: folder.appendingPathComponent("latest_net_G.pth"))
/// print(try GeneratorFolder(folder).single?.lastPathComponent ?? "")  // latest_net_G.pth
/// try FileManager.default.removeItem(at: folder)
/// ```
public struct GeneratorFolder: Sendable, Equatable {
  /// The folder that holds the files: the given one, or its only sub-folder with generators.
  public let url: URL
  /// The generator from A to B.
  public let ab: URL?
  /// The generator from B to A.
  public let ba: URL?
  /// The generator of a model that goes one way, where there is neither of the others.
  public let oneWay: URL?

  /// The only generator, where there is one alone.
  public var single: URL? {
    let all = [ab, ba, oneWay].compactMap { $0 }
    return all.count == 1 ? all[0] : nil
  }

  /// Finds the generators of a folder; where it holds none, those of its only sub-folder that does.
  ///
  /// A run of several students keeps each in a sub-folder, and one that has not ended has its best weights in
  /// `best`.
  ///
  /// - Throws: ``GeneratorPairError`` for a folder without generators, or with several such sub-folders.
  public init(_ folder: URL) throws {
    if let found = try Self.generators(in: folder) {
      self = found
      return
    }
    let below =
      try Self.searchDepths.lazy.map { try Self.subfolders(of: folder, depth: $0) }
      .first { !$0.isEmpty } ?? []
    guard let first = below.first else {
      throw GeneratorPairError.noGenerators(folder.relativePath)
    }
    guard below.count == 1 else {
      let names = below.map { $0.url.pathComponents.suffix(first.depth).joined(separator: "/") }
      throw GeneratorPairError.severalFolders(folder.relativePath, names)
    }
    self = first.generators
  }

  private init(url: URL, ab: URL?, ba: URL?, oneWay: URL? = nil) {
    self.url = url
    self.ab = ab
    self.ba = ba
    self.oneWay = oneWay
  }

  /// Both generators.
  ///
  /// - Throws: ``GeneratorPairError/noPair(_:found:)``.
  public func pair() throws -> (ab: URL, ba: URL) {
    guard let ab, let ba else {
      throw GeneratorPairError.noPair(
        url.relativePath, found: single?.lastPathComponent ?? "")
    }
    return (ab, ba)
  }

  private static let searchDepths = [1, 2]

  private static func subfolders(
    of folder: URL, depth: Int
  ) throws -> [(url: URL, depth: Int, generators: GeneratorFolder)] {
    let names = try Self.names(in: folder).sorted().filter { !$0.hasPrefix(".") }
    return names.flatMap { name -> [(url: URL, depth: Int, generators: GeneratorFolder)] in
      let below = folder.appendingPathComponent(name)
      if depth > 1 {
        return ((try? subfolders(of: below, depth: depth - 1)) ?? [])
          .map { ($0.url, depth, $0.generators) }
      }
      guard let found = try? generators(in: below) else { return [] }
      return [(below, depth, found)]
    }
  }

  private static func names(in folder: URL) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path)
    } catch {
      let path = folder.relativePath
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) else {
        throw GeneratorPairError.noFolder(path)
      }
      throw isFolder.boolValue ? GeneratorPairError.unreadable(path) : .file(path)
    }
  }

  /// The generators that lie in the folder itself, nil where there are none.
  private static func generators(in folder: URL) throws -> GeneratorFolder? {
    let names = Set(try names(in: folder))
    // An epoch's number as it is written, such as 005, beside its value.
    let epochs = Set(
      names.compactMap { name -> String? in
        name.wholeMatch(of: /(\d+)_net_G(_[AB])?\.(pth|pt|safetensors)/).map { String($0.1) }
      }
    ).compactMap { text in Int(text).map { (number: $0, text: text) } }
      .sorted { $0.number > $1.number }
    let starts = ["", "latest_net_"] + epochs.map { "\($0.text)_net_" }
    let found = { (start: String, name: String) -> URL? in
      ["safetensors", "pth", "pt"].map { "\(start)\(name).\($0)" }.first(where: names.contains)
        .map { folder.appendingPathComponent($0) }
    }
    for start in starts {
      if let ab = found(start, "G_A"), let ba = found(start, "G_B") {
        return GeneratorFolder(url: folder, ab: ab, ba: ba)
      }
    }
    let first = { (name: String) in starts.lazy.compactMap { found($0, name) }.first }
    let (ab, ba) = (first("G_A"), first("G_B"))
    if ab != nil || ba != nil { return GeneratorFolder(url: folder, ab: ab, ba: ba) }
    return first("G").map { GeneratorFolder(url: folder, ab: nil, ba: nil, oneWay: $0) }
  }
}

/// The reason why a folder gave no pair of generators.
public enum GeneratorPairError: Error, Equatable, CustomStringConvertible {
  /// A folder that is not there.
  case noFolder(String)
  /// A file in the place of a folder.
  case file(String)
  /// A folder that may not be read.
  case unreadable(String)
  /// A folder without a generator of a known name, as all of its sub-folders.
  case noGenerators(String)
  /// A folder with the generator of one direction only, in the file of this name.
  case noPair(String, found: String)
  /// A folder whose sub-folders of these names hold generators.
  case severalFolders(String, [String])

  /// One sentence that says what is missing.
  public var description: String {
    switch self {
    case .noFolder(let path):
      "there is no folder \(SoughtPath(path)): give the one that holds the generators"
    case .unreadable(let path):
      "the folder \(path) is there and may not be read: change its permissions"
    case .file(let path):
      "\(path) is a file, and a folder of generators is wanted: give the folder that it lies in"
    case .noGenerators(let path):
      "\(path) holds no pair of generators: it needs G_A.safetensors and G_B.safetensors, or "
        + "latest_net_G_A.pth and latest_net_G_B.pth"
    case .noPair(let path, let found):
      "\(path) holds \(found) alone, and generators of both directions are needed: add the other one as "
        + "G_A or G_B"
    case .severalFolders(let path, let names):
      "\(path) holds no generators itself, but its sub-folders \(names.joined(separator: ", ")) do: give "
        + "one of them"
    }
  }
}
