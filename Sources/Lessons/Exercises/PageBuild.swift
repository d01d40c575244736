import Console
import Foundation
import Literate
import Markup

/// Compiles a reader's copy of a page into a library that the program can load.
struct PageBuild {
  /// A part of a page; each is compiled on its own, so that a mistake in one leaves the other usable.
  enum Part: String {
    case exercises
    case cells

    func source(of lesson: Lesson) -> String {
      let tangler = Tangler(imports: cellImports)
      return switch self {
      case .exercises: tangler.source(ofExercisesIn: lesson, course: "Lessons")
      case .cells: tangler.source(ofCellsIn: lesson, course: "Lessons")
      }
    }
  }

  let course: Course
  /// The folder that holds the program and the modules it was built from.
  let products: URL
  /// The folder of the compiled libraries.
  let folder: URL

  /// Compiles for a program; libraries are kept with a reader's state.
  init(course: Course, executable: URL, state: URL) {
    self.course = course
    products = executable.resolvingSymlinksInPath().deletingLastPathComponent()
    folder = state.appendingPathComponent("build", isDirectory: true)
  }

  /// Compiles a part of a page, or finds the library of an earlier time.
  ///
  /// - Throws: ``ExerciseError/mistakes(_:)`` with every error at its line of the page.
  func library(of part: Part, in lesson: Lesson) throws -> URL {
    let text = part.source(of: lesson)
    let stem = "chapter-\(lesson.number)-\(part.rawValue)-"
    let name = stem + fingerprint(of: text)
    let library = folder.appendingPathComponent(name + ".so")
    if FileManager.default.fileExists(atPath: library.path), isNewerThanProgram(library) {
      return library
    }
    let source = folder.appendingPathComponent(name + ".swift")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try text.write(to: source, atomically: true, encoding: .utf8)
    } catch {
      throw ExerciseError.unwritable(folder.path)
    }
    defer { try? FileManager.default.removeItem(at: source) }
    let partial = folder.appendingPathComponent(
      name + "-\(ProcessInfo.processInfo.processIdentifier)")
    let outcome = try ChildProcess(
      command: ["swiftc"] + arguments(source: source, library: partial)
    ).collect()
    guard outcome.status == 0 else {
      throw ExerciseError.mistakes(CompilerMistakes(outcome.errors, in: lesson).description)
    }
    guard rename(partial.path, library.path) == 0 else {
      throw ExerciseError.unwritable(library.path)
    }
    removeOlder(than: library, stem: stem)
    return library
  }

  /// Every save makes a library, and only the last is loaded again.
  ///
  /// Young ones stay: another process may have made one just now.
  private func removeOlder(than library: URL, stem: String) {
    let files = FileManager.default
    let all = try? files.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: [.contentModificationDateKey])
    for file in all ?? [] {
      let name = file.lastPathComponent
      guard name.hasPrefix(stem), name.hasSuffix(".so"), name != library.lastPathComponent,
        let made = age(file), made.timeIntervalSinceNow < -600
      else { continue }
      // A leftover does no harm.
      try? files.removeItem(at: file)
    }
  }

  private func arguments(source: URL, library: URL) throws -> [String] {
    let maps =
      ["CCairo", "CChafa", "CCodecs", "CCMark", "CSndFile"].map {
        course.root.appendingPathComponent("Sources/\($0)")
      }
      + ["CTorch", "CPictures", "CKernels"].map { products.appendingPathComponent("\($0).build") }
    let flags = try ChildProcess(
      command: ["pkg-config", "--cflags"] + [
        "cairo", "chafa", "libpng", "libjpeg", "libwebp", "libtiff-4", "sndfile", "libcmark-gfm",
      ]
    ).collect()
    guard flags.status == 0 else { throw ExerciseError.noCompiler(flags.errors) }
    let clang =
      maps.map { "-fmodule-map-file=\($0.path)/module.modulemap" }
      + flags.output.split(whereSeparator: \.isWhitespace).map(String.init)
    #if os(macOS)
      let linking = ["-Xlinker", "-undefined", "-Xlinker", "dynamic_lookup"]
    #else
      let linking: [String] = []
    #endif
    return [
      "-Onone", "-gline-tables-only", "-swift-version", "6", "-emit-library", "-module-name",
      "ReadersPage",
      "-suppress-warnings", "-I", products.appendingPathComponent("Modules").path,
    ] + clang.flatMap { ["-Xcc", $0] } + linking + ["-o", library.path, source.path]
  }

  private func isNewerThanProgram(_ library: URL) -> Bool {
    guard let made = age(library), let built = age(products.appendingPathComponent("wkd-learn"))
    else { return false }
    return made > built
  }

  private func age(_ file: URL) -> Date? {
    try? file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
  }
}

/// The compiler's errors at lines of a page, without those about the code that was generated from it.
struct CompilerMistakes: CustomStringConvertible {
  let description: String

  /// Keeps the errors at lines of the page, each with the line itself and a mark under the place.
  init(_ output: String, in lesson: Lesson) {
    var lines: [Int: String] = [:]
    for cell in lesson.cells {
      for (number, text) in cell.code.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        lines[cell.line + number] = String(text)
      }
    }
    var seen: Set<String> = []
    var messages: [String] = []
    for line in output.split(separator: "\n") {
      guard let match = line.wholeMatch(of: /(.+?):([0-9]+):([0-9]+): error: (.*)/),
        lesson.file.hasSuffix(match.1) || match.1.hasSuffix(lesson.file),
        let number = Int(match.2), let column = Int(match.3), seen.insert(String(line)).inserted
      else { continue }
      let place = "\(lesson.file):\(number):\(column): error: \(match.4)"
      let code = lines[number].map { code in
        "\n    \(code)\n    \(String(repeating: " ", count: max(0, column - 1)))^"
      }
      messages.append(place + (code ?? ""))
    }
    description = messages.isEmpty ? String(output.suffix(2000)) : messages.joined(separator: "\n")
  }
}
