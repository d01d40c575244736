package import Literate

/// A lesson whose front matter takes the lines 1 to 5, so that `body` begins on line 6.
package func lesson(_ body: String, file: String = "lessons/03-bands.md") throws -> Lesson {
  let frontMatter = """
    ---
    title: Bands
    summary: What each band holds.
    minutes: 20
    ---

    """
  return try Lesson(text: frontMatter + body, file: file)
}

/// The error that a page gives, or nil where it is in order.
package func mistake(in body: String, file: String = "lessons/03-bands.md") -> LessonError? {
  do {
    _ = try lesson(body, file: file)
    return nil
  } catch {
    return error as? LessonError
  }
}
