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

  @Test("a missing file and a folder are refused, a link and a pipe are read")
  func places() throws {
    #expect(throws: SignalError.unreadable(folder.place("b.csv").relativePath)) {
      try RecordedSignal.read(folder.place("b.csv"))
    }
    try folder.write("1\n2\n3\n", to: "a.csv")
    let link = folder.place("link.csv")
    try FileManager.default.createSymbolicLink(
      at: link, withDestinationURL: folder.place("a.csv"))
    #expect(try RecordedSignal.read(link).count == 3)
    let pipe = folder.place("pipe").path
    #expect(mkfifo(pipe, 0o600) == 0)
    let writer = Thread {
      try? Data("4\n5\n".utf8).write(to: URL(fileURLWithPath: pipe), options: [])
    }
    writer.start()
    #expect(try RecordedSignal.read(URL(fileURLWithPath: pipe)).samples(in: 0..<2) == [4, 5])
  }

  @Test(
    "times that cannot be told apart or counted are refused, however they are read",
    arguments: [
      ["0", "1e-320", "2e-320"], ["0", "1e-310", "2e-310"], ["-1e308", "0", "1e308"],
      ["0", "1e102", "2e102"], ["1e307", "2e307", "3e307"],
    ])
  func times(_ times: [String]) throws {
    try folder.write(zip(times, 1...).map { "\($0),\($1)\n" }.joined(), to: "a.csv")
    for resamples in [false, true] {
      for rate in resamples ? [nil, 1, 1e-15, 1e15] : [nil] {
        let choice = SignalChoice(rate: rate, resamples: resamples)
        #expect(throws: SignalError.self, "\(resamples) \(rate ?? 0)") {
          try RecordedSignal.read(folder.place("a.csv"), choosing: choice)
        }
      }
    }
  }

  @Test("a given rate at which the times of a table are one number is refused")
  func indistinct() throws {
    try folder.write("1e17,1\n100000000000000016,2\n100000000000000032,1\n", to: "a.csv")
    #expect(throws: SignalError.indistinctTimes(folder.path("a.csv"), start: 1e17, rate: 1000)) {
      try RecordedSignal.read(folder.place("a.csv"), rate: 1000)
    }
    #expect(throws: SignalError.self) {
      try RecordedSignal(path: "a", samples: [1, 2], rate: 1, start: .infinity)
    }
  }

  @Test("a few lines that would be resampled to more samples than fit are refused at once")
  func resampling() throws {
    try folder.write("0,1\n1,2\n1e9,3\n", to: "a.csv")
    let file = folder.place("a.csv")
    #expect(throws: SignalError.self) {
      try RecordedSignal.read(file, choosing: SignalChoice(rate: 1e-2, resamples: true))
    }
    #expect(
      try RecordedSignal.read(file, choosing: SignalChoice(rate: 1e-6, resamples: true)).count
        == 1001)
  }
}
