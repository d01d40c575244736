import Foundation
import Testing
import Torch
import WKD

/// `Examples/train.swift`, as its reader starts it.
@Suite struct TrainTests {
  private static let program = Bundle.main.executableURL?.deletingLastPathComponent()
    .appendingPathComponent("train")

  private func run(_ arguments: String..., in folder: URL) throws -> (status: Int32, output: String)
  {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let pipe = Pipe()  // a few lines fit into it
    process.standardOutput = pipe
    try process.run()
    process.waitUntilExit()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    return (process.terminationStatus, output)
  }

  @Test("teacher and student learn from a folder of pictures, and the student is written")
  func smallFolder() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("train-\(UUID().uuidString)", isDirectory: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var generator = SeededGenerator(seed: 3)
    for name in ["trainA", "trainB", "testA", "testB"] {
      let set = folder.appendingPathComponent("pictures/\(name)", isDirectory: true)
      try FileManager.default.createDirectory(at: set, withIntermediateDirectories: true)
      for index in 1...2 {
        let noise = Tensor.normal([3, 32, 32], using: &generator) * 60 + 128
        let picture = noise.clamped(to: 0...255).converted(to: .uint8)
        try ImageFile.write(picture, to: set.appendingPathComponent("\(index).png"))
      }
    }

    let (status, output) = try run("pictures", "student", "3", in: folder)

    #expect(status == 0, "\(output)")
    let losses = output.matches(of: /generators ([-.e\w]+), discriminators ([-.e\w]+)/)
      .flatMap { [Double($0.1), Double($0.2)] }
    #expect(losses.count == 8, "the first and the last step of both, in \(output)")
    #expect(losses.allSatisfy { $0?.isFinite == true })
    let student = try GeneratorPair(contentsOf: folder.appendingPathComponent("student"))
    #expect(student.architecture == .init(baseWidth: 6, blocks: 3))
  }

  @Test("without arguments it tells what it takes")
  func usage() throws {
    let (status, output) = try run(in: FileManager.default.temporaryDirectory)
    #expect(status == 64)
    #expect(output.hasPrefix("usage: swift run"))
  }
}
