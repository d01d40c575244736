import Testing
import WKD

@Suite struct MeanIntervalTests {
  @Test("mean, deviation and interval of 2, 4, 9 by hand")
  func byHand() {
    let interval = MeanInterval([2, 4, 9])
    #expect(interval.mean == 5)
    // (9 + 1 + 16) / 2 = 13
    #expect(abs(interval.deviation - 13.0.squareRoot()) < 1e-12)
    #expect(abs(interval.standardError - (13.0 / 3).squareRoot()) < 1e-12)
    #expect(abs(interval.halfWidth - 4.302653 * (13.0 / 3).squareRoot()) < 1e-6)
    #expect(!interval.isAboveZero && !interval.isBelowZero)
  }

  @Test(
    "the interval is as wide as SciPy's t.ppf(0.975, n - 1) says",
    arguments: [
      (2, 12.706205), (3, 4.302653), (11, 2.228139), (12, 2.200985), (16, 2.131450),
      (31, 2.042272), (61, 2.000298),
    ])
  func quantile(count: Int, quantile: Double) {
    let interval = MeanInterval((0..<count).map { Double($0 * $0 % 7) })
    // Six digits of the table; the formula is off by less than 1e-5 from 11 degrees on.
    #expect(abs(interval.halfWidth / interval.standardError - quantile) < 1e-5)
  }

  @Test("pairing takes out what both methods share")
  func paired() {
    let luck = [0.0, 50, -30, 10]
    let first = luck.map { $0 + 2 }
    let second = zip(luck, [0.1, -0.1, 0.1, -0.1]).map { $0 + $1 }
    #expect(MeanInterval(of: first, minus: second).isAboveZero)
    #expect(MeanInterval(of: second, minus: first).isBelowZero)
    #expect(!MeanInterval(first).isAboveZero)
  }

  @Test("one measurement says nothing about its error")
  func single() {
    let interval = MeanInterval([3])
    #expect(interval.halfWidth == .infinity)
    #expect(!interval.isAboveZero)
  }

  @Test("unequal counts and no measurement stop the program")
  func misuse() async {
    await #expect(processExitsWith: .failure) { _ = MeanInterval([]) }
    await #expect(processExitsWith: .failure) { _ = MeanInterval(of: [1], minus: [1, 2]) }
  }
}
