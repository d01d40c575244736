import Foundation
import Testing
import WKD
import Workbench

@Suite struct RunResultsTests {
  @Test("results come back from the file that a run leaves, and say what it was")
  func written() throws {
    let smoke = try SmokeRun()
    let results = try smoke.complete(smoke.request("run", steps: 2))
    let read = try RunResults(contentsOf: smoke.folder.place("run"))
    #expect(read.networks.map(\.last) == results.networks.map(\.last))
    #expect(read.plan == results.plan && read.environment == results.environment)
    #expect(read.networks.map(\.distillation) == SmokeRun.methods)
    #expect(read.time.median > 0 && read.teacherTime != nil)
    let text = read.text(folder: "here")
    #expect(text.hasPrefix("2 steps\ngenerator 2/1: ") && text.hasSuffix("pictures: here"))
    #expect(text.contains("wavelet: KID (MobileNetV2) "))
    #expect(read.machine.contains("with 1 thread, LibTorch "))
  }

  @Test("a folder without results is no complete run, and a damaged file says so")
  func refused() throws {
    let folder = try TemporaryFolder()
    #expect(throws: RunResultsError.incomplete(folder.url.path)) {
      try RunResults(contentsOf: folder.url)
    }
    let whole = try Data(
      contentsOf: URL(fileURLWithPath: try Asset.runs("meadow")[0] + "/results.json"))
    for count in [0, 10, whole.count - 3] {
      try whole.prefix(count).write(to: folder.place("results.json"))
      #expect(throws: RunResultsError.damaged(folder.path("results.json"))) {
        try RunResults(contentsOf: folder.url)
      }
    }
  }
}
