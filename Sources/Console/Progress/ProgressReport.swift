import Foundation

/// A report on long work, for the reader's eyes only.
///
/// As a bar it redraws one line and erases it at the end. As lines it says something every ten
/// seconds, and nothing at all for shorter work.
package final class ProgressReport {
  /// How progress is shown.
  package enum Style: Codable, Equatable, Sendable {
    /// One line of at most that many columns, drawn again and again; with the path of a terminal of as many
    /// as its window has at the time.
    case bar(width: Int, terminal: String? = nil)
    /// A new line now and then.
    case lines

    /// The style that suits the standard error stream; a bar leaves a terminal's last column free.
    package static var suited: Style {
      let terminal = Terminal(descriptor: STDERR_FILENO)
      guard terminal.isInteractive else { return .lines }
      let path = ttyname(STDERR_FILENO).map { String(cString: $0) }
      return .bar(width: barWidth(in: terminal.width), terminal: path)
    }

    private static func barWidth(in columns: Int) -> Int { max(1, min(columns, 120) - 1) }

    /// The columns of a bar that is drawn now; its process need not write to the terminal itself.
    fileprivate static func width(_ width: Int, now terminal: String?) -> Int {
      guard let terminal else { return width }
      let file = open(terminal, O_RDONLY | O_NOCTTY | O_NONBLOCK)
      guard file >= 0 else { return width }
      defer { close(file) }
      return Terminal.columns(of: file).map(barWidth) ?? width
    }
  }

  private let text: ProgressText
  private let style: Style
  private let now: () -> Double
  private let write: (String) -> Void
  private let start: Double
  private var curve: LossCurve
  private var lastShown: Double?
  private var isDrawn = false

  /// Begins a report on work of some steps.
  ///
  /// - Parameters:
  ///   - what: the work in a word or two.
  ///   - total: the number of steps.
  ///   - first: the step at which work that goes on begins.
  ///   - images: how many pictures a step goes through; nil where it goes through none.
  ///   - style: how progress is shown.
  ///   - now: gives the time in seconds; the machine's clock.
  ///   - write: takes the text; the standard error stream.
  package init(
    _ what: String, total: Int, first: Int = 0, images: Int? = nil, style: Style,
    now: @escaping () -> Double = { ProcessInfo.processInfo.systemUptime },
    write: @escaping (String) -> Void = { writeErrors($0) }
  ) {
    self.text = ProgressText(what: what, total: total, first: first, images: images)
    self.style = style
    self.now = now
    self.write = write
    self.start = now()
    curve = LossCurve(total: total)
  }

  deinit {
    finish()
  }

  /// Reports that `step` steps are done; the last step ends the report.
  ///
  /// A loss is shown as a number and as a curve over all steps. Where steps are of different lengths, the
  /// share of the work that is done, 0 to 1, decides how long the rest will take.
  package func advance(
    to step: Int, share: Double? = nil, loss: Double? = nil, note: String = ""
  ) {
    if let loss { curve.add(loss, at: step) }
    let time = now()
    let moment = ProgressText.Moment(
      step: step, share: share, seconds: time - start, loss: loss, curve: curve.text, note: note)
    switch style {
    case .bar(let width, let terminal):
      if step >= text.total {
        finish()
      } else if lastShown.map({ time - $0 >= 0.1 }) ?? true {
        let line = text.bar(moment, width: Style.width(width, now: terminal))
        write("\r\(line)\u{1B}[K")
        lastShown = time
        isDrawn = true
      }
    case .lines:
      if time - (lastShown ?? start) >= 10 {
        write(text.line(moment) + "\n")
        lastShown = time
      }
    }
  }

  /// A length of time as people say it.
  package static func duration(_ seconds: Double) -> String {
    let whole = seconds.isFinite ? Int(min(max(seconds.rounded(), 0), 1e9)) : 0
    switch whole {
    case ..<60: return "\(whole) s"
    case ..<3600: return String(format: "%d min %02d s", whole / 60, whole % 60)
    default: return String(format: "%d h %02d min", whole / 3600, whole % 3600 / 60)
    }
  }

  /// Ends the report; also happens at the last step and when the report goes out of scope.
  package func finish() {
    if isDrawn { write("\r\u{1B}[K") }
    isDrawn = false
  }
}

/// The words and the bar of a progress report.
private struct ProgressText {
  let what: String
  let total: Int
  /// The step at which this stretch of the work began.
  var first = 0
  /// How many pictures a step goes through; nil where it goes through none.
  var images: Int?

  /// The state of the work at one moment.
  struct Moment {
    let step: Int
    let share: Double?
    let seconds: Double
    let loss: Double?
    let curve: String
    let note: String
  }

  /// One line of at most `width` characters: on a narrow terminal the bar goes before the facts.
  func bar(_ moment: Moment, width: Int) -> String {
    let facts = facts(moment).joined(separator: "  ")
    let lines = [20, 10].map { columns in
      let part = moment.share ?? Double(moment.step) / Double(max(total, 1))
      let filled = min(columns, max(0, Int(Double(columns) * part)))
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
    if let share = moment.share {
      if share > 0, moment.step > first {
        let left = moment.seconds * (1 - share) / share
        facts.append(ProgressReport.duration(left) + " left")
      }
    } else if moment.step > first, moment.seconds > 0 {
      let rate = Double(moment.step - first) / moment.seconds
      facts.append(images.map { speed(rate * Double($0)) + " images/s" } ?? pace(rate))
      facts.append(ProgressReport.duration(Double(max(0, total - moment.step)) / rate) + " left")
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
}

/// A loss as it was through the whole of a training, as small as a word.
private struct LossCurve {
  /// How many letters the finished curve has.
  static let columns = 16

  private let total: Int
  private var sums = [Double](repeating: 0, count: columns)
  private var counts = [Int](repeating: 0, count: columns)

  /// The curve of a training of `total` steps.
  init(total: Int) {
    self.total = max(total, 1)
  }

  /// Takes in the loss after a step, counted from 1; one that is not finite is left out.
  mutating func add(_ loss: Double, at step: Int) {
    guard loss.isFinite else { return }
    let column = min(max((step - 1) * Self.columns / total, 0), Self.columns - 1)
    sums[column] += loss
    counts[column] += 1
  }

  /// Blocks of different heights: the mean loss of each part of the training that has come so far,
  /// between the lowest and the highest of them.
  var text: String {
    let means = zip(sums, counts).compactMap { $1 > 0 ? $0 / Double($1) : nil }
    guard let low = means.min(), let high = means.max() else { return "" }
    let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    return String(
      means.map { mean in
        let height = high > low ? (mean - low) / (high - low) : 0
        return blocks[Int((height * Double(blocks.count - 1)).rounded())]
      })
  }
}
