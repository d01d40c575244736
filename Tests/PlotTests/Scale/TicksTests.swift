import Plot
import Testing

@Suite("Ticks")
struct TicksTests {
  @Test("steps are 1, 2 or 5 times a power of ten, and never more than asked for")
  func niceSteps() throws {
    let ranges = [0...1, -3.7...12.9, 1e-9...7e-9, -5e12...1e13, 0.1...0.35, 99.95...100.05]
    for range in ranges {
      for count in 2...10 {
        let values = Ticks.linear(over: range, count: count).values
        #expect(values.count <= count + 1)
        for (low, high) in zip(values, values.dropFirst()) {
          // Nine digits: a step is the difference of two rounded numbers.
          let digits = scientificDigits(of: high - low, after: max(abs(low), abs(high)))
          #expect([1, 2, 5, 10].contains(digits), "\(range) in \(count): \(low) to \(high)")
        }
        #expect(values.allSatisfy { range.contains($0) || abs($0) < 1e-12 })
      }
    }
  }

  @Test("the ticks of 0...1 in five steps are exactly the tenths that one would write")
  func tenths() {
    let ticks = Ticks.linear(over: 0...1, count: 5)
    #expect(ticks.values == [0, 0.2, 0.4, 0.6, 0.8, 1])
    #expect(ticks.labels == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
  }

  @Test("negative numbers carry the minus sign U+2212 and zero carries none")
  func minusSign() {
    #expect(Ticks.linear(over: -2...2, count: 4).labels == ["−2", "−1", "0", "1", "2"])
  }

  @Test("tiny and huge numbers share one power of ten in superscript")
  func scientific() {
    #expect(
      Ticks.linear(over: 0...3e-7, count: 3).labels == ["0", "1×10⁻⁷", "2×10⁻⁷", "3×10⁻⁷"])
    #expect(
      Ticks.linear(over: 1e20...2e20, count: 2).labels == ["1.0×10²⁰", "1.5×10²⁰", "2.0×10²⁰"])
  }

  @Test("a small range far from zero keeps the digits that tell its ticks apart")
  func largeOffset() {
    let labels = Ticks.linear(over: 1_000_000...1_000_000.4, count: 4).labels
    #expect(labels.count == 5)
    #expect(Set(labels).count == labels.count)
  }

  @Test("a long logarithmic axis shows powers of ten as superscripts")
  func decades() {
    let ticks = Ticks.log10(over: 0.001...100, count: 8)
    #expect(ticks.values == [0.001, 0.01, 0.1, 1, 10, 100])
    #expect(ticks.labels == ["10⁻³", "10⁻²", "10⁻¹", "10⁰", "10¹", "10²"])
    #expect(ticks.minorValues.contains(0.5))
  }

  @Test("a very long logarithmic axis leaves powers out evenly")
  func manyDecades() {
    let values = Ticks.log10(over: 1e-20...1e20, count: 6).values
    #expect((3...7).contains(values.count))
    let ratios = zip(values, values.dropFirst()).map { ($1 / $0).exponent }
    #expect(Set(ratios).count == 1)
  }

  @Test("a short logarithmic axis shows 1, 2 and 5 times powers of ten")
  func shortLog() {
    #expect(Ticks.log10(over: 1.5...60, count: 8).labels == ["2", "5", "10", "20", "50"])
  }

  @Test("a logarithmic axis within one power of ten falls back to even steps")
  func tinyLog() {
    #expect(Ticks.log10(over: 1.1...1.4, count: 3).labels == ["1.1", "1.2", "1.3", "1.4"])
  }

  /// The leading digit of a difference, once the rounding of its terms is removed.
  private func scientificDigits(of step: Double, after size: Double) -> Int {
    var value = step
    while value < 0.999 { value *= 10 }
    while value >= 9.99 { value /= 10 }
    let slack = max(size / step * 1e-15, 1e-9)
    return abs(value - value.rounded()) < slack ? Int(value.rounded()) : -1
  }
}
