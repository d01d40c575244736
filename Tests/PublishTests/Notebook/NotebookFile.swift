import Foundation
import Literate
import Publish
import Testing

/// A notebook as a front end reads it.
struct NotebookFile: Decodable {
  let cells: [Cell]
  let metadata: Metadata
  let nbformat: Int
  let nbformat_minor: Int

  /// The cells behind the note that every notebook begins with.
  var chapter: [Cell] { Array(cells.dropFirst()) }

  struct Cell: Decodable {
    let cell_type: String
    let id: String
    let metadata: Tags
    let source: [String]
    let execution_count: Int?
    let outputs: [Output]?

    var text: String { source.joined() }
  }

  struct Tags: Decodable {
    let tags: [String]?
    let jupyter: [String: Bool]?
  }

  struct Output: Decodable {
    let output_type: String
    let name: String?
    let text: [String]?
    let data: [String: Lines]?
    let metadata: [String: [String: String]]?
    let evalue: String?
    let traceback: [String]?

    var markdown: String? { data?["text/markdown"]?.text }
  }

  /// Text that a notebook may hold whole or line by line.
  struct Lines: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      text = try (try? container.decode(String.self)) ?? container.decode([String].self).joined()
    }
  }

  struct Metadata: Decodable {
    let kernelspec: [String: String]
    let title: String
    let other_course: Course
  }

  struct Course: Decodable {
    let chapter: Int
    let facts: [String: String]
  }

  /// The program of an imaginary course.
  static let product = Product(name: "other-course", command: "./other-course watch")

  init(_ page: WovenPage, picture: Data? = nil, withSolutions: Bool = false) throws {
    let json = Notebook.json(
      of: page, picture: { _ in picture }, withSolutions: withSolutions, product: Self.product)
    self = try JSONDecoder().decode(NotebookFile.self, from: json)
  }
}
