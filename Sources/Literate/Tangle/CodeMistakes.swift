import Markup

extension Lesson {
  /// The brackets that cells leave open or close too often, each at its line: one would be taken for a
  /// mistake of another cell, or of the source that is made of all of them.
  ///
  /// Cells that are only shown may hold anything.
  package func codeMistakes(
    in isMeant: (Cell) -> Bool = { _ in true }
  ) -> [LessonError] {
    cells.filter { $0.kind != .skip && isMeant($0) }.compactMap { cell in
      let answers = cell.exercise?.answers ?? []
      guard
        let mistake = SwiftBalance.mistake(in: cell.code)
          ?? SwiftBalance.mistake(in: cell.code(filling: answers))
      else { return nil }
      return LessonError(
        file: file, line: cell.line + mistake.line,
        message: "cell `\(cell.name)`: \(mistake.message)")
    }
  }
}
