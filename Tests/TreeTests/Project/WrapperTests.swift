import Foundation
import Testing

/// The script `wkd-learn` in a package that is built within seconds.
@Suite(.serialized) struct WrapperTests {
  private let folder: TemporaryFolder
  private let package: URL

  init() throws {
    folder = try TemporaryFolder()
    package = folder.url.appendingPathComponent("one", isDirectory: true)
    let script = try folder.write(try Repository.text("wkd-learn"), to: "one/wkd-learn")
    let setup = try folder.write("#!/bin/sh\n", to: "one/scripts/setup")
    for file in [script, setup] {
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: file.path)
    }
    try folder.write(
      """
      // swift-tools-version: 6.2
      import PackageDescription
      let package = Package(
        name: "wkd-learn",
        targets: [
          .target(name: "CThing"), .executableTarget(name: "wkd-learn", dependencies: ["CThing"]),
        ])
      """, to: "one/Package.swift")
    try folder.write("int thing(void);\n", to: "one/Sources/CThing/include/thing.h")
    try folder.write("int thing(void) { return 7; }\n", to: "one/Sources/CThing/thing.c")
    try write("import CThing\nimport Foundation\nprint(thing(), CommandLine.arguments.count)\n")
    for name in ["Plugins/a", "lessons/a"] { try folder.write("", to: "one/\(name)") }
  }

  private func write(_ code: String) throws {
    // Younger than what was built, whatever the file system's clock.
    Thread.sleep(forTimeInterval: 1.1)
    try folder.write(code, to: "one/Sources/wkd-learn/main.swift")
  }

  private func run(_ place: URL? = nil) throws -> Finished {
    let place = place ?? package
    return try Finished(
      place.appendingPathComponent("wkd-learn").path, arguments: ["word"], in: folder.url,
      environment: ["LIBTORCH": nil])
  }

  @Test("the script says that it builds and why, and is silent where there is nothing to build")
  func says() throws {
    let first = try run()
    #expect(first.output == "7 2\n")
    #expect(first.errors == "building wkd-learn: some minutes the first time\n")
    #expect(try run().errors.isEmpty)
    try write("print(8)\n")
    let second = try run()
    #expect(second.output == "8\n")
    #expect(second.errors.contains("Sources/wkd-learn/main.swift has changed"))
    #expect(try run().errors.isEmpty)
  }

  @Test("a folder that was moved or copied builds again, whether its place was written down or not")
  func moved() throws {
    #expect(try run().status == 0)
    let second = folder.url.appendingPathComponent("two", isDirectory: true)
    try FileManager.default.moveItem(at: package, to: second)
    let known = try run(second)
    #expect(known.output == "7 2\n")
    #expect(known.errors.contains("another place"))
    #expect(try run(second).errors.isEmpty)
    let third = folder.url.appendingPathComponent("three", isDirectory: true)
    try FileManager.default.moveItem(at: second, to: third)
    try FileManager.default.removeItem(at: third.appendingPathComponent(".build/place"))
    Thread.sleep(forTimeInterval: 1.1)
    try "print(9)\n".write(
      to: third.appendingPathComponent("Sources/wkd-learn/main.swift"), atomically: true,
      encoding: .utf8)
    #expect(try run(third).output == "9\n")
  }

  @Test("the compiler's errors are told once each, at their line of the page and with its code")
  func errors() throws {
    try folder.write("words\n\tlet x = nothing\n", to: "one/lessons/01-a.md")
    try write(
      """
      func f() -> Int { "a" }
      #sourceLocation(file: "lessons/01-a.md", line: 2)
      \tlet x = nothing
      #sourceLocation()
      """)
    let failed = try run()
    #expect(failed.status == 1)
    #expect(failed.output.isEmpty)
    let expected = [
      "building wkd-learn: some minutes the first time",
      "Sources/wkd-learn/main.swift:1:19: error: cannot convert return expression of type 'String' to return type 'Int'",
      "    func f() -> Int { \"a\" }",
      "                      ^",
      "lessons/01-a.md:2:10: error: cannot find 'nothing' in scope",
      "    \tlet x = nothing",
      "    \t        ^",
    ]
    #expect(Set(failed.errors.split(separator: "\n").map(String.init)) == Set(expected))
    #expect(failed.errors.split(separator: "\n").count == expected.count)
  }

  @Test("an error without a place is told by the last words of the build")
  func otherErrors() throws {
    try folder.write("no manifest\n", to: "one/Package.swift")
    let failed = try run()
    #expect(failed.status == 1)
    #expect(failed.errors.contains("error"))
  }
}
