import Testing

/// Texts from other systems: `"\r\n"` is one `Character`, which `"\n"` does not equal, so that a split at
/// `"\n"` finds no line where every line ends so.
@Suite struct LineEndTests {
  /// Files that split what they have freed from carriage returns before.
  private let freed: Set = ["Sources/Console/Prose/TerminalText.swift"]

  @Test("nothing is split at \\n: `PageText` and `lines` know all ends, `isNewline` does for data")
  func splits() throws {
    let found = try Repository.files(below: "Sources", "swift").filter { !freed.contains($0) }
      .flatMap { file in
        try Repository.text(file).split(whereSeparator: \.isNewline)
          .filter { $0.contains(/split\([^)]*"\\n"|separatedBy: "\\n"/) }.map { "\(file): \($0)" }
      }
    #expect(found.isEmpty, "\n\(found.joined(separator: "\n"))")
  }

  @Test("version control leaves texts with the line ends that scripts and lessons need")
  func attributes() throws {
    for (file, eol) in [
      ("wkd-learn", "lf"), ("lessons/01-mother-wavelet.md", "lf"), ("scripts/setup", "lf"),
    ] {
      let asked = try Finished("git", "check-attr", "text", "eol", "--", file)
      #expect(asked.output == "\(file): text: auto\n\(file): eol: \(eol)\n")
    }
    let golden = try Finished("git", "check-attr", "text", "--", "Tests/WKDTests/Golden/x.csv")
    #expect(golden.output.hasSuffix("text: unset\n"))
  }
}
