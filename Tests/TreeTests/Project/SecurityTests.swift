import Foundation
import Testing

/// The promises of `SECURITY.md`, each with the test that holds it.
@Suite struct SecurityTests {
  @Test("every promise names a test or a script that is there")
  func promises() throws {
    let rows = try Repository.text("SECURITY.md").split(whereSeparator: \.isNewline)
      .filter { $0.hasPrefix("| ") && !$0.hasPrefix("| file |") }
    #expect(rows.count == 9)
    let suites = Set(
      try Repository.files(below: "Tests", "swift").flatMap { file in
        try Repository.text(file).matches(of: /struct (\w+Tests)\b/).map { String($0.1) }
      })
    for row in rows {
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let holders = (cells.last ?? "").matches(of: /`([^`]+)`/).map { String($0.1) }
      #expect(!holders.isEmpty, "\(row)")
      for holder in holders {
        let isThere =
          suites.contains(holder)
          || FileManager.default.fileExists(
            atPath: Repository.root.appendingPathComponent(holder).path)
        #expect(isThere, "\(holder)")
      }
    }
  }
}
