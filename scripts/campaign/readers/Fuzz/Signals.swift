import Foundation
import Plot
import WKD
import Workbench

extension Target {
  /// Readers of sound, all through libsndfile.
  static let sounds: [Target] = ["wav", "flac", "ogg", "mp3", "aiff", "au", "caf", "w64"].map {
    kind in
    let endings: Set = kind == "ogg" ? ["ogg", "opus"] : [kind]
    let weight = ["wav": 8, "flac": 4, "w64": 4, "caf": 4, "aiff": 4, "au": 4][kind] ?? 2
    return Target(
      // libsndfile holds its own buffers, libmpg123 and libvorbis tables for each stream.
      name: kind, weight: weight, longest: 1 << 14, memory: 64 << 20,
      seeds: { root in
        let found = files(root, ["Tests/WorkbenchTests/Golden/sound"], endings)
        return found + found.map { $0.prefix(1500) }
      }
    ) { data in
      let place = try Scratch.file("sound.\(kind)", data)
      try follow(RecordedSignal.read(place), isTransformed: data.count % 32 == 0)
    }
  }

  /// Readers of tables of numbers.
  static let tables: [Target] = [
    Target(
      name: "csv", weight: 30, memory: 32 << 20, seeds: { try csvSeeds($0) }
    ) { data in
      let place = try Scratch.file("table", data)
      let signal = try RecordedSignal.read(place)
      try follow(signal, isTransformed: data.count % 32 == 0)
      try claimSameAfterWriting(signal)
    },
    Target(
      name: "csv-resampled", weight: 20, memory: 32 << 20, seeds: { try csvSeeds($0) }
    ) { data in
      let place = try Scratch.file("table", data)
      let rate: Double? = data.count % 2 == 0 ? 100 : nil
      let choice = SignalChoice(
        rate: rate, column: data.count % 3 == 0 ? "2" : nil, resamples: true)
      try follow(RecordedSignal.read(place, choosing: choice), isTransformed: data.count % 32 == 0)
    },
    Target(name: "fields", weight: 120, longest: 64, seeds: { fieldSeeds($0) }) { data in
      let decimal = UInt8(ascii: data.count % 2 == 0 ? "." : ",")
      let field = data.withUnsafeBytes {
        TableField($0.bindMemory(to: UInt8.self), decimal: decimal, isDayFirst: data.count % 3 == 0)
      }
      switch field {
      case .number(let number): claimNumber(number, of: data, decimal: decimal)
      case .time(let seconds, _): claim(seconds.isFinite, "a time of \(seconds) seconds")
      case .gap, .text: break
      }
    },
  ]

  /// A signal is finite, is read alike in parts, and can be transformed and drawn, which takes far longer.
  private static func follow(_ signal: RecordedSignal, isTransformed: Bool) throws {
    claim(signal.rate.map { $0 > 0 && $0.isFinite } ?? true, "a rate of \(signal.rate ?? 0)")
    claim(signal.start.isFinite, "a start of \(signal.start)")
    for note in signal.notes { claimPrintable(note, "a note") }
    guard signal.count > 0, signal.count <= 4000 else { return }
    let samples = try signal.samples(in: 0..<signal.count)
    claim(samples.allSatisfy { abs($0) < 1e300 }, "a sample that is not finite")
    let half = signal.count / 2
    claim(
      try signal.samples(in: 0..<half) + signal.samples(in: half..<signal.count) == samples,
      "other samples in two parts")
    guard isTransformed, signal.count <= 1000 else { return }
    let scalogram = try Scalogram(signal, wavelet: .morlet, scaleCount: 4)
    claim(scalogram.rows.joined().allSatisfy { $0.isFinite && $0 >= 0 }, "no finite magnitudes")
    claim(scalogram.strongestFrequency > 0, "a frequency of \(scalogram.strongestFrequency)")
    claim(try !scalogram.figure.pngData(scale: 1).isEmpty, "an empty figure")
  }

  /// Samples that are written as a table are read as they are.
  private static func claimSameAfterWriting(_ signal: RecordedSignal) throws {
    guard signal.count > 1, signal.count <= 200 else { return }
    let samples = try signal.samples(in: 0..<signal.count)
    let text = samples.map { "\($0)\n" }.joined()
    let again = try RecordedSignal.read(Scratch.file("again", Data(text.utf8)))
    claim(try again.samples(in: 0..<again.count) == samples, "other samples after writing")
  }

  /// A number is the one that the C library reads.
  private static func claimNumber(_ number: Double, of data: Data, decimal: UInt8) {
    let text = String(decoding: data, as: UTF8.self)
    guard text.allSatisfy({ "0123456789+-eE.".contains($0) }), decimal == UInt8(ascii: ".") else {
      return
    }
    let wanted = strtod(text, nil)
    claim(number == wanted, "\(text) is \(wanted), not \(number)")
  }

  private static func fieldSeeds(_ root: URL) -> [Data] {
    [
      "1", "-0.5", "+1e-320", "1.7976931348623157e308", "1d5", "123456789012345678901234567890",
      "inf",
      "nan", "12:30:05.25", "30:05.2", "2024-01-31T12:30:05Z", "31.01.2024 12:30",
      "01/31/2024 12:30:05 PM", "31-Jan-2024", "2024-01", "12:30+01:00", "1e99999999999",
    ].map { Data($0.utf8) }
  }

  private static func csvSeeds(_ root: URL) throws -> [Data] {
    [
      "time,value\n0,1\n0.5,-2\n1,3\n1.5,0\n", "1\n2\n3\n2.5\n-1e-3\n",
      "t;x\n0,0;1,5\n0,1;-2\n0,2;0\n",
      "t (ms)\tleft\tright\n0\t1\t2\n1\t-1\t0\n2\t3\tnan\n", "# note\n\n\"a\",\"b\"\n\"1\",\"2\"\n",
      "date,price\n2024-01-31,1\n2024-02-01,2\n2024-02-02,4\n", "-1e308,1\n0,2\n1e308,3\n",
      "23:59:58,1\n23:59:59,2\n00:00:00,1\n00:00:01,3\n", "0 1\n1e9 2\n2e9 3\n",
    ].map { Data($0.utf8) } + files(root, [hostile], ["csv", "txt"])
  }
}
