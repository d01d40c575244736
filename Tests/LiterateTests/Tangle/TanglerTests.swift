import Literate
import SampleLessons
import Testing

@Suite("Tangler")
struct TanglerTests {
  private let tangler = Tangler(imports: ["Foundation", "Other"])

  private let page = """
    Text.
    ```swift
    //| label: first
    let a = 1
    if a > 0 {
      print(a)
    }
    ```
    ```swift
    //| kind: file
    struct P {}
    ```
    ```swift
    //| kind: skip
    neverCompiled()
    ```
    ```swift
    print(a)
    ```
    """

  @Test("cells become one function; file cells come before it and shown cells nowhere")
  func source() throws {
    #expect(
      tangler.source(of: try lesson(page)) == """
        // Made from lessons/03-bands.md; edit that page instead.
        import Foundation
        import Other
        #sourceLocation(file: "lessons/03-bands.md", line: 16)
        struct P {}
        #sourceLocation()
        func chapter03(_ page: Page) throws {
        try page.begin(cell: 0)
        #sourceLocation(file: "lessons/03-bands.md", line: 9)
        let a = 1
        if a > 0 {
          print(a)
        }
        #sourceLocation()
        try page.end(cell: 0)
        try page.begin(cell: 3)
        #sourceLocation(file: "lessons/03-bands.md", line: 23)
        print(a)
        #sourceLocation()
        try page.end(cell: 3)
        }

        """)
  }

  @Test("before a statement that may throw the page is told its line, and columns stay")
  func thrownLines() throws {
    let body = "```swift\nlet a = 1\nfor page in 0..<2 {\n  try f(page)\n}\n```\n"
    #expect(
      tangler.source(of: try lesson(body)).contains(
        """
        func chapter03(_ page: Page) throws {
        let notedPage = page
        try page.begin(cell: 0)
        #sourceLocation(file: "lessons/03-bands.md", line: 7)
        let a = 1
        for page in 0..<2 {
        #sourceLocation()
        notedPage.at(line: 9)
        #sourceLocation(file: "lessons/03-bands.md", line: 9)
          try f(page)
        }
        #sourceLocation()
        try page.end(cell: 0)
        }
        """))
  }

  @Test("every located line stands at that line of the page")
  func locations() throws {
    let pageLines = ("\n\n\n\n\n" + page).split(separator: "\n", omittingEmptySubsequences: false)
    var expected: Int?
    var compared = 0
    for line in tangler.source(of: try lesson(page)).split(separator: "\n") {
      if let match = line.firstMatch(of: /#sourceLocation\(file: .*, line: ([0-9]+)\)/) {
        expected = Int(match.1)
      } else if line == "#sourceLocation()" {
        expected = nil
      } else if let number = expected {
        #expect(pageLines[number - 1] == line)
        expected = number + 1
        compared += 1
      }
    }
    #expect(compared == 6)
  }

  @Test("the index lists the chapters by number and survives quotes in a title")
  func index() throws {
    let text = "---\ntitle: The \\ \"band\"\nsummary: B.\nminutes: 5\noptions: size, steps\n---\n"
    let first = try Lesson(text: text, file: "lessons/01-a.md")
    let index = tangler.index(of: [try lesson(""), first], library: "1a")
    #expect(index.contains(#"title: "The \\ \"band\"","#))
    let numbers = index.matches(of: /number: ([0-9]+)/).map { String($0.1) }
    #expect(numbers == ["1", "3"])
    #expect(index.contains(#"options: ["size", "steps"],"#) && index.contains("options: [],"))
    #expect(index.contains("run: chapter01,\n      trials: [:],"))
    #expect(index.contains("let chapterIndex: [Chapter] = ["))
    #expect(index.contains("let cellImports: [String] = [\"Foundation\", \"Other\"]"))
  }

  @Test("a cell that must stop is a function of its own, called by its index")
  func expectError() throws {
    let cells = "```swift\nlet a = 1\n```\n\n```swift\n//| kind: expect-error\nfatalError()\n```\n"
    let parsed = try lesson(cells)
    let source = tangler.source(of: parsed)
    let trial = try #require(source.firstRange(of: "func chapter03Trial1() throws {"))
    let chapter = try #require(source.firstRange(of: "func chapter03(_ page: Page) throws {"))
    #expect(trial.lowerBound < chapter.lowerBound)
    #expect(source[chapter.lowerBound...].contains("page.expectError(cell: 1, line:"))
    #expect(!source[chapter.lowerBound...].contains("fatalError()"))
    #expect(tangler.index(of: [parsed], library: "1a").contains("trials: [1: chapter03Trial1],"))
  }

  private let exercise = """
    ```swift
    //| kind: exercise
    //| label: sum
    //| task: Add.
    //| answer: 1
    //| answer: 2
    //| wrong: 3
    let a = ___ + ___  // ___not, and not a_____ either
    //| check
    page.check("sum", a, equals: 3, within: 0)
    ```
    """

  @Test("an exercise is built with its answers, and once more with each mistake")
  func solved() throws {
    let parsed = try lesson(exercise)
    let source = tangler.source(of: parsed)
    #expect(source.contains("func chapter03Exercise0(_ page: Page) throws {"))
    #expect(source.contains("let a = 1 + 2  // ___not, and not a_____ either"))
    #expect(source.contains("func chapter03Exercise0Wrong0(_ page: Page) throws {"))
    #expect(source.contains("let a = 3 + 2  // "))
    let index = tangler.index(of: [parsed], library: "1a")
    #expect(index.contains("exercises: [0: chapter03Exercise0],"))
    #expect(index.contains("wrongAnswers: [0: [chapter03Exercise0Wrong0]]"))
  }

  @Test("a reader's copy holds what the reader wrote, and leaves an exercise with a blank out")
  func copy() throws {
    let original = try lesson(exercise)
    let blank = tangler.source(ofExercisesIn: original, course: "Course", checkedBy: original)
    #expect(!blank.contains("Exercise0"))
    #expect(blank.contains("exercises: [:]"))
    let filled = exercise.replacing("___ + ___", with: "5 + 6")
    let source = tangler.source(
      ofExercisesIn: try lesson(filled), course: "Course", checkedBy: original)
    #expect(source.contains("let a = 5 + 6"))
    #expect(source.contains("exercises: [0: chapter03Exercise0]"))
    #expect(source.contains("@_cdecl(\"\(Tangler.entryPoint)\")"))
    #expect(source.contains("import Other\nimport Course\n"))
  }

  @Test("a copy is compiled with the check of the lesson, at the line where that stands")
  func check() throws {
    let original = try lesson(exercise, file: "lessons/03-bands.md")
    let filled = exercise.replacing("___ + ___", with: "5 + 6\nlet b = 7")
    func source(_ text: String) throws -> String {
      tangler.source(
        ofExercisesIn: try lesson(text, file: "workspace/03-bands.md"), course: "Course",
        checkedBy: original)
    }
    let same = try source(filled)
    #expect(
      same.contains("#sourceLocation(file: \"workspace/03-bands.md\", line: 16)\npage.check("))
    let eased = try source(filled.replacing("equals: 3, within: 0", with: "equals: 11, within: 99"))
    #expect(!eased.contains("within: 99"))
    #expect(eased.contains("#sourceLocation(file: \"lessons/03-bands.md\", line: 15)\npage.check("))
    let without = try source(
      filled.replacing("page.check(\"sum\", a, equals: 3, within: 0)", with: ""))
    #expect(without.contains("page.check(\"sum\", a, equals: 3, within: 0)"))
    let foreign = try source(filled.replacing("label: sum", with: "label: mine"))
    #expect(foreign.contains("exercises: [:]"))
  }
}
