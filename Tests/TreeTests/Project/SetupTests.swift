import Foundation
import Testing

/// The set-up script: what it says, and the LibTorch that it leaves for other packages.
@Suite struct SetupTests {
  private func setup(_ arguments: String...) throws -> Finished {
    try Finished("scripts/setup", arguments: arguments)
  }

  @Test("--help tells both forms and changes nothing", arguments: ["--help", "-h"])
  func help(option: String) throws {
    let finished = try setup(option)
    #expect(finished.status == 0)
    #expect(finished.errors.isEmpty)
    #expect(finished.output.contains("scripts/setup --libtorch DIR"))
  }

  @Test(
    "a slip gets one sentence that tells what to do",
    arguments: [
      (["--libtroch", "/x"], #"there is no option "--libtroch": scripts/setup --help lists them"#),
      (["--libtorch"], "--libtorch wants a folder: scripts/setup --libtorch DIR"),
      (["--libtorch", ""], "--libtorch wants a folder: scripts/setup --libtorch DIR"),
      (["/x"], #"there is no option "/x": scripts/setup --help lists them"#),
    ])
  func slips(arguments: [String], complaint: String) throws {
    let finished = try Finished("scripts/setup", arguments: arguments)
    #expect(finished.status == 1)
    #expect(finished.errors == "setup: \(complaint)\n")
    #expect(finished.output.isEmpty)
  }

  @Test("a folder of something else is left alone")
  func foreign() throws {
    let folder = try TemporaryFolder()
    try folder.write("my thesis", to: "thesis.tex")
    let finished = try setup("--libtorch", folder.url.path)
    #expect(finished.status == 1)
    #expect(finished.errors.contains("holds something that is not LibTorch"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["thesis.tex"])
  }

  @Test("a complete LibTorch gets the pkg-config file that it lacks, and nothing is fetched")
  func pkgConfig() throws {
    let folder = try TemporaryFolder()
    let version = try Repository.text("scripts/setup").firstMatch(of: /\nversion=([0-9.]+)/)
    try folder.write("\(try #require(version).1)\n", to: "complete")
    #expect(try setup("--libtorch", folder.url.path).status == 0)
    let path = folder.url.appendingPathComponent("lib/pkgconfig").path
    let asked = try Finished(
      "pkg-config", "--cflags", "--libs", "libtorch", environment: ["PKG_CONFIG_PATH": path])
    #expect(asked.status == 0)
    for flag in ["/include/torch/csrc/api/include", "-Wl,-rpath,", "-ltorch_cpu", "-lc10"] {
      #expect(asked.output.contains(flag))
    }
  }
}
