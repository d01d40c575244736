import Foundation
import Lessons
import TestSupport
import Testing

@Suite(
  "Book and notebook commands",
  .enabled(if: Program.isBuilt, "the program is not beside the tests"), .serialized)
struct BookCommandTests {
  private let desk: Desk

  init() throws {
    desk = try Desk()
  }

  private func run(_ arguments: String...) throws -> Program.Answer {
    try Program.run(arguments + ["--preset", "smoke"], in: desk.folder)
  }

  @Test("the book runs what has not run, and for a browser takes it from the reports")
  func book() throws {
    let markdown = try run("book")
    #expect(markdown.status == 0, "\(markdown.errors)")
    let said = String(decoding: markdown.output, as: UTF8.self)
    #expect(said.hasSuffix("book: reports/book/README.md\n"))
    #expect(said.contains("chapter 1: running"))
    #expect(try desk.text("reports/book/README.md").contains("(chapter-5/README.md"))
    #expect(try desk.files.contains("reports/book/chapter-5/figures/trade.png"))

    let html = try run("book", "--html", "--output", "site")
    #expect(html.status == 0, "\(html.errors)")
    #expect(!String(decoding: html.output, as: UTF8.self).contains("running"))
    let pages = try FileManager.default.contentsOfDirectory(
      atPath: desk.folder.appendingPathComponent("site").path)
    let chapters = Course.chapters.map { "chapter-\($0.number).html" }
    #expect(
      Set(pages)
        == Set(
          chapters + [
            "index.html", "glossary.html", "bibliography.html", "lists.html", ".html-book",
          ]))
    for name in pages where name.hasSuffix(".html") {
      let text = try desk.text("site/\(name)")
      for match in text.matches(of: /href="([^"#:]+\.html)(#[^"]*)?"/) {
        #expect(pages.contains(String(match.1)), "\(name) leads to \(match.1)")
        let anchor = (match.2 ?? "").dropFirst()
        if !anchor.isEmpty {
          #expect(
            try desk.text("site/\(match.1)").contains("id=\"\(anchor)\""),
            "\(name) leads to \(match.1)#\(anchor)")
        }
      }
    }

    let notebook = try run("export", "--ipynb", "2")
    #expect(notebook.status == 0, "\(notebook.errors)")
    let json =
      try JSONSerialization.jsonObject(
        with: Data(desk.text("chapter-2.ipynb").utf8)) as? [String: Any]
    let cells = try #require(json?["cells"] as? [[String: Any]])
    let second = try run("export", "--ipynb", "2")
    #expect(second.status == 0, "its own file may be replaced")
    let mine = desk.folder.appendingPathComponent("mine.ipynb")
    try Data("{}".utf8).write(to: mine)
    let refused = try run("export", "--ipynb", "2", "mine.ipynb")
    #expect(refused.status == 1 && refused.errors.contains("was not written by this command"))
    #expect(try desk.text("mine.ipynb") == "{}")
    let outputs = cells.flatMap { $0["outputs"] as? [[String: Any]] ?? [] }
    #expect(outputs.contains { ($0["data"] as? [String: Any])?["image/png"] != nil })
  }

  @Test("a folder that is no book is not replaced, and nothing runs for it")
  func foreignFolder() throws {
    let folder = desk.folder.appendingPathComponent("mine")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: folder.appendingPathComponent("notes.txt"))
    let answer = try run("book", "--output", "mine")
    #expect(answer.status == 1)
    #expect(answer.errors.contains("mine"))
    #expect(answer.errors.split(separator: "\n").count == 1)
    #expect(try desk.files == ["mine", "mine/notes.txt"])
  }

  @Test("a book never takes the place of the reports it is made from")
  func overReports() throws {
    for output in ["reports", "."] {
      let answer = try run("book", "--output", output)
      #expect(answer.status == 1)
      #expect(answer.errors.contains("holds the reports"))
    }
    #expect(try desk.files.isEmpty)
  }

  @Test("a notebook wants the number of a chapter")
  func usage() throws {
    #expect(try run("export", "--ipynb", "teacher").status == 2)
    #expect(try run("export", "--ipynb", "9").status == 2)
    #expect(try run("export", "--onnx", "a", "b", "--solutions").status == 2)
  }

  @Test("a chapter is woven for a browser where it is asked for")
  func chapterHTML() throws {
    #expect(try run("chapter", "1").status == 0)
    #expect(try !desk.files.contains("reports/chapter-1/index.html"))
    #expect(try run("chapter", "1", "--html").status == 0)
    let page = try desk.text("reports/chapter-1/index.html")
    #expect(page.contains("<math") && page.contains("data:image/png;base64,"))
  }
}
