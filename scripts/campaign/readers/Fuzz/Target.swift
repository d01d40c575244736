import Foundation

/// One reader, or a few that belong together, under libFuzzer.
struct Target: Sendable {
  let name: String
  /// The share of a campaign's inputs: slow readers get fewer.
  let weight: Int
  /// The most bytes of an input.
  var longest = 4096
  /// Bytes of memory that reading may take beside 64 times the input.
  var memory = 16 << 20
  /// Whether an input that begins with ``growthMark`` stands for many repetitions of what follows, in which
  /// work that grows with the square of a length shows as a timeout.
  var grows = false
  /// Inputs to begin from, given the folder of the repository.
  let seeds: @Sendable (URL) throws -> [Data]
  /// Reads an input and claims what must hold; throws where the reader refuses it.
  let read: @Sendable (Data) throws -> Void

  /// All targets.
  static let all =
    weights + pictures + sounds + tables + texts + pages + records + runs + smallTexts

  /// The byte that opens an input which is repeated.
  static let growthMark: UInt8 = 7

  /// What an input stands for.
  func content(of input: Data) -> Data {
    guard grows, input.first == Self.growthMark, input.count > 1 else { return input }
    let part = input.dropFirst()
    return (0...20_000 / part.count).reduce(into: Data()) { whole, _ in whole += part }
  }

  /// The files of some folders of the repository whose names have one of the endings, small ones only.
  static func files(
    _ root: URL, _ folders: [String], _ endings: Set<String>, largest: Int = 20_000
  ) -> [Data] {
    folders.flatMap { folder -> [Data] in
      let place = root.appendingPathComponent(folder, isDirectory: true)
      let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
      return names.sorted().compactMap { name in
        let file = place.appendingPathComponent(name)
        guard endings.contains(file.pathExtension), let data = try? Data(contentsOf: file),
          data.count <= largest
        else { return nil }
        return data
      }
    }
  }

  /// The folder of inputs that once were a fault.
  static let hostile = "scripts/campaign/readers/seeds"
}

/// A folder of this process for readers that take a path.
enum Scratch {
  static let folder: URL = {
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("fuzz-\(getpid())", isDirectory: true)
    do {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    } catch {
      fatalError("no scratch folder: \(error)")
    }
    return place
  }()

  /// A file with some bytes.
  static func file(_ name: String, _ data: Data) throws -> URL {
    let place = folder.appendingPathComponent(name)
    try data.write(to: place)
    return place
  }

  /// An empty folder.
  static func empty(_ name: String) throws -> URL {
    let place = folder.appendingPathComponent(name, isDirectory: true)
    try? FileManager.default.removeItem(at: place)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    return place
  }

  static func remove() { try? FileManager.default.removeItem(at: folder) }
}
