import Files
import Foundation
import Literate

/// The cells of some lessons as Swift files in a temporary folder, and `swift format` at work on
/// them.
final class FormatterDesk {
  private let pages: [LessonPage]
  private let configuration: URL
  private let folder: PrivateFolder
  private let files: [String]

  /// Writes one file for each cell.
  init(_ pages: [LessonPage], configuration: URL) throws {
    self.pages = pages
    self.configuration = configuration
    folder = try PrivateFolder(named: "format-lessons")
    var files: [String] = []
    for (number, page) in pages.enumerated() {
      for cell in page.lesson.cells where !cell.code.allSatisfy(\.isWhitespace) {
        let file = folder.url.appendingPathComponent("\(number)-\(cell.index).swift")
        try AtomicFile.write(Data((cell.code + "\n").utf8), to: file, isDurable: false)
        files.append(file.path)
      }
    }
    self.files = files
  }

  /// Findings of the formatter's rules and its parser, at the lines of the pages; one list a page.
  func lint() throws -> [[LessonError]] {
    let text = try run(["lint", "--strict"])
    var findings = pages.map { _ in [LessonError]() }
    let form = #/.*?([0-9]+)-([0-9]+)\.swift:([0-9]+):[0-9]+: (?:error|warning): (.*)/#
    for line in text.split(whereSeparator: \.isNewline) {
      guard let match = line.wholeMatch(of: form), let number = Int(match.1),
        let index = Int(match.2), let lineNumber = Int(match.3)
      else { throw FormatError.failed(String(line)) }
      let cell = pages[number].lesson.cells[index]
      // A finding without a rule comes from the parser; a cell that is only shown need not parse.
      guard cell.kind != .skip || match.4.hasPrefix("[") else { continue }
      findings[number].append(
        LessonError(
          file: pages[number].lesson.file, line: cell.line + lineNumber - 1,
          message: String(match.4)))
    }
    return findings
  }

  /// The code of every cell as the formatter writes it, by its index; one dictionary a page.
  ///
  /// Code that cannot be parsed stays as it is.
  func format() throws -> [[Int: String]] {
    _ = try run(["--in-place"])
    return try pages.enumerated().map { number, page in
      try page.lesson.cells.reduce(into: [:]) { codes, cell in
        let file = folder.url.appendingPathComponent("\(number)-\(cell.index).swift")
        guard files.contains(file.path) else { return }
        let code = try String(contentsOf: file, encoding: .utf8)
        codes[cell.index] = code.hasSuffix("\n") ? String(code.dropLast()) : code
      }
    }
  }

  /// Runs `swift format` on all files.
  ///
  /// - Returns: the lines of standard error.
  private func run(_ arguments: [String]) throws -> String {
    guard !files.isEmpty else { return "" }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["swift", "format"] + arguments + ["--parallel", "--configuration", configuration.path]
      + files
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    // 1 with findings, 0 without; everything else is no run of the formatter.
    guard process.terminationStatus == 0 || (process.terminationStatus == 1 && !text.isEmpty) else {
      throw FormatError.failed(text)
    }
    return text
  }
}

/// The reason for which lessons cannot be formatted.
package enum FormatError: Error, Equatable, CustomStringConvertible {
  /// The formatter did not run; its last words.
  case failed(String)
  /// No settings of the formatter in a folder or above it.
  case noConfiguration(String)

  package var description: String {
    switch self {
    case .failed(let text):
      "swift format did not run (\(text)): try `swift format --version`, which Swift 6 brings along"
    case .noConfiguration(let folder):
      "there is no .swift-format in \(folder) or above it: add one, with `lineLength` in it"
    }
  }
}
