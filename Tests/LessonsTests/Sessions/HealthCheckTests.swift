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
}
