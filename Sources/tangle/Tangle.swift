import Files
import Foundation
import Literate
import Markup

/// The build step: `tangle OUTPUT [--import MODULE]... SOURCE... LESSON...` turns Markdown lessons
/// into Swift files whose cells see some modules, and takes a fingerprint of the library's sources, which
/// the lessons' numbers depend on.
@main
struct Tangle {
  static func main() {
    var arguments = CommandLine.arguments.dropFirst()
    guard let output = arguments.popFirst() else {
      fail("usage: tangle OUTPUT [--import MODULE]... SOURCE... LESSON...")
    }
    var imports: [String] = []
    while arguments.first == "--import" {
      arguments.removeFirst()
      guard let module = arguments.popFirst() else { fail("--import needs the name of a module") }
      imports.append(module)
    }
    let files = arguments.map { URL(fileURLWithPath: $0) }
    let lessons = files.filter { $0.pathExtension == "md" }
    do {
      let library = try fingerprint(of: files.filter { $0.pathExtension != "md" })
      try tangle(
        lessons, by: Tangler(imports: imports), library: library,
        into: URL(fileURLWithPath: output, isDirectory: true))
    } catch {
      fail("\(error)")
    }
  }

  private static func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(1)
  }
}

/// Writes one Swift file for each lesson, and the index.
private func tangle(
  _ pages: [URL], by tangler: Tangler, library: String, into output: URL
) throws {
  var lessons: [Lesson] = []
  var mistakes: [LessonError] = []
  for page in pages {
    let (lesson, found) = lesson(at: page)
    mistakes += found + (lesson?.codeMistakes() ?? [])
    if let lesson { lessons.append(lesson) }
  }
  mistakes += clashes(between: lessons)
  guard mistakes.isEmpty else {
    throw Mistakes(all: mistakes)
  }
  for lesson in lessons {
    try write(tangler.source(of: lesson), to: Tangler.fileName(of: lesson.number), in: output)
  }
  try write(tangler.index(of: lessons, library: library), to: Tangler.indexFileName, in: output)
}

/// One fingerprint of many files, in the order given.
private func fingerprint(of files: [URL]) throws -> String {
  Markup.fingerprint(
    of: try files.map { file in
      "\(file.lastPathComponent)\n" + String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }.joined())
}

private func lesson(at page: URL) -> (lesson: Lesson?, mistakes: [LessonError]) {
  let file = page.pathComponents.suffix(2).joined(separator: "/")
  guard let text = try? String(contentsOf: page, encoding: .utf8) else {
    let message = "the page cannot be read as UTF-8 text; save it as such"
    return (nil, [LessonError(file: file, line: 1, message: message)])
  }
  return Lesson.read(text: text, file: file)
}

/// Two pages with one number would make the same function.
private func clashes(between lessons: [Lesson]) -> [LessonError] {
  var owners: [Int: String] = [:]
  return lessons.compactMap { lesson in
    guard let owner = owners.updateValue(lesson.file, forKey: lesson.number) else { return nil }
    return LessonError(
      file: lesson.file, line: 1,
      message: "\(owner) has the number \(lesson.number) too; renumber one of them")
  }
}

/// Leaves a file alone whose text is the same, so that the compiler sees no change in it.
private func write(_ source: String, to name: String, in output: URL) throws {
  let file = output.appendingPathComponent(name)
  if let old = try? String(contentsOf: file, encoding: .utf8), old == source { return }
  try AtomicFile.write(Data(source.utf8), to: file, isDurable: false)
}

/// Every mistake found, one a line.
private struct Mistakes: Error, CustomStringConvertible {
  let all: [LessonError]

  var description: String {
    all.map(\.description).joined(separator: "\n")
  }
}
