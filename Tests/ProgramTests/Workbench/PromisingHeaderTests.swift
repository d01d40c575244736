#if os(Linux)  // the most memory of a process is read from its folder in /proc
  import Foundation
  import Lessons
  import TestSupport
  import Testing
  import Torch
  import WKD

  @Suite(
    "Pictures whose header promises more than they hold",
    .enabled(if: Program.isBuilt, "the program is not beside the tests"), .serialized)
  struct PromisingHeaderTests {
    private let desk: Desk

    init() throws {
      desk = try Desk()
    }

    private func url(_ path: String) -> URL { desk.folder.appendingPathComponent(path) }

    /// A small PNG whose header, with a checksum that is right, tells another size and interlacing.
    private func png(width: UInt32, height: UInt32, isInterlaced: Bool) throws -> Data {
      var data = try #require(ImageFile.pngData(Tensor.zeros([3, 8, 8], type: .uint8)))
      func put(_ number: UInt32, at place: Int) {
        for index in 0..<4 {
          data[place + index] = UInt8(truncatingIfNeeded: number >> (24 - 8 * index))
        }
      }
      put(width, at: 16)
      put(height, at: 20)
      data[28] = isInterlaced ? 1 : 0
      var sum: UInt32 = ~0
      for byte in data[12..<29] {
        sum ^= UInt32(byte)
        for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
      }
      put(~sum, at: 29)
      return data
    }

    /// The exit status of a run and the most memory that it had, in megabytes.
    private func run(_ arguments: [String]) throws -> (status: Int32, peak: Int) {
      let process = try Program.start(arguments, in: desk.folder)
      var peak = 0
      while process.isRunning {
        let status = try? String(
          contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        peak = max(peak, line.flatMap { Int($0.filter(\.isNumber)) } ?? 0)
        Thread.sleep(forTimeInterval: 0.001)
      }
      process.end()
      return (process.terminationStatus, peak / 1000)
    }

    @Test(
      "take no memory for pixels that never come, and are refused in one sentence",
      arguments: [(9_999, 9_999), (10_001, 10_000), (1_000, 99_000), (0x7fff_ffff, 0x7fff_ffff)])
    func sizes(width: UInt32, height: UInt32) throws {
      // An honest picture says how much the program itself needs.
      try ImageFile.write(Tensor.zeros([3, 64, 64]), to: url("honest.png"))
      let usual = try run(["decompose", "honest.png", "--output", "honest"])
      #expect(usual.status == 0 && usual.peak > 20)
      for isInterlaced in [false, true] {
        for name in ["trainA/p.png", "trainB/p.png"] {
          let file = url("data/\(name)")
          try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
          try png(width: width, height: height, isInterlaced: isInterlaced).write(to: file)
        }
        let teacher = try Course.locate().assets.appendingPathComponent("teacher").path
        for command in [
          ["decompose", "data/trainA/p.png", "--output", "out"],
          ["translate", teacher, "data/trainA/p.png", "--output", "out"],
          ["train-teacher", "data", "--preset", "smoke", "--output", "out"],
        ] {
          let answer = try run(command)
          let said = try desk.text("logs/err")
          #expect(answer.status == 1, "\(command): \(said)")
          #expect(
            said.contains("is damaged") || said.contains("more than the 100 million"), "\(said)")
          #expect(answer.peak < usual.peak + 60, "\(command)")
        }
      }
    }
  }
#endif
