import Foundation
import Testing
import Torch
import WKD

/// Student's t, its tests and Holm's correction against scipy and statsmodels
/// (`scripts/make-statistics-golden.py`), and the share of wrong tables that they leave.
@Suite struct JointVerdictsTests {
  private struct Statistics: Decodable {
    struct Test: Decodable {
      let first: [Double]
      let second: [Double]
      let p: Double
      let low: Double
      let high: Double
    }
    struct Family: Decodable {
      let p: [Double]
      let adjusted: [Double]
    }
    let tails: [[Double]]
    let quantiles: [[Double]]
    let paired: [Test]
    let welch: [Test]
    let holm: [Family]
  }

  private let golden: Statistics

  init() throws {
    golden = try JSONDecoder().decode(
      Statistics.self, from: Data(contentsOf: try Golden.url("statistics.json")))
  }

  // Both sides lose digits to the logarithm of the gamma function, most at 123456.7 degrees of freedom.
  private static let relative = 2e-9

  @Test("the tails of Student's t are scipy's, from the middle to a probability of 1e-300")
  func tails() {
    #expect(golden.tails.count > 200)
    for row in golden.tails {
      let found = StudentDistribution(freedom: row[0]).tails(row[1])
      #expect(abs(found - row[2]) <= Self.relative * row[2], "\(row) \(found)")
      #expect(StudentDistribution(freedom: row[0]).tails(-row[1]) == found)
    }
    #expect(StudentDistribution(freedom: 3).tails(.nan) == 1)
    #expect(StudentDistribution(freedom: 3).tails(.infinity) == 0)
  }

  @Test("the quantiles of Student's t are scipy's")
  func quantiles() {
    for row in golden.quantiles {
      let found = StudentDistribution(freedom: row[0]).distance(exceededWith: 0.05)
      #expect(abs(found / row[1] - 1) < Self.relative, "\(row) \(found)")
    }
  }

  @Test("differences with pairs and without have scipy's p-values and intervals")
  func differences() {
    for (cases, make) in [
      (golden.paired, MeanInterval.init(of:minus:)),
      (golden.welch, MeanInterval.init(ofUnpaired:minus:)),
    ] {
      for test in cases {
        let interval = make(test.first, test.second)
        #expect(abs(interval.probability / test.p - 1) < Self.relative, "\(test)")
        let scale = abs(test.high - test.low)
        #expect(abs(interval.mean - interval.halfWidth - test.low) < Self.relative * scale)
        #expect(abs(interval.mean + interval.halfWidth - test.high) < Self.relative * scale)
      }
    }
  }

  @Test("Holm's correction is that of statsmodels, and of a calculation by hand")
  func holm() {
    for family in golden.holm {
      for (found, wanted) in zip(JointVerdicts.holm(family.p), family.adjusted) {
        #expect(abs(found - wanted) < 1e-15, "\(family.p)")
      }
    }
    // 0.01 times 3, 0.03 times 2, and 0.04 not below them.
    let byHand = JointVerdicts.holm([0.01, 0.04, 0.03])
    for (found, wanted) in zip(byHand, [0.03, 0.06, 0.06]) { #expect(abs(found - wanted) < 1e-15) }
    #expect(JointVerdicts.holm([]) == [])
  }

  @Test("one difference alone is decided by its interval, and many need more")
  func verdicts() {
    let clear = MeanInterval([1, 1.1, 0.9])  // p 0.003
    let close = MeanInterval([1, 1.6, 0.7])  // p 0.05 to both sides of three values
    let single = MeanInterval([5])
    let alone = JointVerdicts([clear])
    #expect(alone.verdicts == [.higher] && alone.probabilities == [clear.probability])
    let many = JointVerdicts([clear] + Array(repeating: close, count: 21) + [single])
    #expect(many.verdicts.allSatisfy { $0 == .undecided })
    #expect(abs(many.probabilities[0] - 22 * clear.probability) < 1e-12)
    #expect(many.probabilities[22] == 1)
    // What cannot be tested does not make the others harder to decide.
    let joint = JointVerdicts([single, MeanInterval([1, .nan]), clear, single])
    #expect(joint.probabilities == [1, 1, clear.probability, 1])
    #expect(joint.verdicts == [.undecided, .undecided, .higher, .undecided])
    #expect(JointVerdicts([MeanInterval([-1, -1.1, -0.9])]).verdicts == [.lower])
    #expect(JointVerdicts([]).verdicts == [])
  }

  @Test(
    "of tables that compare equals, about one in twenty has any verdict; without Holm most have",
    arguments: [true, false])
  func equals(isPaired: Bool) {
    // As a sweep makes them: two networks against the first, eleven metrics, five seeds. Metrics of one
    // network go together, as those of real runs do.
    var generator = SeededGenerator(seed: isPaired ? 21 : 22)
    let tables = 2_000
    var (wrong, wrongAlone) = (0, 0)
    for _ in 0..<tables {
      let networks = (0..<3).map { _ in
        (0..<5).map { _ in
          let shared = generator.nextNormal()
          return (0..<11).map { _ in shared + generator.nextNormal() }
        }
      }
      let differences = (1...2).flatMap { network in
        (0..<11).map { metric in
          let (own, first) = (networks[network].map { $0[metric] }, networks[0].map { $0[metric] })
          return isPaired
            ? MeanInterval(of: own, minus: first) : MeanInterval(ofUnpaired: own, minus: first)
        }
      }
      if JointVerdicts(differences).verdicts.contains(where: { $0 != .undecided }) { wrong += 1 }
      if differences.contains(where: { $0.verdict != .undecided }) { wrongAlone += 1 }
    }
    // 5 % of 2,000 tables are 100, give or take 10; 130 are three standard deviations more.
    #expect(wrong <= 130, "\(wrong) of \(tables)")
    // The rule must be able to fail: deciding each difference alone does.
    #expect(wrongAlone > 600, "\(wrongAlone) of \(tables)")
  }

  @Test("of tables with independent differences, the share with any verdict is 5 % itself")
  func independent() {
    var generator = SeededGenerator(seed: 23)
    let tables = 2_000
    let wrong = (0..<tables).count { _ in
      let differences = (0..<22).map { _ in
        MeanInterval((0..<4).map { _ in generator.nextNormal() })
      }
      return JointVerdicts(differences).verdicts.contains { $0 != .undecided }
    }
    // 98 are expected (1 - (1 - 0.05 / 22)^22 of all), and the deviation is 10.
    #expect((68...128).contains(wrong), "\(wrong) of \(tables)")
  }
}
