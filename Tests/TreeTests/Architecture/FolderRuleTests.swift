import Testing

/// Small made-up trees: what the checker must find, and what it must pass over.
@Suite struct FolderRuleTests {
  /// A target `House` with the folders Cellar and Attic, Cellar to the left.
  private func rule(_ sources: [String: String], folders: [String] = ["Cellar", "Attic"])
    -> FolderRule
  {
    let listed = sources.sorted { $0.key < $1.key }
      .map { (path: "Sources/House/\($0.key)", code: $0.value) }
    return FolderRule(
      folders: folders,
      names: TargetNames(module: "House", folder: "Sources/House", sources: listed))
  }

  @Test("a name of a folder to the right is found, with its place")
  func backwards() {
    let rule = rule([
      "Cellar/Wine.swift": "struct Wine {\n  let shelf: Shelf\n}",
      "Attic/Shelf.swift": "struct Shelf {}",
    ])
    #expect(
      rule.violations == [
        "Sources/House/Cellar/Wine.swift:2 names `Shelf` of Sources/House/Attic, "
          + "a folder to its right"
      ])
  }

  @Test("a name of a folder to the left, or of the same, is allowed")
  func forwards() {
    let rule = rule([
      "Cellar/Wine.swift": "struct Wine { let cork: Cork }",
      "Cellar/Cork.swift": "struct Cork {}",
      "Attic/Shelf.swift": "struct Shelf { var wine = Wine(cork: Cork()) }",
    ])
    #expect(rule.violations.isEmpty)
    #expect(rule.circles.isEmpty)
  }

  @Test(
    "words that are no names of the type",
    arguments: [
      "// a Shelf",
      "/* a /* nested */ Shelf */",
      "/// ``Shelf``",
      #"let text = "Shelf""#,
      #"let text = "\"Shelf\"""#,
      "let text = \"\"\"\n  Shelf\n  \"\"\"",
      ##"let text = #"Shelf \(Shelf)"#"##,
      "let pattern = /Shelf/",
      "let pattern = #/ Shelf /#",
      "let wine = Cabinet.Shelf()",
      "func put<Shelf>(_ shelf: Shelf) {}",
      "struct Wine { enum Shelf {} ; let shelf: Shelf }",
      "private struct Shelf {} ; let shelf = Shelf()",
    ])
  func notNames(_ code: String) {
    let rule = rule(["Cellar/Wine.swift": code, "Attic/Shelf.swift": "struct Shelf {}"])
    #expect(rule.violations.isEmpty)
  }

  @Test(
    "places where the type is named",
    arguments: [
      #"let text = "on \(Shelf())""#,
      #"let text = "\(names.map { "in \($0)" } + Shelf.names)""#,
      ##"let text = #"on \#(Shelf())"#"##,
      "extension Shelf {}",
      "let ratio = 1 / Shelf.width / 2",
      "let shelf = House.Shelf()",
      "struct Wine: Shelf {}",
      "let wine: [any Shelf]",
    ])
  func names(_ code: String) {
    let rule = rule(["Cellar/Wine.swift": code, "Attic/Shelf.swift": "protocol Shelf {}"])
    #expect(rule.violations.count == 1)
  }

  @Test("a nested type of the same name elsewhere does not hide the outer one")
  func nestedElsewhere() {
    let rule = rule([
      "Cellar/Cork.swift": "struct Cork { struct Shelf {} }",
      "Cellar/Wine.swift": "let shelf = Shelf()",
      "Attic/Shelf.swift": "struct Shelf {}",
    ])
    #expect(rule.violations.count == 1)
  }

  @Test("a nested type counts in every extension of its owner")
  func nestedInOtherFile() {
    let rule = rule([
      "Cellar/Cork.swift": "struct Cork { struct Shelf {} }",
      "Cellar/Wine.swift": "extension Cork { var shelf: Shelf { Shelf() } }",
      "Attic/Shelf.swift": "struct Shelf {}",
    ])
    #expect(rule.violations.isEmpty)
  }

  @Test(
    "a free function is known by its name and its first label",
    arguments: [
      ("let x = dust(of: 1)", 1), ("let x = dust(1)", 0), ("let x = room.dust(of: 1)", 0),
      ("struct Wine { func dust(of x: Int) {} ; func y() { dust(of: 1) } }", 0),
      ("let dust = { 1 } ; let x = dust(of: 1)", 0), ("case dust(of: Int)", 0),
    ])
  func functions(code: String, count: Int) {
    let rule = rule([
      "Cellar/Wine.swift": code, "Attic/Dust.swift": "func dust<T>(of x: T) -> T { x }",
    ])
    #expect(rule.violations.count == count)
  }

  @Test("a function in two folders may be named by whoever stands right of one of them")
  func overloads() {
    let rule = rule([
      "Cellar/Cork.swift": "func dust(of x: Int) {}",
      "Attic/Dust.swift": "func dust(of x: Wine) {}",
      "Cellar/Wine.swift": "struct Wine { func y() { sweep() } } ; func sweep() { dust(of: 1) }",
    ])
    #expect(rule.violations.isEmpty)
  }

  @Test("members of extensions count for nobody")
  func members() {
    let rule = rule([
      "Cellar/Wine.swift": "struct Wine {} ; let size = Wine().Size() ; let x = clean(1)",
      "Attic/Shelf.swift": "extension Wine { struct Size {} ; func clean(_ x: Int) {} }",
    ])
    #expect(rule.violations.isEmpty)
  }

  @Test("files that name each other are a circle, with the names that close it")
  func circle() {
    let sources = [
      "Cellar/A.swift": "struct A { var b: B? }", "Cellar/B.swift": "struct B { var c: [C] }",
      "Cellar/C.swift": "struct C { var a: [A] }", "Cellar/D.swift": "struct D { var a: A }",
    ]
    let rule = rule(sources)
    let files = Set(["A", "B", "C"].map { "Sources/House/Cellar/\($0).swift" })
    #expect(rule.circles.map(\.files) == [files])
    #expect(rule.circles.first?.description.contains("A.swift:1 names `B` of B.swift") == true)
    #expect(rule.complaints(allowing: []).count == 1)
    let allowed = FolderRule.AllowedCircle(files: files, reason: "a made-up one")
    #expect(rule.complaints(allowing: [allowed]).isEmpty)
  }

  @Test("an allowed circle that is gone is named")
  func gone() {
    let rule = rule(["Cellar/A.swift": "struct A {}"])
    let allowed = FolderRule.AllowedCircle(
      files: ["Sources/House/Cellar/A.swift", "Sources/House/Cellar/B.swift"], reason: "old")
    #expect(rule.complaints(allowing: [allowed]).count == 1)
  }

  @Test("a file in a folder without a place is named")
  func unlisted() {
    let rule = rule(["Garden/Tree.swift": "struct Tree {}", "House.swift": "struct House {}"])
    #expect(rule.violations.count == 2)
  }

  @Test("the target's own folder and folders in folders have places of their own")
  func places() {
    let sources = [
      "Attic/Box/Hat.swift": "struct Hat {}", "Attic/Shelf.swift": "let hat = Hat()",
      "Door.swift": "let door = Hat()",
    ]
    #expect(rule(sources, folders: [".", "Attic/Box", "Attic"]).violations.count == 1)
    #expect(rule(sources, folders: ["Attic", "Attic/Box", "."]).violations.count == 1)
    #expect(rule(sources, folders: ["Attic/Box", "Attic", "."]).violations.isEmpty)
  }
}

/// The rule between targets, on made-up ones.
@Suite struct FloorRuleTests {
  private let rule = FloorRule(floors: [["Ground", "Door"], ["Roof"]])

  @Test("a dependency downwards is allowed, one on the same floor or above is not")
  func directions() {
    #expect(rule.violations(of: [("Ground", []), ("Roof", ["Ground", "Door"])]).isEmpty)
    #expect(rule.violations(of: [("Ground", ["Door"])]).count == 1)
    #expect(rule.violations(of: [("Ground", ["Roof"])]).count == 1)
  }

  @Test("a target without a floor is named")
  func unknown() {
    #expect(rule.violations(of: [("Chimney", [])]).count == 1)
  }

  @Test("an import that is not declared is found, of whatever form")
  func imports() {
    let names = TargetNames(
      module: "Roof", folder: "Sources/Roof",
      sources: [
        ("Sources/Roof/A.swift", "public import Ground\nimport Foundation\n// import Door"),
        ("Sources/Roof/B.swift", "@testable import struct Door.Handle"),
      ])
    let found = FloorRule.undeclared(
      names.imports, declared: ["Ground"], others: ["Ground", "Door", "Roof"])
    #expect(found == ["Sources/Roof/B.swift:1 imports Door, which its target does not declare"])
  }
}
