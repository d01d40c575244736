import ArgumentParser
import Foundation
import Lessons

/// Weaves the whole course into a book.
struct BookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "book",
    abstract: "Weave the whole course into a book with lists, glossary and bibliography.",
    discussion: """
      EXAMPLES:
        wkd-learn book                       Markdown: reports/book/README.md
        wkd-learn book --html                for a browser: reports/html/index.html
        wkd-learn book --html --output site

      A chapter is taken from its report where it passed with the same cells, options, library, files \
      and machine; otherwise it runs first. --fresh runs them all. After a change of prose alone, \
      --reweave takes what it can from the earlier book, whichever machine made that.
      """)

  @Flag(help: "Write HTML files that need nothing beside them, instead of Markdown.")
  var html = false

  @Option(
    help: ArgumentHelp(
      "The folder of the book. (default: book or html in the folder of the reports)",
      valueName: "dir"),
    completion: .directory)
  var output: String?

  @OptionGroup var reports: ReportsOptions

  @Flag(help: "Keep the results of the earlier book for chapters whose cells have not changed.")
  var reweave = false

  @OptionGroup var options: RunOptions
  @OptionGroup var state: StateOptions

  func run() throws {
    let course = try Course.locate()
    let place = output ?? "\(reports.reports)/\(html ? "html" : "book")"
    let shelf = try ChapterShelf(
      course: course, settings: options.settings(output: reports.reports), store: state.store,
      kept: reweave ? place : nil, say: { print($0) })
    let page = try BookBinder(course: course, shelf: shelf)
      .bind(into: place, as: html ? .html : .markdown)
    print("book: \(page.relativePath)")
  }
}
