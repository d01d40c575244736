import Markup
import SampleLessons
import Testing

@Suite("Statements that may throw")
struct SwiftThrowsTests {
  /// The lines of a code with a mark `^` before each statement found, and its line at fault where that is
  /// another.
  private func marked(_ code: String) -> String {
    var lines = code.lines.map { "  " + $0 }
    for statement in SwiftThrows.statements(in: code) {
      let other = statement.throwing == statement.line ? "^ " : "^\(statement.throwing)"
      lines[statement.line] = other + lines[statement.line].dropFirst(2)
    }
    return lines.joined(separator: "\n")
  }

  @Test(
    "each is found at its beginning",
    arguments: [
      "  let a = 1\n^ let b = try f(a)\n  print(b)\n^ try g()",
      "^ throw E()", "^ (a, b) = try f()\n^ [1].forEach(try f())\n^ _ = try g()\n^ a.b = try g()",
      "^1let a =\n    try f()", "^2let a = f(\n    1,\n    try g())",
      "^ let a = x\n    .f(try g())\n    .h(try i())",
      "  let a = try? f()\n  let b = try! g()\n^ let c = try f() ?? 1", "^ print(\"\\(try f())\")",
      "  let s = \"\"\"\n  try it\n  \"\"\"  // try\n  /* try\n  try */ let b = 1\n^ try f()",
      "  /* a\n  b */ try f()\n^ try g()", "^2let x = a\n    + b\n    + (try c())\n^ try d()",
      "  f()\n  @discardableResult\n  func g() throws -> Int { 1 }\n^ try g()",
    ])
  func plain(code: String) { check(code) }

  @Test(
    "those in loops and branches are found too, those in closures belong to the call",
    arguments: [
      "  for x in xs {\n^   try f(x)\n    g()\n^   try h(x)\n  }\n^ try i()",
      "^ if try f() {\n^   try g()\n  } else {\n^   throw E()\n  }",
      "  if a {\n    b()\n  }\n  else {\n^   try g()\n  }",
      "^ guard let a = try f() else {\n^   throw E()\n  }",
      "  do {\n^   try f()\n  } catch {\n    print(error)\n  }\n^ try g()",
      "  switch a {\n  case .b:\n^   try f()\n  case .c, .d:\n    g()\n  default:\n^   throw E()\n  }",
      "^1xs.forEach {\n    try f($0)\n  }\n^ try g()",
      "^ xs.forEach {\n    try f($0)\n    try g($0)\n  }",
      "^1let f = {\n    try g()\n  }", "^2a {\n  }\n  onError: { try f() }\n^ try g()",
      "  for page in pages {\n^   try f(page)\n  }", "  if a { b() }\n^ if c { try d() }",
      "  while f() {\n^   try g()\n  }",
    ])
  func nested(code: String) { check(code) }

  @Test(
    "where the line could be another one, the statement around it is named",
    arguments: [
      // The condition is asked again after the body; the error may come from either.
      "^ while try f() {\n    try g()\n  }", "^ repeat {\n    try f()\n  }\n  while try g()",
      // `defer` runs after an error and must not name another line.
      "^2defer {\n    do {\n      try f()\n    } catch {}\n  }\n^ try g()",
      "^ do {\n    try f()\n  } catch { throw E() }",
      "^ if try a() {\n    try b()\n  } else if try c() {\n    try d()\n  }",
      "^3switch a {\n  case .b:\n    f()\n  case .c: try g()\n  }",
    ])
  func unsure(code: String) {
    check(code)
  }

  @Test("code with conditions of compilation is left alone")
  func conditions() {
    #expect(SwiftThrows.statements(in: "#if A\ntry f()\n#endif").isEmpty)
    #expect(SwiftThrows.statements(in: "a\n#if A\n.b(try f())\n#endif").isEmpty)
  }

  @Test("every `try` of the lessons' cells is in a statement")
  func lessons() throws {
    var count = 0
    for code in try LessonFiles.code() {
      let statements = SwiftThrows.statements(in: code)
      let lines = code.lines
      count += statements.count
      for statement in statements {
        #expect(
          lines[statement.throwing].contains(/try|throw/) || statement.throwing == statement.line)
        #expect(lines[statement.line].first != " " || lines[statement.line].contains(/\w/))
      }
    }
    #expect(count > 10)
  }

  private func check(_ expected: String) {
    let code = expected.lines.map { String($0.dropFirst(2)) }.joined(separator: "\n")
    #expect(marked(code) == expected)
  }
}
