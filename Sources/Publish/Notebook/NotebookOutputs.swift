import Foundation
import Literate
import Markup

/// Turns what a cell made into the outputs of a notebook's cell.
struct NotebookOutputs {
  let page: WovenPage
  let picture: (FigureRecord) -> Data?
  let reader: MarkdownReader

  /// The outputs of one piece of the page.
  func outputs(of chunk: WovenPage.Chunk) -> [JSONValue] {
    switch chunk {
    case .prose(let prose):
      return [display(markdown: prose.markdown(for: reader))]
    case .output(let text):
      return [stream("stdout", text)]
    case .figure(let figure):
      return [
        display(markdown: "<a id=\"\(figure.anchor)\"></a>"),
        display(figure.record),
        display(markdown: figure.namedCaption(for: reader)),
      ]
    case .table(let table):
      return [display(markdown: table.markdown(for: reader))]
    case .checks(let checks):
      return [display(markdown: checks.markdown(for: reader))]
    case .notFinished:
      return [stream("stderr", "Not finished.")]
    case .failed(let message, let line):
      return [error(message, line: line)]
    case .code, .exercise, .notRun:
      return []
    }
  }

  private func stream(_ name: String, _ text: String) -> JSONValue {
    ["name": .string(name), "output_type": "stream", "text": .lines(of: text + "\n")]
  }

  private func display(markdown: String) -> JSONValue {
    [
      "data": ["text/markdown": .lines(of: markdown)], "metadata": [:],
      "output_type": "display_data",
    ]
  }

  private func display(_ figure: FigureRecord) -> JSONValue {
    var data: [String: JSONValue] = ["text/plain": .lines(of: figure.alt)]
    var metadata: [String: JSONValue] = [:]
    if let bytes = picture(figure) {
      data["image/png"] = .string(bytes.base64EncodedString())
      // The place at which nbconvert's classic template looks; its `lab` template has no place for it.
      metadata["image/png"] = ["alt": .string(figure.alt)]
    }
    return ["data": .object(data), "metadata": .object(metadata), "output_type": "display_data"]
  }

  private func error(_ message: String, line: Int) -> JSONValue {
    let place = "Failed at \(page.lesson.file):\(line)"
    let lines = message.lines
    return [
      "ename": "Failed", "evalue": .string(message), "output_type": "error",
      "traceback": .list([.string(place)] + lines.map { .string(String($0)) }),
    ]
  }
}
