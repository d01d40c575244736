import Foundation

/// All examples as one program, compiled against the modules and objects of this build.
struct ExampleProgram {
  let examples: [(code: CodeExample, modules: [String])]
  let build: LibraryBuild

  /// Compiles the examples in a folder.
  ///
  /// - Returns: the program's file, or what the compiler complains of.
  func compiled(in folder: TemporaryFolder) throws -> Result<URL, Complaint> {
    var sources: [URL] = []
    // The last line that was told names the example that stopped the program.
    var calls = [
      """
      import Foundation
      func tell(_ text: String) { FileHandle.standardError.write(Data((text + "\\n").utf8)) }
      func run(_ place: String, _ example: () throws -> Void) {
        tell("running \\(place)")
        let start = Date()
        do { try example() } catch { tell("\\(error)"); exit(1) }
        let seconds = Int(Date().timeIntervalSince(start))
        if seconds >= 2 { tell("\\(seconds) s for \\(place)") }
      }
      """
    ]
    for (index, (example, modules)) in examples.enumerated() {
      let name = "example\(index + 1)"
      sources.append(
        try folder.write(example.function(name, importing: modules), to: "\(name).swift"))
      let place = "\(example.path):\(example.line)"
      guard !example.isCompiledOnly else { continue }
      calls.append("run(\"\(place)\", \(name))")
    }
    sources.append(try folder.write(calls.joined(separator: "\n"), to: "main.swift"))
    let program = folder.url.appendingPathComponent("examples")
    let finished = try Finished(
      "swiftc",
      arguments: [
        "-Onone", "-wmo", "-swift-version", "6", "-module-name", "Examples", "-suppress-warnings",
        "-o", program.path,
      ] + build.compilerArguments + build.linkerArguments() + sources.map(\.path))
    guard finished.status == 0 else {
      return .failure(Complaint(description: finished.errors + finished.output))
    }
    return .success(program)
  }

  struct Complaint: Error, CustomStringConvertible {
    let description: String
  }
}
