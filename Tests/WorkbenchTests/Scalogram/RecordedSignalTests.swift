import Foundation
import Testing
import Workbench

@Suite struct RecordedSignalTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("a given rate wins over the times, and too many or too loud samples are refused")
  func signal() throws {
    try folder.write("0,1\n1,2\n2,1", to: "a.csv")
    let file = folder.place("a.csv")
    #expect(try RecordedSignal.read(file).rate == 1)
    #expect(try RecordedSignal.read(file, rate: 50).rate == 50)
    #expect(throws: SignalError.self) {
      try RecordedSignal(path: "a", samples: [1, .infinity], rate: nil)
    }
    #expect(throws: SignalError.self) {
      try RecordedSignal(
        path: "a", samples: [Double](repeating: 0, count: RecordedSignal.largestCount + 1),
        rate: nil)
    }
    #expect(throws: SignalError.self) { try RecordedSignal.read(folder.url) }
  }

  @Test("a sound file is known by its first bytes or by its name")
  func kinds() throws {
    try folder.write("RIFF0000WAVE", to: "a.csv")
    try folder.write("1\n2\n", to: "a.wav")
    for name in ["a.csv", "a.wav"] {
      let error = #expect(throws: SignalError.self) { try RecordedSignal.read(folder.place(name)) }
      guard case .notWave = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    #expect(throws: SignalError.unreadable(folder.place("b.csv").relativePath)) {
      try RecordedSignal.read(folder.place("b.csv"))
    }
  }
}
