import Markup

/// One fenced block of Swift in a lesson.
public struct Cell: Equatable, Sendable {
  /// What becomes of a cell's code.
  public enum Kind: String, CaseIterable, Sendable {
    /// Runs inside the chapter; names declared here are seen by later `run` cells.
    case run
    /// Compiled at file scope, where `import` and `extension` are legal.
    case file
    /// Shown on the page only.
    case skip
    /// Runs in a process of its own, sees no other cell's names but `file` cells', and must stop
    /// with an error, whose message the page shows.
    case expectError = "expect-error"
    /// A task for the reader, with blanks to fill; sees no other cell's names but `file` cells'.
    case exercise

    /// Whether the cell takes part when the chapter runs.
    public var takesPart: Bool { self == .run || self == .expectError }
  }

  /// The position among the cells of the lesson, from 0.
  public let index: Int
  /// What becomes of the code.
  public let kind: Kind
  /// A short name for messages; unique in the lesson.
  public let label: String?
  /// The code without its option lines.
  public let code: String
  /// The line of the file that holds the first line of `code`.
  public let line: Int
  /// What an exercise asks; nil for every other kind.
  public let exercise: Exercise?

  /// Makes a cell from its parts.
  public init(
    index: Int, kind: Kind = .run, label: String? = nil, code: String, line: Int,
    exercise: Exercise? = nil
  ) {
    self.index = index
    self.kind = kind
    self.label = label
    self.code = code
    self.line = line
    self.exercise = exercise
  }

  /// What to call the cell in a message: its label, or its number from 1.
  public var name: String {
    label ?? "cell \(index + 1)"
  }

  /// Tells whether the cell is still the one that was run: a digest of its kind and code.
  public var fingerprint: String {
    digest(of: "\(kind.rawValue)\n\(code)")
  }
}
