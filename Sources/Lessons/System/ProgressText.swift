import Foundation

/// The words and the bar of a progress report.
struct ProgressText {
  let what: String
  let total: Int
  /// The step at which this stretch of the work began.
  var first = 0
  /// How many pictures a step goes through; nil where it goes through none.
  var images: Int?

  /// Where the work is.
  struct Moment {
    let step: Int
    let seconds: Double
    let loss: Double?
    let curve: String
    let note: String
  }

  /// One line of at most `width` characters: on a narrow terminal the bar goes before the facts.
  func bar(_ moment: Moment, width: Int) -> String {
    let facts = facts(moment).joined(separator: "  ")
    let lines = [20, 10].map { columns in
      let filled = min(columns, max(0, columns * moment.step / max(total, 1)))
      let bar =
        String(repeating: "#", count: filled) + String(repeating: ".", count: columns - filled)
      return "\(what) [\(bar)]  \(facts)"
    }
    let fitting = lines.first { $0.count <= width }
    return String((fitting ?? "\(what) \(facts)").prefix(width))
  }

  func line(_ moment: Moment) -> String {
    "\(what): \(facts(moment).joined(separator: ", "))"
  }

  private func facts(_ moment: Moment) -> [String] {
    var facts = ["\(moment.step)/\(total)"]
    if moment.step > first, moment.seconds > 0 {
      let rate = Double(moment.step - first) / moment.seconds
      facts.append(images.map { speed(rate * Double($0)) + " images/s" } ?? pace(rate))
      facts.append(Self.duration(Double(max(0, total - moment.step)) / rate) + " left")
    }
    if let loss = moment.loss {
      facts.append(String(format: "loss %.3f ", loss) + moment.curve)
    }
    return moment.note.isEmpty ? facts : facts + [moment.note]
  }

  private func pace(_ rate: Double) -> String {
    rate >= 1 ? speed(rate) + "/s" : String(format: "%.1f s each", 1 / rate)
  }

  private func speed(_ rate: Double) -> String {
    String(format: "%.1f", rate)
  }

  /// A length of time as people say it.
  static func duration(_ seconds: Double) -> String {
    let whole = Int(min(seconds.rounded(), 1e9))
    switch whole {
    case ..<60: return "\(whole) s"
    case ..<3600: return String(format: "%d min %02d s", whole / 60, whole % 60)
    default: return String(format: "%d h %02d min", whole / 3600, whole % 3600 / 60)
    }
  }
}
