public import Foundation

/// A report on long work, for the reader's eyes only.
///
/// As a bar it redraws one line and erases it at the end. As lines it says something every ten
/// seconds, and nothing at all for shorter work.
public final class Progress {
  /// How progress is shown.
  public enum Style: String, Codable, Sendable {
    /// One line that is drawn again and again; needs a terminal.
    case bar
    /// A new line now and then.
    case lines
  }

  private let text: ProgressText
  private let style: Style
  private let now: () -> Double
  private let write: (String) -> Void
  private let start: Double
  private var lastShown: Double?
  private var isDrawn = false

  /// Begins a report on work of `total` steps.
  ///
  /// Work that goes on begins at step `first`. `now` gives the time in seconds and `write` takes the text; the defaults are the machine's
  /// clock and the standard error stream.
  public init(
    _ what: String, total: Int, first: Int = 0, style: Style,
    now: @escaping () -> Double = { ProcessInfo.processInfo.systemUptime },
    write: @escaping (String) -> Void = { FileHandle.standardError.write(Data($0.utf8)) }
  ) {
    self.text = ProgressText(what: what, total: total, first: first)
    self.style = style
    self.now = now
    self.write = write
    self.start = now()
  }

  deinit {
    finish()
  }

  /// Reports that `step` steps are done; the last step ends the report.
  public func advance(to step: Int, note: String = "") {
    let time = now()
    let elapsed = time - start
    switch style {
    case .bar:
      if step >= text.total {
        finish()
      } else if lastShown.map({ time - $0 >= 0.1 }) ?? true {
        write("\r\(text.bar(step: step, seconds: elapsed, note: note))\u{1B}[K")
        lastShown = time
        isDrawn = true
      }
    case .lines:
      if time - (lastShown ?? start) >= 10 {
        write(text.line(step: step, seconds: elapsed, note: note) + "\n")
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
