import Literate

extension Book {
  /// The page from which everything else can be reached.
  public var frontPage: String {
    let parts = ["# \(title)", summary, guide, contents] + lists
    return parts.joined(separator: "\n\n") + "\n"
  }

  private var guide: String {
    let minutes = chapters.reduce(0) { $0 + $1.page.lesson.minutes }
    return """
      ## How to read this book

      Read the chapters in order: each uses what the ones before it have built. To read them all \
      takes about \(minutes) minutes.

      - Where a page says **Predict**, stop and guess. A wrong guess teaches more than none.
      - Code is not decoration. Every cell was compiled and run; what stands below it is what it \
      printed, drew and checked.
      - The exercises at the end of each chapter have hints to open, one at a time.
      - A word you do not know is in the [glossary](\(glossary.address)), with the sections that \
      use it. The [bibliography](\(bibliography.address)) does the same for other people's work.
      """
  }

  private var contents: String {
    let chapters = chapters.map { chapter in
      let lesson = chapter.page.lesson
      let sections = chapter.sections.filter { !$0.isOpening }
        .map { "\n   - [\($0.title)](\($0.address))" }
      return "\(lesson.number). [\(lesson.title)](\(chapter.address)), \(lesson.minutes) minutes. "
        + lesson.summary + sections.joined()
    }
    return """
      ## Contents

      \(chapters.joined(separator: "\n"))

      Behind them: the [glossary](\(glossary.address)) and the \
      [bibliography](\(bibliography.address)).
      """
  }

  private var lists: [String] {
    [
      list("Figures", chapters.flatMap(\.figures), separator: "\n"),
      list("Tables", chapters.flatMap(\.tables), separator: "\n"),
      list("Equations", chapters.flatMap(\.equations), separator: "\n\n"),
      list("Exercises", chapters.flatMap(\.exercises), separator: "\n"),
    ].compactMap { $0 }
  }

  private func list(_ title: String, _ items: [String], separator: String) -> String? {
    items.isEmpty ? nil : "## \(title)\n\n" + items.joined(separator: separator)
  }
}
