import Markup

/// The facts about a run that a reader needs to repeat it, in the order in which pages show them.
public struct RunFacts: Codable, Equatable, Sendable {
  /// One fact.
  public struct Fact: Codable, Equatable, Sendable {
    /// The name, such as `seed`.
    public let name: String
    /// The value in words.
    public let value: String

    /// Makes a fact.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// All facts, in order; no name stands twice.
  public let all: [Fact]
  /// A sentence for the top of the pages of the book and of the browser, for example that the run was
  /// a test; nil for none.
  public let warning: String?

  /// Makes the facts of a run from pairs of a name and a value.
  public init(_ facts: KeyValuePairs<String, String?>, warning: String? = nil) {
    all = facts.compactMap { name, value in value.map { Fact(name: name, value: $0) } }
    self.warning = warning
  }

  /// The facts as they may be shown.
  var printable: RunFacts {
    RunFacts(
      all: all.map { Fact(name: $0.name.printable, value: $0.value.printable) },
      warning: warning?.printableLines)
  }

  private init(all: [Fact], warning: String?) {
    self.all = all
    self.warning = warning
  }

  /// The value of a fact; nil where there is none of this name.
  public subscript(name: String) -> String? {
    all.first { $0.name == name }?.value
  }
}
