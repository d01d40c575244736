import Foundation
import Testing
import WKD
import Workbench

@Suite struct RunTableTests {
  private let folder: TemporaryFolder
  private let run: RunFolder

  init() throws {
    folder = try TemporaryFolder()
    run = try RunFolder(folder.place("run"))
  }

  private func table(upTo step: Int) throws -> RunTable {
    try RunTable("t.csv", in: run, upTo: step)
  }

  private func fill(_ table: RunTable, _ steps: ClosedRange<Int>) throws {
    for step in steps {
      try table.append(step, "none", [("a, b", Double(step) / 3), ("c", .nan)])
      try table.append(step, "l1", [("a, b", 1), ("c", 2)])
    }
  }

  @Test("lines are in the file as soon as they are appended, six digits a number")
  func append() throws {
    let table = try table(upTo: 0)
    #expect(table.columns.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: folder.path("run/t.csv")))
    try fill(table, 1...1)
    #expect(
      try folder.text("run/t.csv")
        == "step,method,\"a, b\",c\n1,none,0.333333,nan\n1,l1,1,2\n")
    #expect(table.columns == ["a, b", "c"] && table.rows.map(\.method) == ["none", "l1"])
  }

  @Test("a table read again drops later lines and half a line, and goes on to the same bytes")
  func resume() throws {
    try fill(try table(upTo: 0), 1...5)
    let whole = try folder.text("run/t.csv")
    try folder.write(whole + "6,none,0.1", to: "run/t.csv")
    let table = try table(upTo: 3)
    #expect(table.rows.map(\.step) == [1, 1, 2, 2, 3, 3])
    #expect(try folder.text("run/t.csv").split(separator: "\n").count == 7)
    try fill(table, 4...5)
    #expect(try folder.text("run/t.csv") == whole)
  }

  @Test(
    "a checkpoint knows the lines before it: a lost, cut or changed one is told, later ones are dropped"
  )
  func sealed() throws {
    let table = try table(upTo: 0)
    let nothing = table.seal
    try fill(table, 1...2)
    let (seal, text) = (table.seal, try folder.text("run/t.csv"))
    // A checkpoint before the first line.
    let empty = try RunTable("t.csv", in: run, upTo: 1, sealed: nothing)
    #expect(empty.rows.isEmpty && empty.columns.isEmpty)
    #expect(try folder.text("run/t.csv").isEmpty)
    try fill(empty, 1...2)
    #expect(try folder.text("run/t.csv") == text)
    try fill(table, 3...3)
    let open = { try RunTable("t.csv", in: run, upTo: 2, sealed: seal) }
    // What follows the sealed lines may be anything, the half of a character too.
    for tail in [Data(), Data("3,none,0.1".utf8), Data([0xC3])] {
      try (Data(text.utf8) + tail).write(to: folder.place("run/t.csv"))
      #expect(try open().rows.map(\.step) == [1, 1, 2, 2])
      #expect(try folder.text("run/t.csv") == text)
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var damages = lines.indices.dropLast().map { index -> String in
      var others = lines
      others.remove(at: index)
      return others.joined(separator: "\n")
    }
    damages += [
      "", String(text.dropLast(20)), text.replacingOccurrences(of: "0.666667", with: "0.666666"),
    ]
    for damage in damages {
      try folder.write(damage, to: "run/t.csv")
      #expect(throws: RunFolderError.lostLines(folder.path("run/t.csv"))) { try open() }
    }
    try FileManager.default.removeItem(at: folder.place("run/t.csv"))
    #expect(throws: RunFolderError.lostLines(folder.path("run/t.csv"))) { try open() }
  }

  @Test("a header that was half written before the first checkpoint is not believed")
  func tornHeader() throws {
    try fill(try table(upTo: 0), 1...1)
    let whole = try folder.text("run/t.csv")
    try folder.write("step,method,\"a, b\"\n1,none,0.3\n", to: "run/t.csv")
    try fill(try table(upTo: 0), 1...1)
    #expect(try folder.text("run/t.csv") == whole)
  }

  @Test("a curve has the finite and infinite numbers of one method, by step")
  func curve() throws {
    let table = try table(upTo: 0)
    try fill(table, 1...3)
    let curve = table.curve("a, b", of: "none")
    #expect(curve.steps == [1, 2, 3] && curve.values == [0.333333, 0.666667, 1])
    #expect(table.curve("c", of: "none").values.allSatisfy { $0.isNaN })
    #expect(table.curve("d", of: "none").steps.isEmpty)
    #expect(table.curve("c", of: "wavelet").steps.isEmpty)
  }

  @Test("the best step is the first with the lowest value of the selecting metric")
  func best() throws {
    let table = try table(upTo: 0)
    for (step, value) in [(1, 3.0), (2, 1), (3, 2), (4, 1)] {
      try table.append(step, "none", [(RunMeasure.selection, value)])
    }
    #expect(RunMeasure.bestStep(of: "none", in: table) == 2)
    #expect(RunMeasure.bestStep(of: "l1", in: table) == nil)
  }

  @Test("a table that is no text, and one that cannot be written, are named")
  func unusable() throws {
    try Data([0xFF, 0xFE, 0x80]).write(to: folder.place("run/t.csv"))
    #expect(throws: RunFolderError.unreadable(folder.path("run/t.csv"))) { try table(upTo: 0) }
    try FileManager.default.removeItem(at: folder.place("run/t.csv"))
    let lost = try table(upTo: 0)
    try FileManager.default.createDirectory(
      at: folder.place("run/t.csv"), withIntermediateDirectories: true)
    #expect(throws: RunFolderError.unwritable(folder.path("run/t.csv"))) { try fill(lost, 1...1) }
  }

  @Test("networks that an earlier version called otherwise are found under their present names")
  func renamed() throws {
    try fill(try table(upTo: 0), 1...2)
    let renamed = try RunTable("t.csv", in: run, upTo: 2, renaming: ["none": "teacher"])
    #expect(renamed.curve("a, b", of: "teacher").steps == [1, 2])
    #expect(renamed.curve("a, b", of: "none").steps.isEmpty)
    #expect(try folder.text("run/t.csv").contains("2,teacher,"))
  }
}
