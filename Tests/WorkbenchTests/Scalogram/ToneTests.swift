import Foundation
import Plot
import Testing
import Torch
import WKD

import Workbench

/// Tones of one frequency, which every wavelet must tell.
@Suite struct ToneTests {
  static let names = [
    "mexh", "gaus1", "gaus2", "gaus8", "cgau1", "cgau8", "morl", "cmor1.5-1.0", "cmor1.0-0.5",
    "cmor1.5-0.1", "cmor0.5-0.3", "cmor10-1.0", "shan1.5-1.0", "shan0.5-2.0", "fbsp2-1.5-1.0",
    "fbsp1-1.5-1.0",
  ]

  private func tone(_ frequency: Double, count: Int = 1000, phase: Double = 0.4) throws
    -> RecordedSignal
  {
    let samples = (0..<count).map { sin(2 * .pi * frequency * Double($0) + phase) }
    return try RecordedSignal(path: "tone", samples: samples, rate: 1000)
  }

  // From two and a half periods in the signal to just below 0.45 of the rate.
  @Test(
    "tones within the range are told to 2 %, tones outside are said to lie there", arguments: names)
  func tones(name: String) throws {
    let wavelet = try ContinuousWavelet(named: name)
    for frequency in [0.0015, 0.003, 0.0083, 0.02, 0.0873, 0.25, 0.35, 0.43, 0.48] {
      let scalogram = try Scalogram(
        try tone(frequency, count: 800, phase: 100 * frequency), wavelet: wavelet, scaleCount: 40)
      let peak = scalogram.peak
      let isTold = abs(peak.frequency / (1000 * frequency) - 1) < 0.02
      let lowest = scalogram.frequencies[0] / 1000
      if frequency > lowest * 1.02, frequency < 0.445 {
        #expect(isTold && peak.place == .inside, "\(frequency): \(peak)")
      } else {
        let isSaid =
          frequency < 0.1
          ? peak.place == .atLowest || scalogram.shareBelow > 0.5
          : peak.place == .atHighest || scalogram.shareAbove > 0.5
        #expect(isTold || isSaid, "\(frequency): \(peak)")
      }
    }
  }

  @Test("a tone shows its own height at its own frequency with every wavelet", arguments: names)
  func height(name: String) throws {
    let signal = try RecordedSignal(
      path: "tone", samples: (0..<4000).map { 3 * sin(2 * .pi * 0.1 * Double($0)) }, rate: nil)
    let scalogram = try Scalogram(
      signal, wavelet: try ContinuousWavelet(named: name),
      settings: ScalogramSettings(rows: 3, lowest: 0.1 / 1.2, highest: 0.1 * 1.2))
    let middle = scalogram.rows[1][500..<700]
    // Wavelets that answer far down hear the ends, which lie far off, to a per cent.
    #expect(abs((middle.max() ?? 0) / 3 - 1) < 0.02, "\(middle.max() ?? 0)")
  }

  @Test("a tone shines nowhere above itself: nothing is mirrored at half the rate")
  func mirror() throws {
    let scalogram = try Scalogram(try tone(0.25), wavelet: .mexicanHat)
    let rows = scalogram.rows.map { $0[300..<700].max() ?? 0 }
    let top = rows.max() ?? 0
    for (frequency, height) in zip(scalogram.frequencies, rows) {
      // The formula: w^2 exp(-w^2 / 2) with w = sqrt(2) times the ratio of frequencies.
      let ratio = 250 / frequency
      let wanted = ratio * ratio * exp(1 - ratio * ratio)
      #expect(abs(height / top - wanted) < 0.03, "\(frequency)")
    }
  }

  @Test("a flat spectrum is said to be flat, with the rows that answer alike")
  func flat() throws {
    for name in ["shan1.5-1.0", "fbsp1-1.5-1.0"] {
      let scalogram = try Scalogram(
        try tone(0.02, count: 2000), wavelet: try ContinuousWavelet(named: name))
      let band = try #require(scalogram.peak.band)
      #expect(abs(band.lowerBound / (20 / 1.75) - 1) < 0.02)
      #expect(abs(band.upperBound / (20 / 0.25) - 1) < 0.02)
      #expect(abs(scalogram.peak.frequency / 20 - 1) < 0.02)
      let text = ScalogramSummary(scalogram, file: "f", output: "o").text
      #expect(text.contains("about 20") && text.contains("has no peak"))
    }
    #expect(try Scalogram(try tone(0.02), wavelet: .morlet).peak.band == nil)
  }

  @Test("a narrow wavelet's tone never falls between two rows")
  func narrow() throws {
    let wavelet = try ContinuousWavelet(named: "cmor200-1.0")
    for frequency in [0.0873, 0.0911, 0.123] {
      let scalogram = try Scalogram(
        try tone(frequency, count: 3000), wavelet: wavelet,
        settings: ScalogramSettings(rows: 12))
      #expect(abs(scalogram.peak.frequency / (1000 * frequency) - 1) < 0.005)
      let top = scalogram.rows.map { $0.max() ?? 0 }.max() ?? 0
      #expect(top > 0.8)
    }
  }

  @Test("numbers as small as 1e-200 and as large as 1e200 are told like others")
  func sizes() throws {
    for size in [1e-200, 1e-12, 1, 1e100, 1e200] {
      let signal = try RecordedSignal(
        path: "tone", samples: (0..<1000).map { size * sin(0.2 * .pi * Double($0)) }, rate: 100)
      let scalogram = try Scalogram(signal, wavelet: .morlet, scaleCount: 48)
      #expect(abs(scalogram.peak.frequency / 10 - 1) < 0.01, "\(size)")
      #expect(abs((scalogram.rows.flatMap(\.self).max() ?? 0) / size - 1) < 0.15)
      #expect(try scalogram.figure.pngData().count > 1000)
    }
  }

  @Test(
    "a chirp stays within its band at every moment",
    arguments: ["mexh", "gaus1", "morl", "cmor1.5-1.0"])
  func chirp(name: String) throws {
    let rate = 48_000.0
    let samples = (0..<12_000).map { index -> Double in
      let t = Double(index) / rate
      return sin(2 * .pi * (7000 * t + 20_000 * t * t))
    }
    let scalogram = try Scalogram(
      try RecordedSignal(path: "chirp", samples: samples, rate: rate),
      wavelet: try ContinuousWavelet(named: name))
    #expect((7000...17_000).contains(scalogram.peak.frequency))
    let columns = scalogram.rows[0].count
    for column in stride(from: 30, to: columns - 30, by: 60) {
      let heights = scalogram.rows.map { row in row[column - 5...column + 5].max() ?? 0 }
      let best = heights.indices.max { heights[$0] < heights[$1] } ?? 0
      let wanted = 7000 + 10_000 * (Double(column) + 0.5) / Double(columns)
      // Rows lie nine per cent apart.
      #expect(abs(scalogram.frequencies[best] / wanted - 1) < 0.12, "\(column)")
    }
  }

  @Test(
    "columns of a real wavelet hold equal lengths of time, so that no beat darkens some of them")
  func stripes() throws {
    // 1,500 samples in 1,200 columns: one sample and two stood side by side.
    let scalogram = try Scalogram(
      try tone(0.31, count: 1500), wavelet: .morlet,
      settings: ScalogramSettings(rows: 8, lowest: 280, highest: 340))
    let row = scalogram.rows[3][300..<900]
    // In 1.25 samples a tone of 0.31 turns by 0.39 of a period, so that nearly a top lies in each.
    #expect((row.min() ?? 0) / (row.max() ?? 1) > 0.5)
  }

  @Test("blocks give the numbers of one piece", arguments: ["cmor1.5-1.0", "mexh", "cgau2"])
  func blocks(name: String) throws {
    var generator = SeededGenerator(seed: 8)
    let noise = Tensor.normal([60_000], type: .float64, using: &generator).values
    let signal = try RecordedSignal(
      path: "noise", samples: noise.enumerated().map { $1 + 3 * sin(0.3 * Double($0)) + 1e4 },
      rate: 1000)
    let wavelet = try ContinuousWavelet(named: name)
    for ends in [BoundaryMode.zero, .symmetric, .periodic] {
      let settings = ScalogramSettings(rows: 10, lowest: 4, highest: 450, ends: ends)
      let whole = try Scalogram(signal, wavelet: wavelet, settings: settings)
      let parts = try Scalogram(
        signal, wavelet: wavelet, settings: settings, largestBlock: 1 << 14)
      #expect(abs(parts.peak.frequency / whole.peak.frequency - 1) < 1e-3)
      for (one, other) in zip(whole.rows, parts.rows) {
        // Blocks look for tops at half as many times: single ones differ, sums differ by some per cent.
        let sums = [one, other].map { $0.reduce(0, +) }
        #expect(abs(sums[0] / sums[1] - 1) < 0.04)
      }
      // The coefficients themselves are those of one piece, as far as a wavelet has faded at its reach.
      let short = try RecordedSignal(
        path: "noise", samples: try signal.samples(in: 0..<6000), rate: 1000)
      let table = try ScalogramTable(
        short, wavelet: wavelet,
        settings: ScalogramSettings(rows: 4, lowest: 20, highest: 450, ends: ends), part: .complex)
      let columns = try [1 << 24, 1 << 11].map { try table.coefficients(largestBlock: $0).columns }
      for (one, other) in zip(columns[0], columns[1]) {
        let worst = zip(one, other).map { abs($0 - $1) }.max() ?? 1
        #expect(worst < 1e-4, "\(ends): \(worst)")
      }
    }
  }

  @Test("the table of coefficients is the transform itself where nothing is aliased")
  func table() throws {
    var generator = SeededGenerator(seed: 4)
    let noise = Tensor.normal([400], type: .float64, using: &generator).values
    // Noise without the high frequencies that the sampled wavelet would mirror.
    let smooth = (0..<400).map { index -> Double in
      let near = max(0, index - 8)...min(399, index + 8)
      return near.reduce(0.0) { sum, other in
        let distance = Double(other - index)
        return sum + noise[other] * exp(-distance * distance / 8)
      }
    }
    let signal = try RecordedSignal(path: "noise", samples: smooth, rate: nil)
    for name in [
      "mexh", "morl", "gaus1", "gaus2", "gaus3", "gaus4", "cgau1", "cgau2", "cgau3", "cgau4",
      "cmor1.5-1.0",
    ] {
      let wavelet = try ContinuousWavelet(named: name)
      let settings = ScalogramSettings(rows: 4, lowest: 0.02, highest: 0.05, trend: .none)
      let table = try ScalogramTable(
        signal, wavelet: wavelet, settings: settings, part: .complex)
      let (frequencies, columns) = try table.coefficients()
      let scales = frequencies.map { wavelet.peakFrequency / $0 }
      let transform = ContinuousTransform(wavelet, scales: scales, normalization: .amplitude)
      let found = transform.analyze(Tensor(smooth))
      let sides = [1.0, -1].map { side -> Double in
        let height = wavelet.spectrum(at: side * wavelet.peakFrequency)
        return hypot(height.real, height.imaginary)
      }
      // A complex wavelet answers to half of a real tone.
      let factor = (wavelet.isComplex ? 2 : 1) / (sides.max() ?? 1)
      let wanted = scales.indices.flatMap { row in
        [found.real[row].values] + (found.imaginary.map { [$0[row].values] } ?? [])
      }
      #expect(columns.count == wanted.count)
      for (ours, theirs) in zip(columns, wanted) {
        let size = theirs.map(abs).max() ?? 1
        let worst = zip(ours, theirs).map { abs($0 - factor * $1) }.max() ?? 1
        // cgau of low order answers to both sides, of which the scalogram takes one: a part of a few tenths,
        // where a wrong sign would make two.
        let bound = name.hasPrefix("cgau") ? 0.35 : 0.003
        #expect(worst / (factor * size) < bound, "\(name)")
      }
    }
  }
}
