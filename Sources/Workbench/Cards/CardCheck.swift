import Markup

/// One comparison of a card with what is there now.
public struct CardCheck: Codable, Sendable, Equatable {
  /// The subject of a comparison, in the order in which differences follow from one another.
  public enum Subject: String, Codable, Sendable, CaseIterable {
    /// A file of pictures, or a set as the networks see it.
    case pictures
    /// A file of weights.
    case weights
    /// The file of a network whose features are compared.
    case features
    /// A step on the way from a file to a number.
    case preprocessing
    /// A setting of the run.
    case settings
    /// A fact about the machine, which decides the last digits.
    case machine
    /// A metric.
    case number
  }

  /// The subject.
  public var subject: Subject
  /// The run by its number from 1.
  public var run: Int
  /// The thing that is compared: a file, a setting, a metric.
  public var name: String
  /// The card's value.
  public var recorded: String
  /// The present value.
  public var found: String
  /// How well both agree.
  public var agreement: Agreement

  /// Whether the result is in doubt: other machines make other last digits and no other result.
  public var isDisagreement: Bool {
    subject != .machine && (agreement == .differs || agreement == .unknown)
  }

  init(
    _ subject: Subject, run: Int, _ name: String, recorded: String, found: String,
    _ agreement: Agreement? = nil
  ) {
    self.subject = subject
    self.run = run
    self.name = name
    self.recorded = recorded
    self.found = found
    self.agreement = agreement ?? (recorded == found ? .exact : .differs)
  }

  /// The comparison as one line for people.
  var line: String {
    let start = "run \(run), \(name)"
    let text =
      switch agreement {
      case .exact: "\(start): \(recorded), exactly"
      case .rounding: "\(start): \(recorded) recorded, \(found) found, equal but for rounding"
      case .differs: "\(start): \(recorded) recorded, \(found) found: DIFFERS"
      case .unknown: "\(start): \(recorded) recorded, \(found): NOT CHECKED"
      }
    return text.printable
  }
}

/// The result of checking a card.
public struct CardVerdict: Codable, Sendable {
  /// All comparisons, in the order of their subjects.
  public var checks: [CardCheck]
  /// The first comparison that disagrees, from which later ones may follow; nil where all agree.
  public var first: CardCheck? { checks.first(where: \.isDisagreement) }
  /// Whether all pictures, weights, settings and numbers agree, up to rounding.
  public var agrees: Bool { first == nil }

  init(_ checks: [CardCheck]) {
    self.checks = CardCheck.Subject.allCases.flatMap { subject in
      checks.filter { $0.subject == subject }
    }
  }

  /// The result as lines for people: counts of what agrees, one line for each other thing and for each number.
  public var text: String {
    var lines: [String] = []
    for subject in CardCheck.Subject.allCases where subject != .number {
      let all = checks.filter { $0.subject == subject }
      guard !all.isEmpty else { continue }
      let others = all.filter { $0.agreement != .exact }
      lines.append("\(subject.rawValue): \(all.count - others.count) of \(all.count) equal")
      lines += others.map { "  \($0.line)" }
    }
    let numbers = checks.filter { $0.subject == .number }
    if !numbers.isEmpty {
      lines.append("numbers:")
      lines += numbers.map { "  \($0.line)" }
    }
    return (lines + ["", conclusion]).joined(separator: "\n")
  }

  /// The number of numbers that agree, and the first difference, from which others may follow.
  private var conclusion: String {
    let numbers = checks.filter { $0.subject == .number }
    let count = { (agreement: Agreement) in numbers.filter { $0.agreement == agreement }.count }
    let parts = [
      "\(count(.exact) + count(.rounding)) of \(counted(numbers.count, "number")) agree",
      count(.rounding) > 0 ? "\(count(.rounding)) of them but for rounding" : nil,
      count(.differs) > 0 ? "\(count(.differs)) differ" : nil,
      count(.unknown) > 0 ? "\(count(.unknown)) could not be measured" : nil,
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
      + (first.map { "; first difference: \($0.line)" } ?? "")
  }
}
