import Foundation
import Literate

/// A lesson that has been compiled into the program.
package struct Chapter: Sendable {
  /// The number that the reader types.
  package let number: Int
  /// The words of the page's file name after the number.
  package let slug: String
  /// The chapter's title.
  package let title: String
  /// One sentence for the course map.
  package let summary: String
  /// About how long a reader needs.
  package let minutes: Int
  /// The names of options that this chapter alone has, such as `steps`; most have none.
  package let options: [String]
  /// The page below the project's root, such as `lessons/03-distillation.md`.
  package let file: String
  /// The fingerprint of the page from which the chapter was compiled.
  package let fingerprint: String
  /// The compiled cells.
  package let body: ChapterBody
}

/// The compiled cells of one page.
public final class ChapterBody: Sendable {
  /// A compiled cell, or several in a row.
  public typealias Run = @Sendable (Page) throws -> Void

  /// Runs every cell in order and throws what a cell throws.
  public let run: Run
  /// The exercises, by their index in the lesson.
  public let exercises: [Int: Run]
  /// Mistakes that an exercise's check must refuse, by the exercise's index.
  public let wrongAnswers: [Int: [Run]]
  /// The cells that must stop with an error, by their index in the lesson.
  let trials: [Int: @Sendable () throws -> Void]

  /// Makes a body of compiled functions; tangled pages call this.
  public init(
    run: @escaping Run, trials: [Int: @Sendable () throws -> Void], exercises: [Int: Run],
    wrongAnswers: [Int: [Run]] = [:]
  ) {
    self.run = run
    self.trials = trials
    self.exercises = exercises
    self.wrongAnswers = wrongAnswers
  }

  /// The body as a pointer that owns it, to cross a C function.
  public func handedOver() -> UnsafeMutableRawPointer {
    Unmanaged.passRetained(self).toOpaque()
  }

  /// Takes a body that was handed over.
  convenience init(takingOver pointer: UnsafeMutableRawPointer) {
    let body = Unmanaged<ChapterBody>.fromOpaque(pointer).takeRetainedValue()
    self.init(run: body.run, trials: body.trials, exercises: body.exercises)
  }
}

extension ChapterBody {
  /// The cells of a page that was compiled on its own.
  convenience init(library: URL) throws {
    guard let handle = dlopen(library.path, RTLD_NOW | RTLD_LOCAL),
      let symbol = dlsym(handle, Tangler.entryPoint)
    else { throw LibraryError(reason: dlerror().map { String(cString: $0) } ?? "not known") }
    typealias Entry = @convention(c) () -> UnsafeMutableRawPointer
    self.init(takingOver: unsafeBitCast(symbol, to: Entry.self)())
  }
}

private struct LibraryError: Error, CustomStringConvertible {
  let reason: String

  var description: String {
    "the compiled page cannot be loaded (\(reason)): build wkd-learn again"
  }
}
