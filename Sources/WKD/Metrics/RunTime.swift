/// How long something takes.
public struct RunTime: Codable, Sendable {
  /// Seconds of the middle run.
  public let median: Double
  /// Seconds between the first and the third quarter of the runs.
  public let spread: Double

  /// Runs `body` some times without looking, then times it.
  ///
  /// - Precondition: `repeats` is at least 1.
  public init(warmUp: Int = 2, repeats: Int = 9, _ body: () -> Void) {
    for _ in 0..<warmUp { body() }
    let clock = ContinuousClock()
    let seconds = (0..<repeats).map { _ in clock.measure(body) / .seconds(1) }.sorted()
    median = seconds[repeats / 2]
    spread = seconds[3 * repeats / 4] - seconds[repeats / 4]
  }
}
