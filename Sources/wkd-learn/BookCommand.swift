import ArgumentParser
import Foundation
import Lessons

/// Binds the whole course to a book.
struct BookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "book",
    abstract: "Weave the whole course into a book with lists, glossary and bibliography.",
    discussion: """
      EXAMPLES:
        wkd-learn book                       Markdown: reports/book/README.md
        wkd-learn book --html                one file a chapter for a browser: reports/html/index.html
        wkd-learn book --html --output site

      Chapters that have passed are taken from their reports; those that have not, or have been \
      edited since, run first. --fresh runs them all.
      """)

  @Flag(help: "Write HTML files that need nothing beside them, instead of Markdown.")
  var html = false

  @Option(
    help: ArgumentHelp(
      "The folder of the book. (default: book or html in the folder of the reports)",
      valueName: "dir"))
  var output: String?

  @Option(help: ArgumentHelp("The folder that holds the reports.", valueName: "dir"))
  var reports = "reports"

  @OptionGroup var options: RunOptions
  @OptionGroup var state: StateOptions

  func run() throws {
    let course = try Course.locate()
    let place = output ?? "\(reports)/\(html ? "html" : "book")"
    let shelf = ChapterShelf(
      course: course, settings: options.settings(output: reports), store: state.store,
      alsoIn: [place], say: { print($0) })
    let page = try BookBinder(course: course, shelf: shelf)
      .bind(into: place, as: html ? .html : .markdown)
    print("book: \(page.relativePath)")
  }
}
