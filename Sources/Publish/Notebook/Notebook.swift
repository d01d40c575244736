public import Foundation
public import Literate
import Markup

/// Writes a woven page as a Jupyter notebook, which a teacher can hand out.
public enum Notebook {
  /// A notebook of format 4.5, byte for byte as Jupyter itself would save it.
  ///
  /// `picture` gives the PNG file of a figure, or nil where there is none. What solves the exercises
  /// is left out unless `withSolutions` asks for it.
  public static func json(
    of page: WovenPage, picture: (FigureRecord) -> Data?, withSolutions: Bool
  ) -> Data {
    withoutActuallyEscaping(picture) { picture in
      let outputs = NotebookOutputs(page: page, picture: picture)
      var cells = NotebookCells(outputs: outputs, withSolutions: withSolutions)
      cells.addNote(on: page.lesson)
      for part in page.parts { cells.add(part) }
      cells.addProse(Prose(page.footerInMarkdown))
      let notebook: JSONValue = [
        "cells": .list(cells.cells), "metadata": metadata(of: page), "nbformat": .number(4),
        "nbformat_minor": .number(5),
      ]
      return Data((notebook.text() + "\n").utf8)
    }
  }

  private static func metadata(of page: WovenPage) -> JSONValue {
    let facts = page.facts.map { ($0.name, JSONValue.string($0.value)) }
    return [
      "kernelspec": ["display_name": "Swift", "language": "swift", "name": "swift"],
      "language_info": [
        "file_extension": ".swift", "mimetype": "text/x-swift", "name": "swift",
      ],
      "title": .string(page.lesson.title),
      "wkd_learn": [
        "chapter": .number(page.lesson.number), "facts": .object(Dictionary(facts) { $1 }),
        "lesson": .string(page.lesson.file),
      ],
    ]
  }
}
