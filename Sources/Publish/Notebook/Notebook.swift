public import Foundation
public import Literate
import Markup

/// Writes a woven page as a Jupyter notebook, which a teacher can hand out.
public enum Notebook {
  /// A notebook of format 4.5, byte for byte as Jupyter itself would save it.
  ///
  /// - Parameters:
  ///   - page: The page.
  ///   - picture: The PNG file of a figure, or nil where there is none.
  ///   - withSolutions: Whether the notebook holds what solves the exercises.
  ///   - product: The program with which a reader runs the cells.
  /// - Returns: The bytes of the file.
  public static func json(
    of page: WovenPage, picture: (FigureRecord) -> Data?, withSolutions: Bool, product: Product
  ) -> Data {
    withoutActuallyEscaping(picture) { picture in
      let outputs = NotebookOutputs(page: page, picture: picture)
      var cells = NotebookCells(outputs: outputs, withSolutions: withSolutions)
      cells.addNote(on: page.lesson, of: product)
      for part in page.parts { cells.add(part) }
      cells.addProse(Prose(page.footerInMarkdown))
      let notebook: JSONValue = [
        "cells": .list(cells.cells), "metadata": metadata(of: page, product),
        "nbformat": .number(4),
        "nbformat_minor": .number(5),
      ]
      return Data((notebook.text() + "\n").utf8)
    }
  }

  private static func metadata(of page: WovenPage, _ product: Product) -> JSONValue {
    let facts = page.facts?.all.map { ($0.name, JSONValue.string($0.value)) } ?? []
    return [
      "kernelspec": ["display_name": "Swift", "language": "swift", "name": "swift"],
      "language_info": [
        "file_extension": ".swift", "mimetype": "text/x-swift", "name": "swift",
      ],
      "title": .string(page.lesson.title),
      product.metadataKey: [
        "chapter": .number(page.lesson.number), "facts": .object(Dictionary(facts) { $1 }),
        "lesson": .string(page.lesson.file),
      ],
    ]
  }
}

/// The program that runs a course.
public struct Product: Equatable, Sendable {
  /// The name, such as `other-course`.
  public let name: String
  /// The words that a reader types before a chapter's number to run and edit its cells.
  public let command: String

  /// Names a program.
  public init(name: String, command: String) {
    self.name = name
    self.command = command
  }

  /// The key of the product's entry in the metadata of a notebook, such as `other_course`.
  public var metadataKey: String { name.replacing("-", with: "_") }
}
