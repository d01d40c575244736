import Foundation
import Testing

/// The code that readers copy: examples in doc comments, in the articles beside them, in the README.
@Suite struct ExampleTests {
  /// Types with an example that there must be at least.
  private static let wanted = 15

  /// Every example of the libraries, with the modules that its reader has imported.
  private static func examples(_ manifest: Manifest)
    throws -> [(code: CodeExample, modules: [String])]
  {
    var found: [(code: CodeExample, modules: [String])] = []
    for name in manifest.libraryTargets {
      guard let target = manifest[name] else { continue }
      let below = manifest.closure(of: [name]).map(\.name)
      let modules = ["Foundation"] + manifest.libraryTargets.filter(below.contains)
      for path in Repository.files(below: target.folder, "swift") {
        found += CodeExample.inComments(of: try Repository.text(path), path: path)
          .map { ($0, modules) }
      }
      for path in Repository.files(below: target.folder, "md") {
        found += CodeExample.inArticle(try Repository.text(path), path: path).map { ($0, modules) }
      }
    }
    // Who copies from the README has imported nothing.
    found += CodeExample.inArticle(try Repository.text("README.md"), path: "README.md")
      .map { ($0, []) }
    return found
  }

  @Test("every example compiles alone, and runs")
  func examplesRun() throws {
    let manifest = try Manifest.read()
    let examples = try Self.examples(manifest)
    let folder = try TemporaryFolder()
    let program = ExampleProgram(examples: examples, build: LibraryBuild(manifest))
    switch try program.compiled(in: folder) {
    case .failure(let complaint): Issue.record("\(complaint)")
    case .success(let file):
      // As at the root of the tree, but what an example writes disappears.
      try FileManager.default.createSymbolicLink(
        at: folder.url.appendingPathComponent("assets"),
        withDestinationURL: Repository.root.appendingPathComponent("assets"))
      let finished = try Finished(file.path, in: folder.url)
      #expect(finished.status == 0, "\(finished.errors.suffix(2000))")
      let run = examples.count { !$0.code.isCompiledOnly }
      print("\(examples.count) examples compiled, \(run) of them run")
      for line in finished.errors.split(separator: "\n") where line.contains(" s for ") {
        print(line)
      }
    }
  }

  @Test("at least fifteen public types have an example in their own comment")
  func mainTypes() throws {
    let types = Set(try Self.examples(Manifest.read()).compactMap(\.code.type))
    print("\(types.count) types with an example: \(types.sorted().joined(separator: ", "))")
    #expect(types.count >= Self.wanted, "only \(types.sorted())")
  }

  @Test("fences are found in comments and lists, with their lines and the type they belong to")
  func extraction() {
    let text = """
      import Torch

      /// A box.
      ///
      /// ```swift
      /// import Foundation
      /// let box = Box()
      /// ```
      @frozen
      public struct Box {
        /// Opens it:
        /// - like this
        ///   ```swift
        ///   if true {
        ///     open()
        ///   }
        ///   ```
        /// ```text
        /// nothing
        /// ```
        public func open() {}
      }
      """
    let found = CodeExample.inComments(of: text, path: "Box.swift")
    #expect(found.map(\.line) == [6, 14])
    #expect(found.map(\.type) == ["Box", nil])
    #expect(found.last?.code == ["if true {", "  open()", "}"])
    let function = found[0].function("first", importing: ["Torch"])
    #expect(function.hasPrefix("import Foundation\nimport Torch\nfunc first() throws {\n"))
    #expect(function.contains("line: 6)\n\nlet box = Box()\n"), "imports leave their line empty")
  }

  @Test("an article's indented code is no fence")
  func indented() {
    let article = "    ```swift\n    page.show()\n    ```\n\n```swift\nlet x = 1\n```"
    #expect(CodeExample.inArticle(article, path: "A.md").map(\.line) == [6])
  }

  @Test("a slip is told at its line of the comment")
  func slip() throws {
    let folder = try TemporaryFolder()
    let example = CodeExample(
      path: "Sources/Torch/Tensor.swift", line: 41, code: ["let x = 1", "let y: Int = \"2\""],
      type: nil)
    let program = ExampleProgram(
      examples: [(example, ["Torch"])], build: LibraryBuild(try Manifest.read()))
    guard case .failure(let complaint) = try program.compiled(in: folder) else {
      Issue.record("compiled")
      return
    }
    #expect(complaint.description.contains("Sources/Torch/Tensor.swift:42:"))
  }
}
