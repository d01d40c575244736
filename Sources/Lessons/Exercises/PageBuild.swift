import Console
import Files
import Foundation
import Literate
import Markup

/// Compiles a reader's copy of a page into a library that the program can load.
struct PageBuild {
  /// A part of a page; each is compiled on its own, so that a mistake in one leaves the other usable.
  enum Part {
    /// The exercises, with the checks of the lesson.
    case exercises(checkedBy: Lesson)
    case cells

    fileprivate var name: String {
      switch self {
      case .exercises: "exercises"
      case .cells: "cells"
      }
    }

    fileprivate func source(of lesson: Lesson) -> String {
      let tangler = Tangler(imports: cellImports)
      return switch self {
      case .exercises(let original):
        tangler.source(ofExercisesIn: lesson, course: "Lessons", checkedBy: original)
      case .cells: tangler.source(ofCellsIn: lesson, course: "Lessons")
      }
    }

    /// The pages whose lines the compiler may name.
    fileprivate func pages(with lesson: Lesson) -> [Lesson] {
      if case .exercises(let original) = self { [lesson, original] } else { [lesson] }
    }

    /// Whether a cell is compiled in this part.
    fileprivate func holds(_ cell: Cell) -> Bool {
      switch self {
      case .exercises: cell.kind == .file || cell.kind == .exercise && cell.blankLines.isEmpty
      case .cells: cell.kind != .exercise
      }
    }
  }

  let course: Course
  /// The folder that holds the program and the modules it was built from.
  let products: URL
  /// The folder of the compiled libraries.
  let folder: URL
  let isCalledOff: () -> Bool

  /// Compiles for a program; libraries are kept with a reader's state.
  init(
    course: Course, executable: URL, state: URL, isCalledOff: @escaping () -> Bool = { false }
  ) {
    self.course = course
    products = executable.resolvingSymlinksInPath().deletingLastPathComponent()
    folder = state.appendingPathComponent("build", isDirectory: true)
    self.isCalledOff = isCalledOff
  }

  /// Compiles a part of a page, or finds the library of an earlier time.
  ///
  /// Each compilation has a folder of its own, so that several programs may compile the same page.
  ///
  /// - Throws: ``ExerciseError/mistakes(_:)`` with every error at its line of the page, ``CalledOff``, or
  ///   an `Interruption`.
  func library(of part: Part, in lesson: Lesson) throws -> URL {
    let open = lesson.codeMistakes(in: part.holds)
    guard open.isEmpty else {
      let text = open.map(\.description).joined(separator: "\n")
      throw ExerciseError.mistakes(CompilerMistakes(text, status: 1, in: [lesson]))
    }
    let text = part.source(of: lesson)
    let stem = "chapter-\(lesson.number)-\(part.name)-"
    let name = stem + fingerprint(of: text)
    let library = folder.appendingPathComponent(name + ".so")
    if FileManager.default.fileExists(atPath: library.path), isNewerThanProgram(library) {
      return library
    }
    do {
      try withScratchFolder("compiling", in: folder) { scratch in
        let source = scratch.appendingPathComponent(name + ".swift")
        let partial = scratch.appendingPathComponent(name + ".so")
        try AtomicFile.write(Data(text.utf8), to: source, isDurable: false)
        let (status, errors) = try compile(source, to: partial)
        guard status == 0 else {
          throw ExerciseError.mistakes(
            CompilerMistakes(errors, status: status, in: part.pages(with: lesson)))
        }
        guard rename(partial.path, library.path) == 0 else {
          throw ExerciseError.unwritable(library.path)
        }
      }
    } catch is AtomicFileError {
      throw ExerciseError.unwritable(folder.path)
    } catch is StagingError {
      throw ExerciseError.unwritable(folder.path)
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

  private func compile(
    _ source: URL, to library: URL
  ) throws -> (status: Int32, errors: String) {
    let command = ["swiftc"] + (try arguments(source: source, library: library))
    var errors: [UInt8] = []
    // A compiler that has not ended after so long is ill; the first interrupt ends it.
    let ending = try ChildProcess(command: command).run(
      limit: .seconds(600), isCalledOff: isCalledOff
    ) { stream, bytes, _ in if stream == .errors { errors += bytes } }
    let status: Int32
    switch ending {
    case .exit(let code): status = code
    case .signal(let number): status = 128 + number
    case .timedOut: status = 128 + SIGKILL
    case .interrupted(let signal):
      throw Interruption(description: "stopped before the page was compiled", signal: signal)
    case .calledOff: throw CalledOff()
    }
    return (status, String(decoding: errors, as: UTF8.self))
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
    guard flags.status == 0 else {
      let said = flags.errors.trimmingBlankLines
      throw ExerciseError.noCompiler(
        said.isEmpty ? "pkg-config ended with status \(flags.status)" : said)
    }
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
