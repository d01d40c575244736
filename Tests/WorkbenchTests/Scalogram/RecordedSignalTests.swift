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
}
