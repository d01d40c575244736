import Foundation

/// The words and the bar of a progress report.
struct ProgressText {
  let what: String
  let total: Int
  /// The step at which this stretch of the work began.
  var first = 0

  /// One line of at most 79 characters, the last column of a small terminal left free.
  func bar(step: Int, seconds: Double, note: String) -> String {
    let width = 20
    let filled = min(width, max(0, width * step / max(total, 1)))
    let bar =
      String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    let facts = ["[\(bar)]"] + facts(step: step, seconds: seconds, note: note)
    return String("\(what) \(facts.joined(separator: "  "))".prefix(79))
  }

  func line(step: Int, seconds: Double, note: String) -> String {
    "\(what): \(facts(step: step, seconds: seconds, note: note).joined(separator: ", "))"
  }

  private func facts(step: Int, seconds: Double, note: String) -> [String] {
    var facts = ["\(step)/\(total)"]
    if step > first, seconds > 0 {
      let rate = Double(step - first) / seconds
      facts.append(
        rate >= 1 ? String(format: "%.1f/s", rate) : String(format: "%.1f s each", 1 / rate))
      facts.append(Self.duration(Double(max(0, total - step)) / rate) + " left")
    }
    return note.isEmpty ? facts : facts + [note]
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
