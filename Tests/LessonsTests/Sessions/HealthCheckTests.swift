import Foundation
import Lessons
import Testing

@Suite("doctor")
struct HealthCheckTests {
  private struct Broken: Error, CustomStringConvertible {
    let description = "no kernel for this processor"
  }

  @Test("LibTorch passes only where it computes what is right")
  func libTorch() {
    let good = HealthCheck.libTorch("2.13.0") { [9, 9, 9, 9] }
    #expect(good.passed && good.found == "2.13.0")
    let wrong = HealthCheck.libTorch("2.13.0") { [9, 9, 8, 9] }
    #expect(!wrong.passed && wrong.found.contains("computes [9.0, 9.0, 8.0, 9.0]"))
    #expect(wrong.remedy?.contains("scripts/setup") == true)
    let broken = HealthCheck.libTorch("2.13.0") { throw Broken() }
    #expect(!broken.passed && broken.found.contains("no kernel for this processor"))
  }

  @Test("the look at the folder for reports leaves none behind, and takes none away")
  func reports() throws {
    let files = FileManager.default
    let place = files.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try files.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? files.removeItem(at: place) }
    let check = { (name: String) in
      HealthCheck.all(course: try Course.locate(), output: place.appendingPathComponent(name).path)
        .first { $0.name == "reports" }
    }
    #expect(try check("a/b/reports")?.passed == true)
    #expect(try files.contentsOfDirectory(atPath: place.path).isEmpty)
    let mine = place.appendingPathComponent("mine")
    try files.createDirectory(at: mine, withIntermediateDirectories: true)
    #expect(try check("mine")?.passed == true)
    #expect(try files.contentsOfDirectory(atPath: place.path) == ["mine"])
  }
}
