import Foundation
import Testing

import Workbench

@Suite struct SignalTimesTests {
  private func rate(_ times: [Double]) -> Double? { try? SignalTimes(times: times).rate().get() }

  /// Times of steps that grow evenly from 1 to a last one.
  private func growing(to last: Double, count: Int = 500) -> [Double] {
    var time = 0.0
    return (0..<count).map { index in
      defer { time += 0.01 * (1 + (last - 1) * Double(index) / Double(count - 1)) }
      return time
    }
  }

  @Test("rounded times are even, lost and repeated samples are not")
  func rounding() throws {
    let rounded = (0..<200).map { (Double($0) / 30 * 100).rounded() / 100 }
    // The last of 200 times is rounded by 0.005 in 6.6.
    #expect(abs(try #require(rate(rounded)) - 30) < 0.05)
    #expect(rate([0.03, 0.07, 0.10]) != nil)
    for times in [[0, 1, 2, 4, 5, 6.0], [0, 1, 1, 2], [3, 2, 1], [0, 0, 0], [0, .infinity]] {
      #expect(rate(times) == nil, "\(times)")
    }
    for lost in [1, 250, 498] {
      let times = (0..<500).filter { $0 != lost }.map { Double($0) / 100 }
      #expect(rate(times) == nil, "\(lost)")
    }
  }

  @Test("a rate that changes is refused, though no step is far from the others")
  func drift() {
    let two = (0..<500).map { Double($0) / 100 } + (0..<500).map { 5 + Double($0) / 140 }
    #expect(rate(two) == nil)
    for last in [1.9, 1.5, 1.1, 1.02] { #expect(rate(growing(to: last)) == nil, "\(last)") }
    // Half a step at the middle of 500 is a change by 0.8 %, which moves a frequency by no more.
    #expect(rate(growing(to: 1.005)) != nil)
    // Clocks that jitter by a tenth of a step are even.
    #expect(rate((0..<500).map { Double($0) + 0.1 * sin(17 * Double($0)) }) != nil)
  }

  @Test("times that repeat or go back are told from uneven ones, since no resampling helps there")
  func disorder() throws {
    for (times, isDisorder) in [
      ([0, 1, 1, 2.0], true), ([0, 1, 0.5, 2], true), ([0, 1, 2, 4, 5, 6], false),
    ] {
      guard case .failure(let found) = SignalTimes(times: times).rate() else {
        Issue.record("\(times) are even")
        continue
      }
      #expect(found.unevenness.isDisorder == isDisorder)
      switch SignalTimes(times: times).resampled(times, rate: nil) {
      case .failure(let found): #expect(isDisorder && found.unevenness.isDisorder)
      case .success: #expect(!isDisorder)
      }
    }
  }

  @Test("the spline has scipy's numbers")
  func spline() {
    // scipy.interpolate.CubicSpline(x, y, bc_type="natural") at the places below; scipy 1.17.
    let spline = CubicSpline([0, 1, 2.5, 3, 5], [1, -1, 2, 0.5, 3])
    let places = [0.25, 1.75, 2.9, 4.2]
    let wanted: [Double] = [
      0.17940848214285715, 0.9429687500000001, 0.816028571428572, 0.6032000000000006,
    ]
    for (place, value) in zip(places, wanted) { #expect(abs(spline(place) - value) < 1e-12) }
  }

  @Test("resampling finds the tone of uneven times, and fills gaps")
  func resampling() throws {
    let times = growing(to: 1.9, count: 600)
    var values = times.map { sin(2 * .pi * 5 * $0) }
    values[100] = .nan
    values[101] = .nan
    let found = try SignalTimes(times: times).resampled(values, rate: nil).get()
    #expect(found.gaps == 0)
    for (index, sample) in found.samples.enumerated() {
      #expect(abs(sample - sin(2 * .pi * 5 * Double(index) / found.rate)) < 0.02)
    }
    #expect(try SignalTimes(times: times).resampled(values, rate: 50).get().rate == 50)
    // A long gap is crossed straight, where a spline would swing.
    for index in 200..<260 { values[index] = .nan }
    let gap = try SignalTimes(times: times).resampled(values, rate: nil).get()
    #expect(gap.gaps == 1 && gap.samples.allSatisfy { abs($0) < 1.1 })
    #expect(
      (try? SignalTimes(times: [0, 1, 1, 2]).resampled([1, 2, 3, 4], rate: nil).get()) == nil)
  }
}
