import Foundation
import Testing

/// Comments in the standard terms that CONTRIBUTING.md lists.
@Suite struct WordsTests {
  /// Comment lines of all sources that a pattern finds, with their places.
  private func comments(_ pattern: some RegexComponent) throws -> [String] {
    let files = ["Sources", "Plugins", "Examples"].flatMap { folder in
      ["swift", "cpp", "hpp", "h", "c"].flatMap { Repository.files(below: folder, $0) }
    }
    #expect(files.count > 150)
    return try files.flatMap { file in
      try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated().compactMap { number, line in
          guard let start = line.firstRange(of: "//"),
            line[start.lowerBound...].firstMatch(of: pattern) != nil
          else { return nil }
          return "\(file):\(number + 1):\(line)"
        }
    }
  }

  @Test("no documentation begins with What, Where or Who: it names the thing or what it does")
  func firstWords() throws {
    let found = try comments(/^\/\/\/ (What|Where|Who|Whoever)\b/)
    #expect(found.isEmpty, "\n\(found.joined(separator: "\n"))")
  }

  @Test(
    "comments use the field's words: at random, fix, discriminator",
    arguments: ["by chance", "mend", "mended", "judge network", "the judge", "judges'"])
  func wrongWords(word: String) throws {
    let found = try comments(Regex("\\b\(word)\\b"))
    #expect(found.isEmpty, "\n\(found.joined(separator: "\n"))")
  }
}
