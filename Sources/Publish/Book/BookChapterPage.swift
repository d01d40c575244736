import Literate

extension Book {
  /// A chapter in Markdown, with the way to the book's other pages above and below it.
  ///
  /// `root` leads from the chapter's folder to the folder of the lessons' files.
  public func chapterPage(_ index: Int, root: String = "../..") -> String {
    let navigation = navigation(at: index)
    let text = MarkdownPage.text(of: chapters[index].page.warned, root: root)
    return navigation + "\n\n" + text + "\n" + navigation + "\n"
  }

  /// Links from the folder of a chapter, which lies in the folder of the front page.
  private func navigation(at index: Int) -> String {
    func link(_ neighbour: Int) -> String? {
      guard chapters.indices.contains(neighbour) else { return nil }
      let lesson = chapters[neighbour].page.lesson
      return "[\(lesson.number) \(lesson.title)](../\(chapters[neighbour].address))"
    }
    let parts = [
      link(index - 1).map { "← \($0)" }, "[Contents](../README.md)",
      "[Glossary](../\(glossary.address))", "[Bibliography](../\(bibliography.address))",
      link(index + 1).map { "\($0) →" },
    ]
    return parts.compactMap(\.self).joined(separator: " · ")
  }
}
