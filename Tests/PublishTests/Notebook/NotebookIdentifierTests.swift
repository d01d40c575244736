import Foundation
import Literate
import SampleLessons
import Testing

@Suite("Names of a notebook's cells")
struct NotebookIdentifierTests {
  private func identifiers(_ body: String, figures: [String] = []) throws -> [String] {
    let lesson = try lesson(body)
    let items = figures.map {
      CellResult.Item.figure(FigureRecord(label: $0, caption: "C.", alt: "A."))
    }
    let results = lesson.cells.map { _ in CellResult(state: .done, items: items) }
    let page = WovenPage(lesson: lesson, results: results, facts: nil)
    return try NotebookFile(page, withSolutions: true).chapter.map(\.id)
  }

  private let body =
    "See @fig-b.\n\n```swift\nf()\n```\n\n## 3.1 A\n\n```swift\n//| label: g g\ng()\n```\n"

  @Test("a name is that of the label or the heading, or else a fingerprint")
  func names() throws {
    let found = try identifiers(body)
    #expect(found[1].hasPrefix("prose-"))
    #expect(found[2].hasPrefix("cell-"))
    #expect(found[3...4] == ["section-31-a", "cell-g-g"])
  }

  @Test("cells that come and figures that get new numbers rename nothing")
  func stable() throws {
    let start = "# T\n\n```swift\ne()\n```\n"
    let before = try identifiers(start + body, figures: ["b"])
    let after = try identifiers(
      start + "```swift\nh()\n```\n" + body + "\nEnd.\n", figures: ["a", "b"])
    #expect(Set(before).isSubset(of: after))
    #expect(after.count == before.count + 2)
  }

  @Test("equal cells and long labels get names of their own")
  func unique() throws {
    let long = String(repeating: "l", count: 70)
    let found = try identifiers(
      "```swift\nf()\n```\n```swift\nf()\n```\n```swift\n//| label: \(long)\ng()\n```\n"
        + "```swift\n//| label: \(long)m\ng()\n```\n```swift\n//| label: a b\ng()\n```\n"
        + "```swift\n//| label: a-b\ng()\n```\n")
    #expect(Set(found).count == found.count)
    #expect(found[2] == found[1] + "-2")
  }

  @Test("in the lessons every name is unique and of the form that the format asks for")
  func lessons() throws {
    for lesson in try LessonFiles.all() {
      let page = WovenPage(
        lesson: lesson, results: lesson.cells.map { _ in CellResult() }, facts: nil)
      let found = try NotebookFile(page, withSolutions: true).cells.map(\.id)
      #expect(Set(found).count == found.count)
      #expect(found.allSatisfy { $0.wholeMatch(of: /[A-Za-z0-9_-]{1,64}/) != nil })
    }
  }
}
