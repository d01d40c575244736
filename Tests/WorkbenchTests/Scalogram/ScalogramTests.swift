import Foundation
import Plot
import Testing
import WKD
import Workbench

@Suite struct ScalogramTests {
  /// A tone of 4 Hz that is loudest at 7 s, sampled 50 times a second from 10 s on.
  private func burst(rate: Double? = 50) throws -> RecordedSignal {
    let samples = (0..<600).map { index -> Double in
      let t = Double(index) / 50
      return 3 + exp(-pow((t - 7) / 1.5, 2)) * cos(2 * .pi * 4 * t)
    }
    return try RecordedSignal(
      path: "sounds/burst.csv", samples: samples, rate: rate, start: rate == nil ? 0 : 10)
  }

  @Test(
    "frequency and moment of a burst are found by every kind of wavelet",
    arguments: ["cmor1.5-1.0", "morl", "mexh", "cgau4", "fbsp2-1.0-1.0"])
  func strongest(wavelet: String) throws {
    let scalogram = try Scalogram(
      try burst(), wavelet: try ContinuousWavelet(named: wavelet), scaleCount: 48)
    // A burst of 1.5 s leans its peak over the scales by a per cent or two.
    #expect(abs(scalogram.strongestFrequency / 4 - 1) < 0.02)
    // The envelope of a real wavelet does not swing either.
    #expect(abs(scalogram.strongestTime - 17) < 0.1)
  }

  @Test("rows go with rising frequencies, and the row of the tone is the strongest")
  func rows() throws {
    let scalogram = try Scalogram(
      try burst(), wavelet: try ContinuousWavelet(named: "cmor1.5-1.0"), scaleCount: 32)
    #expect(scalogram.rows.count == 32 && scalogram.scales.count == 32)
    #expect(scalogram.rows.allSatisfy { $0.count == 600 })
    #expect(scalogram.frequencies == scalogram.frequencies.sorted())
    #expect(scalogram.cone.count == 32 && scalogram.cone == scalogram.cone.sorted(by: >))
    let tops = scalogram.rows.map { $0.max() ?? 0 }
    let best = try #require(tops.indices.max { tops[$0] < tops[$1] })
    #expect(abs(scalogram.frequencies[best] / 4 - 1) < 0.1)
    let twice = try RecordedSignal(
      path: "twice", samples: try scalogram.signal.samples(in: 0..<600).map { 2 * $0 }, rate: 50,
      start: 10)
    let doubled = try Scalogram(twice, wavelet: scalogram.wavelet, scaleCount: 32)
    #expect(abs((doubled.rows[best].max() ?? 0) / tops[best] - 2) < 1e-9)
  }

  @Test("without a rate, time is counted in samples and frequency in cycles per sample")
  func unitless() throws {
    let scalogram = try Scalogram(
      try burst(rate: nil), wavelet: try ContinuousWavelet(named: "morl"), scaleCount: 32)
    #expect(abs(scalogram.strongestFrequency / 0.08 - 1) < 0.02)
    #expect(abs(scalogram.strongestTime - 350) < 10)
    let summary = ScalogramSummary(scalogram, file: "burst.csv", output: "out.png")
    #expect(summary.rate == nil && summary.samples == 600)
    #expect(summary.lowestFrequency == scalogram.frequencies.first)
    #expect(summary.highestFrequency == scalogram.frequencies.last)
    #expect(summary.text.contains("cycles per sample") && summary.text.hasSuffix("out.png"))
  }

  @Test(
    "times are told to a sample, slow frequencies by their period, and a trend by a way out of it")
  func words() throws {
    let days = try RecordedSignal(
      path: "days", samples: (0..<730).map { sin(2 * .pi * Double($0) / 7) }, rate: 1 / 86_400.0,
      start: 1_700_000_000)
    let wavelet = try ContinuousWavelet(named: "morl")
    let scalogram = try Scalogram(days, wavelet: wavelet, scaleCount: 32)
    let text = ScalogramSummary(scalogram, file: "a", output: "b").text
    let period = try #require(text.firstMatch(of: #/a period of ([\d.]+) days/#)).1
    #expect(abs(try #require(Double(period)) - 7) < 0.01, "\(text)")
    let clock = try RecordedSignal(
      path: "clock", samples: (0..<500).map { sin(0.3 * Double($0)) }, rate: 100,
      start: 1_700_000_000)
    let seen = try Scalogram(clock, wavelet: wavelet, scaleCount: 32)
    let words = ScalogramSummary(seen, file: "a", output: "b").text
    #expect(words.contains(#/at second 170000000\d\.\d\d /#), "\(words)")
    let trend = try RecordedSignal(
      path: "trend", samples: (0..<500).map { sin(0.3 * Double($0)) + Double($0) }, rate: 100)
    for (kind, isSaid) in [(ScalogramSettings.Trend.mean, true), (.linear, false)] {
      let found = try Scalogram(
        trend, wavelet: wavelet, settings: ScalogramSettings(rows: 32, trend: kind))
      let text = ScalogramSummary(found, file: "a", output: "b").text
      #expect(text.contains("linear fit") == isSaid, "\(text)")
      #expect((abs(found.peak.frequency / (30 / (2 * .pi)) - 1) < 0.02) == !isSaid)
    }
  }

  @Test("the figure shows signal and scalogram over one axis of time, also of a long signal")
  func figure() throws {
    let long = try RecordedSignal(
      path: "long", samples: (0..<5_000).map { sin(0.3 * Double($0)) }, rate: 1_000)
    for signal in [try burst(), long] {
      let scalogram = try Scalogram(
        signal, wavelet: try ContinuousWavelet(named: "mexh"), scaleCount: 16)
      #expect(scalogram.rows[0].count <= 1_200)
      #expect(scalogram.figure.panels.count == 1)
      #expect(try scalogram.figure.pngData().starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }
  }

  @Test("a signal that is too short or constant is refused")
  func refused() throws {
    let wavelet = try ContinuousWavelet(named: "cmor1.5-1.0")
    let short = try RecordedSignal(path: "a", samples: [1, 2, 3], rate: nil)
    let error = #expect(throws: SignalError.self) { try Scalogram(short, wavelet: wavelet) }
    guard case .tooShort("a", found: 3, let wanted) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let enough = (0..<wanted).map { cos(Double($0)) }
    _ = try Scalogram(
      try RecordedSignal(path: "a", samples: enough, rate: nil), wavelet: wavelet, scaleCount: 8)
    let flat = try RecordedSignal(path: "b", samples: [Double](repeating: 4, count: 999), rate: 1)
    #expect(throws: SignalError.constant("b")) { try Scalogram(flat, wavelet: wavelet) }
    // Equal numbers that were computed differ in their last bits; a tone of a billionth stands out of a thousand.
    let sums = (0..<999).map { index -> Double in
      let part = 7.7 * Double(index % 3)
      return 3 + part - part
    }
    #expect(Set(sums).count > 1)
    let rounded = try RecordedSignal(path: "c", samples: sums, rate: 1)
    #expect(throws: SignalError.constant("c")) { try Scalogram(rounded, wavelet: wavelet) }
    let small = try RecordedSignal(
      path: "d", samples: (0..<999).map { 1000 + 1e-9 * sin(0.2 * .pi * Double($0)) }, rate: 1)
    #expect(abs(try Scalogram(small, wavelet: wavelet).peak.frequency / 0.1 - 1) < 0.01)
  }
}
