import Foundation
import Testing

/// Every file that is not below a private folder comes into being through `Files`.
@Suite("One writer of files") struct OneWriterTests {
  @Test("no source but those of Files puts files in place, or makes temporary names")
  func oneWriter() throws {
    // Foundation's own way of writing begins anew after a short write: the file has the right size and
    // wrong bytes.
    let ways = [
      "data.write(to:", "utf8).write(to:", "Data().write(to:", "atomically:", "createFile(",
      "options: .atomic", "renameat2", "mkdtemp", "mkstemp", ".moveItem(",
      "replaceItem(", "processIdentifier)\"",
    ]
    var found: [String] = []
    for file in Repository.files(below: "Sources", "swift")
    where !file.hasPrefix("Sources/Files/") {
      let lines = try Repository.text(file).split(
        separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated()
      where !line.contains("///") && ways.contains(where: line.contains) {
        found.append("\(file):\(index + 1): \(line)")
      }
    }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }
}
