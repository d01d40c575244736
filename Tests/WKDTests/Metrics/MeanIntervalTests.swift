import Testing
import Torch
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
    // Six digits are given.
    #expect(abs(interval.halfWidth / interval.standardError - quantile) < 1e-6)
  }

  @Test("pairing takes out what both methods share")
  func paired() {
    let shared = [0.0, 50, -30, 10]
    let first = shared.map { $0 + 2 }
    let second = zip(shared, [0.1, -0.1, 0.1, -0.1]).map { $0 + $1 }
    #expect(MeanInterval(of: first, minus: second).isAboveZero)
    #expect(MeanInterval(of: second, minus: first).isBelowZero)
    #expect(!MeanInterval(first).isAboveZero)
  }

  @Test("without pairs the interval is Welch's, as SciPy has it")
  func unpaired() {
    // scipy.stats.ttest_ind(a, b, equal_var=False).confidence_interval(): df 4.034.
    let (a, b) = ([2.0, 3, 2.5, 3.1], [5.0, 7.5, 6.2, 7.5])
    let interval = MeanInterval(ofUnpaired: a, minus: b)
    #expect(abs(interval.mean - -3.9) < 1e-12)
    #expect(abs(interval.halfWidth - 1.80397341) < 1e-6)
    #expect(interval.verdict == .lower)
    #expect(MeanInterval(ofUnpaired: b, minus: a).verdict == .higher)
    // With equal counts and variances the degrees of freedom add up.
    let same = MeanInterval(ofUnpaired: [1, 2, 3], minus: [4, 5, 6])
    #expect(abs(same.halfWidth - 2.776445 * (2.0 / 3).squareRoot()) < 1e-6)
    #expect(MeanInterval(ofUnpaired: [1], minus: [1, 2]).verdict == .undecided)
    #expect(MeanInterval(ofUnpaired: [1, 1], minus: [2, 2]).verdict == .lower)
  }

  @Test(
    "degrees of freedom between whole numbers have their own quantiles",
    arguments: [
      ([1, 2], [5, 5.1], 6.0964421),
      ([1, 2, 4], [5, 5.1], 3.7775441),
      ([1, 2, 4, 4.5, 3], [5, 9, 7, 6.1, 5.2, 8.8, 7.1], 1.9770065),
      (
        [0, 0.1, 0.4, 0.9, 1.6, 2.5, 3.6, 4.9, 6.4, 8.1, 10, 12.1],
        [3, 3.2, 3.4, 3.6, 3.8, 4, 4.2, 4.4, 4.6], 2.6316063
      ),
    ] as [([Double], [Double], Double)])
  func fractions(unpaired: [Double], other: [Double], halfWidth: Double) {
    let interval = MeanInterval(ofUnpaired: unpaired, minus: other)
    #expect(abs(interval.halfWidth - halfWidth) < 1e-5 * halfWidth)
  }

  @Test(
    "a verdict needs the whole interval on one side of zero, which two standard errors do not give")
  func verdict() {
    // Three pairs: the mean is 2.6 standard errors from zero, and the interval reaches 4.3 of them.
    let close = MeanInterval(of: [1, 2, 2.1], minus: [0, 1.6, 0.2])
    #expect(close.mean > 2 * close.standardError)
    #expect(close.verdict == .undecided)
    #expect(MeanInterval([1, 1.1, 0.9]).verdict == .higher)
    #expect(MeanInterval([-1, -1.1, -0.9]).verdict == .lower)
    #expect(MeanInterval([7]).verdict == .undecided)
    // All differences equal: no spread, and a difference at once.
    #expect(MeanInterval([0.5, 0.5]).verdict == .higher)
    #expect(MeanInterval([0, 0]).verdict == .undecided)
  }

  @Test("the p-value and the interval decide alike, and no spread decides at once")
  func probability() {
    var generator = SeededGenerator(seed: 8)
    for count in 2..<40 {
      let interval = MeanInterval((0..<count).map { _ in generator.nextNormal() + 0.3 })
      #expect((interval.probability < 0.05) == (interval.verdict != .undecided), "\(count)")
    }
    #expect(MeanInterval([0.5, 0.5]).probability == 0)
    #expect(MeanInterval([0, 0]).probability == 1)
    #expect(MeanInterval([7]).probability == 1)
    #expect(MeanInterval([1, .nan]).probability == 1)
    #expect(MeanInterval([1, .infinity]).probability == 1)
    #expect(MeanInterval(ofUnpaired: [1], minus: [1, 2]).probability == 1)
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
