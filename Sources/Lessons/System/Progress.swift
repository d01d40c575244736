public import Foundation

/// A report on long work, for the reader's eyes only.
///
/// As a bar it redraws one line and erases it at the end. As lines it says something every ten
/// seconds, and nothing at all for shorter work.
public final class Progress {
  /// How progress is shown.
  public enum Style: Codable, Equatable, Sendable {
    /// One line of at most that many columns, drawn again and again; needs a terminal.
    case bar(width: Int)
    /// A new line now and then.
    case lines

    /// What suits the standard error stream; a bar leaves the last column of a terminal free.
    static var suited: Style {
      let terminal = Terminal(descriptor: STDERR_FILENO)
      return terminal.isInteractive ? .bar(width: min(terminal.width, 120) - 1) : .lines
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

  /// Begins a report on work of `total` steps, each of which goes through some `images`.
  ///
  /// Work that goes on begins at step `first`. `now` gives the time in seconds and `write` takes the
  /// text; the defaults are the machine's clock and the standard error stream.
  public init(
    _ what: String, total: Int, first: Int = 0, images: Int? = nil, style: Style,
    now: @escaping () -> Double = { ProcessInfo.processInfo.systemUptime },
    write: @escaping (String) -> Void = { FileHandle.standardError.write(Data($0.utf8)) }
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
  /// A loss is shown as a number and as a curve over all steps.
  public func advance(to step: Int, loss: Double? = nil, note: String = "") {
    if let loss { curve.add(loss, at: step) }
    let time = now()
    let moment = ProgressText.Moment(
      step: step, seconds: time - start, loss: loss, curve: curve.text, note: note)
    switch style {
    case .bar(let width):
      if step >= text.total {
        finish()
      } else if lastShown.map({ time - $0 >= 0.1 }) ?? true {
        write("\r\(text.bar(moment, width: width))\u{1B}[K")
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

  /// Ends the report; also happens at the last step and when the report goes out of scope.
  public func finish() {
    if isDrawn { write("\r\u{1B}[K") }
    isDrawn = false
  }
}
