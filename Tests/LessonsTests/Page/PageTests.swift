import Foundation
import Lessons
import Literate
import Plot
import TestSupport
import Testing

@Suite("Page")
struct PageTests {
  private let desk: Desk

  init() throws {
    desk = try Desk()
  }

  private var figure: Figure {
    let line = Mark.line(x: [0, 1], y: [0, 1], label: "line")
    return Figure(columns: 1, panels: [Chart("A", x: Axis("x"), y: Axis("y"), marks: [line])])
  }

  /// Runs one cell and tells whether it threw at its end.
  private func failsAtEnd(_ page: Page, _ cell: (Page) -> Void) throws -> Bool {
    try page.begin(cell: 0)
    cell(page)
    do {
      try page.end(cell: 0)
      return false
    } catch {
      return true
    }
  }

  @Test(
    "a check passes within its tolerance only",
    arguments: [
      (1.0, 1.0, 0.0, true), (1.5, 1, 0.5, true), (1.6, 1, 0.5, false), (0.4, 1, 0.5, false),
      (.nan, 1, 10, false), (1, .nan, 10, false), (.nan, .nan, 10, false), (1, 1.1, .nan, false),
      (.infinity, .infinity, 0, true), (.infinity, 1, 10, false),
    ])
  func scalar(value: Double, expected: Double, tolerance: Double, passes: Bool) throws {
    let fails = try failsAtEnd(desk.page()) {
      $0.check("n", value, equals: expected, within: tolerance)
    }
    #expect(desk.checks.map(\.passed) == [passes])
    #expect(fails == !passes)
  }

  @Test(
    "a check of lists wants every number and the same count",
    arguments: [
      ([1.0, 2.0], true), ([1, 2.2], false), ([1], false), ([1, 2, 3], false), ([1, .nan], false),
    ])
  func list(values: [Double], passes: Bool) throws {
    _ = try failsAtEnd(desk.page()) { $0.check("n", values, equals: [1, 2], within: 0.1) }
    #expect(desk.checks.map(\.passed) == [passes])
  }

  @Test("a failed check names itself, its line and both numbers")
  func failure() throws {
    let line = #line + 1
    _ = try failsAtEnd(desk.page()) { $0.check("area", 1, equals: 2, within: 0.5) }
    #expect(
      desk.events.contains(
        .failed(index: 0, line: line, message: "check failed: area: found 1, expected 2 +- 0.5")))
  }

  @Test("numbers that differ never read the same in a failed check")
  func digits() throws {
    _ = try failsAtEnd(desk.page()) { $0.check("n", 1.000_000_01, equals: 1, within: 0) }
    #expect(desk.checks.first?.found == "1.00000001")
  }

  @Test("every failure of a cell is reported, and the next cell starts clean")
  func several() throws {
    let page = desk.page()
    let fails = try failsAtEnd(page) {
      $0.check("first", that: false, found: "no")
      $0.check("second", that: false, found: "no")
    }
    #expect(fails)
    #expect(desk.failures.first?.split(separator: "\n").count == 2)
    #expect(try !failsAtEnd(page) { $0.check("third", that: true, found: "yes") })
  }

  @Test("with keepGoing a failed check is recorded and nothing is thrown")
  func keepGoing() throws {
    var settings = ChapterSettings()
    settings.keepGoing = true
    let fails = try failsAtEnd(desk.page(settings)) { $0.check("n", that: false, found: "no") }
    #expect(!fails)
    #expect(desk.failures.count == 1)
  }

  @Test("a figure lies in the folder with its numbers beside it")
  func figureFiles() throws {
    let fails = try failsAtEnd(desk.page()) {
      $0.figure("hat", figure, caption: "A hat.", alt: "A curve.")
    }
    #expect(!fails)
    let picture = try Data(contentsOf: desk.folder.appendingPathComponent("figures/hat.png"))
    #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(try desk.text("data/hat.csv") == figure.csv)
    let record = FigureRecord(label: "hat", caption: "A hat.", alt: "A curve.")
    #expect(desk.events.contains(.figure(record)))
  }

  @Test(
    "a figure without caption, alternative text or a usable label fails the cell",
    arguments: [("hat", "", "A."), ("hat", "C.", " "), ("../hat", "C.", "A."), ("", "C.", "A.")])
  func figureTexts(label: String, caption: String, alt: String) throws {
    let fails = try failsAtEnd(desk.page()) {
      $0.figure(label, figure, caption: caption, alt: alt)
    }
    #expect(fails)
    #expect(try FileManager.default.contentsOfDirectory(atPath: desk.folder.path).isEmpty)
  }

  @Test("a label is used once, by figures and tables together")
  func labels() throws {
    let page = desk.page()
    try page.begin(cell: 0)
    page.figure("hat", figure, caption: "C.", alt: "A.")
    try page.end(cell: 0)
    #expect(
      try failsAtEnd(page) { $0.table("hat", columns: ["a"], rows: [["1"]], caption: "C.") })
  }

  @Test("a table is kept as CSV, with quotes where they are needed")
  func tableFile() throws {
    _ = try failsAtEnd(desk.page()) {
      $0.table("t", columns: ["a", "b"], rows: [["1,5", "say \"x\""]], caption: "C.")
    }
    #expect(try desk.text("data/t.csv") == "a,b\n\"1,5\",\"say \"\"x\"\"\"\n")
  }

  @Test("a row that is shorter than the columns fails the cell")
  func raggedTable() throws {
    #expect(
      try failsAtEnd(desk.page()) {
        $0.table("t", columns: ["a", "b"], rows: [["1"]], caption: "C.")
      })
  }

  @Test("a value is kept once")
  func values() throws {
    let fails = try failsAtEnd(desk.page()) {
      $0.value("psnr", 30)
      $0.value("psnr", 31)
    }
    #expect(fails)
    #expect(desk.events.contains(.value(name: "psnr", number: 30)))
    #expect(!desk.events.contains(.value(name: "psnr", number: 31)))
  }

  @Test("an error that a cell throws fails that cell, once")
  func thrown() throws {
    let page = desk.page()
    try page.begin(cell: 4)
    page.at(line: 31)
    try page.fail(CourseError.noRoot)
    #expect(
      desk.events.contains(
        .failed(index: 4, line: 31, message: CourseError.noRoot.description)))
    try page.fail(CourseError.noRoot)
    #expect(desk.failures == [CourseError.noRoot.description])
    #expect(!page.isInsideCell)
  }
}
