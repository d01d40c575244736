import Driver
import Foundation
import Torch

/// Every reader of the program under libFuzzer, one target a process.
///
///     fuzz list                    a line a target: name, weight, longest input
///     fuzz seeds TARGET ROOT DIR   writes inputs to begin from
///     fuzz run TARGET ...          runs libFuzzer with the arguments that follow
@main
enum Fuzz {
  nonisolated(unsafe) private static var target = Target.all[0]
  nonisolated(unsafe) private static var accepted = 0
  nonisolated(unsafe) private static var refused = 0

  static func main() throws {
    let words = CommandLine.arguments.dropFirst()
    switch words.first {
    case "list":
      for target in Target.all { print(target.name, target.weight, target.longest) }
    case "seeds" where words.count == 4: try writeSeeds(Array(words.dropFirst()))
    case "run" where words.count > 1: try run(words.dropFirst().first ?? "")
    default: fatalError("give list, seeds TARGET ROOT DIR, or run TARGET and libFuzzer's arguments")
    }
  }

  private static func tell() {
    Scratch.remove()
    FileHandle.standardError.write(Data("accepted \(accepted) refused \(refused)\n".utf8))
  }

  private static func named(_ name: String) -> Target {
    guard let target = Target.all.first(where: { $0.name == name }) else {
      fatalError("there is no target \(name)")
    }
    return target
  }

  private static func writeSeeds(_ words: [String]) throws {
    let target = named(words[0])
    var seeds = try target.seeds(URL(fileURLWithPath: words[1], isDirectory: true))
    if target.grows {
      seeds += seeds.prefix(20).map { Data([Target.growthMark]) + $0.prefix(40) }
    }
    let folder = URL(fileURLWithPath: words[2], isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (index, seed) in seeds.enumerated() where seed.count <= target.longest {
      try seed.write(to: folder.appendingPathComponent("seed-\(index)"))
    }
    Scratch.remove()
  }

  private static func run(_ name: String) throws {
    target = named(name)
    Runtime.setThreads(1)
    try warmUp()
    atexit { Fuzz.tell() }
    memory_watch()
    var arguments = CommandLine.arguments
    arguments.removeSubrange(1...2)
    var pointers = arguments.map { strdup($0) } + [nil]
    var count = Int32(arguments.count)
    pointers.withUnsafeMutableBufferPointer { buffer in
      var start = buffer.baseAddress
      _ = withUnsafeMutablePointer(to: &start) { start in
        start.withMemoryRebound(
          to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self, capacity: 1
        ) { LLVMFuzzerRunDriver(&count, $0) { Fuzz.one($0, $1) } }
      }
    }
  }

  /// Reads empty and small inputs first, so that what libraries keep for ever is charged to no input.
  private static func warmUp() throws {
    for data in [Data(), Data("{\"a\": 1}\n1,2\n".utf8)] { try? target.read(data) }
  }

  private static func one(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let data = target.content(of: bytes.map { Data(bytes: $0, count: count) } ?? Data())
    memory_begin()
    do {
      try target.read(data)
      accepted += 1
    } catch {
      claimSentence(error)
      refused += 1
    }
    let limit = 64 * data.count + target.memory
    claim(
      memory_peak() <= limit, "\(memory_peak()) bytes of memory for \(data.count), limit \(limit)")
    return 0
  }
}
