import Foundation
import Testing
import Workbench

@Suite struct GeneratorTimingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writePair()
  }

  /// A program of two lines in place of the one that measures.
  private func program(_ body: String) throws -> URL {
    try folder.write("#!/bin/sh\n\(body)\n", to: "measurer")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.path("measurer"))
    return folder.place("measurer")
  }

  @Test("a generator takes time, and none is measured without weights")
  func here() throws {
    let timing = try GeneratorTiming.measured(
      by: nil, weights: folder.path("pair"), size: 16, threads: 1)
    #expect(timing.seconds > 0 && timing.spread >= 0)
    #expect(throws: (any Error).self) {
      try GeneratorTiming(weights: folder.place("nowhere"), size: 16, threads: 1)
    }
  }

  @Test("another program is asked for the weights, the side and the threads")
  func elsewhere() throws {
    let program = try program(
      """
      [ "$*" = "run-generator models/ab --size 24 --threads 3" ] || exit 1
      echo '{"seconds": 0.25, "spread": 0.125, "memory": 7}'
      """)
    let timing = try GeneratorTiming.measured(
      by: program, weights: "models/ab", size: 24, threads: 3)
    #expect(timing.seconds == 0.25 && timing.spread == 0.125 && timing.memory == 7)
  }

  @Test(
    "a program that fails or does not answer is an error",
    arguments: ["exit 3", "echo hello", "kill -9 $$"])
  func noAnswer(body: String) throws {
    let program = try program(body)
    #expect(throws: GeneratorTimingError.noAnswer("w")) {
      try GeneratorTiming.measured(by: program, weights: "w", size: 16, threads: 1)
    }
  }
}
