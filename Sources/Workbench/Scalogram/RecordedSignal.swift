public import Foundation
import Markup
import Torch

/// Samples at equal distances in time, as a file holds them.
///
/// Sound is read by libsndfile: WAV, AIFF, AU, CAF, FLAC, Ogg, MP3 and more; one channel is taken. Any
/// other file is a table of numbers, one on a line, or of `time,value`, separated by commas, semicolons,
/// tabs or blanks. A long sound stays in its file and is read part by part.
public struct RecordedSignal: Sendable {
  /// The path of the file, for messages and titles.
  public let path: String
  /// The number of samples.
  public let count: Int
  /// Samples per second; nil where it is not known.
  public let rate: Double?
  /// The time of the first sample, in seconds, or in samples where the rate is not known.
  public let start: Double
  /// Sentences about what was decided in reading: a channel, a unit, a resampling.
  public let notes: [String]

  private let storage: Storage

  private enum Storage: Sendable {
    case samples([Double])
    case sound(SignalBytes, channel: Int)
  }

  /// The largest number of samples of a table or in memory: 2^27.
  public static let largestCount = 1 << 27

  /// Sound with more samples than this stays in its file.
  private static let largestInMemory = 1 << 22

  /// A signal of given samples.
  ///
  /// - Parameters:
  ///   - path: a name for messages and titles.
  ///   - samples: at most ``largestCount`` numbers below 1e300.
  ///   - rate: samples per second, 1e-100 to 1e100; nil where it is not known.
  ///   - start: the time of the first sample.
  ///   - notes: sentences about the reading.
  /// - Throws: ``SignalError`` for a sample that cannot be transformed, too many of them, or times that cannot
  ///   be told apart.
  public init(
    path: String, samples: [Double], rate: Double?, start: Double = 0, notes: [String] = []
  ) throws {
    guard samples.count <= Self.largestCount else {
      throw SignalError.tooLarge(
        path, found: "\(samples.count) samples", limit: "\(Self.largestCount)")
    }
    if let bad = samples.firstIndex(where: { !(abs($0) < 1e300) }) {
      throw SignalError.notFinite(path, place: "sample \(bad + 1)", text: "\(samples[bad])")
    }
    try Self.checkTimes(path, start: start, span: Double(samples.count) / (rate ?? 1), rate: rate)
    self.path = path
    self.rate = rate
    self.start = start
    self.notes = notes
    count = samples.count
    storage = .samples(samples)
  }

  /// Refuses times that cannot be calculated with, squares included, or told apart where they begin.
  private static func checkTimes(
    _ path: String, start: Double, span: Double, rate: Double?
  ) throws {
    guard (1e-100...1e100).contains(rate ?? 1), start.isFinite, span.isFinite,
      span == 0 || span > 64 * start.ulp
    else { throw SignalError.indistinctTimes(path, start: start, rate: rate ?? 1) }
  }

  /// Reads a sound or a table with the usual choices.
  ///
  /// - Parameters:
  ///   - url: a file, a link to one, a pipe or a device such as `/dev/stdin`.
  ///   - rate: samples per second, in place of the rate in the file.
  /// - Returns: the signal, with the path of the file.
  /// - Throws: ``SignalError``.
  public static func read(_ url: URL, rate: Double? = nil) throws -> RecordedSignal {
    try read(url, choosing: SignalChoice(rate: rate))
  }

  /// Reads a sound, known by its first bytes, or else a table of numbers.
  ///
  /// - Parameters:
  ///   - url: a file, a link to one, a pipe or a device such as `/dev/stdin`.
  ///   - choice: channel, column, rate and resampling.
  /// - Returns: the signal, with the path of the file.
  /// - Throws: ``SignalError``.
  public static func read(_ url: URL, choosing choice: SignalChoice) throws -> RecordedSignal {
    let path = url.path == "/dev/stdin" ? "standard input" : url.relativePath
    let bytes = try SignalBytes(path: url.path, name: path)
    switch SignalKind(bytes.bytes(0..<4096)) {
    case .other(let name, let remedy):
      throw SignalError.otherKind(path, kind: name, remedy: remedy)
    case .sound: return try sound(bytes, path: path, choice)
    case .table:
      // A name that promises sound is believed: a table called so is a slip.
      if soundEndings.contains(url.pathExtension.lowercased()) {
        return try sound(bytes, path: path, choice)
      }
      return try table(bytes, path: path, choice)
    }
  }

  private static let soundEndings: Set = [
    "wav", "wave", "flac", "ogg", "oga", "opus", "mp3", "aif", "aiff", "aifc", "au", "snd", "caf",
    "w64",
  ]
}

/// The choices that the reading of a signal leaves open.
public struct SignalChoice: Sendable, Equatable {
  /// Samples per second, in place of the rate in the file; for a resampled signal the new rate.
  public var rate: Double?
  /// The channel of a sound, from 1; nil for the first that is not silent.
  public var channel: Int?
  /// The name or the number, from 1, of a table's column; nil for the only one, or the one beside the times.
  public var column: String?
  /// Whether uneven times and missing numbers are made even by a cubic spline, instead of refused.
  public var resamples: Bool

  /// Choices; without any, the file decides.
  ///
  /// - Parameters:
  ///   - rate: samples per second.
  ///   - channel: of a sound, from 1.
  ///   - column: of a table, by name or number.
  ///   - resamples: whether uneven times are made even.
  public init(
    rate: Double? = nil, channel: Int? = nil, column: String? = nil, resamples: Bool = false
  ) {
    self.rate = rate
    self.channel = channel
    self.column = column
    self.resamples = resamples
  }
}

extension RecordedSignal {
  private static func table(
    _ bytes: SignalBytes, path: String, _ choice: SignalChoice
  ) throws -> RecordedSignal {
    guard bytes.count <= 1 << 30 else {
      throw SignalError.tooLarge(path, found: "\(bytes.count) bytes", limit: "1 GiB for a table")
    }
    try MachineMemory.check(
      4 * bytes.count, for: "reading \(path.printable)", advice: "cut out the part that matters")
    if choice.channel != nil {
      throw SignalError.noChannel(path, wanted: choice.channel ?? 0, found: 1)
    }
    let table = try SignalTable(
      bytes.bytes(0..<bytes.count), path: path, column: choice.column, keepsGaps: choice.resamples)
    var notes = table.notes
    guard choice.resamples, table.values.count > 1 else {
      let rate = try rate(of: table, path: path, choice, &notes)
      return try RecordedSignal(
        path: path, samples: table.values, rate: rate, start: table.times?.first ?? 0, notes: notes)
    }
    let indices = table.values.indices.map { Double($0) / (choice.rate ?? 1) }
    let times = SignalTimes(times: table.times ?? indices)
    let known = table.values.firstIndex { !$0.isNaN } ?? 0
    try checkResampling(path, times, rate: choice.rate)
    switch times.resampled(table.values, rate: choice.rate) {
    case .failure(let failure):
      throw error(failure.unevenness, in: table, path: path)
    case .success(let (samples, rate, gaps)):
      let missing = table.values.count { $0.isNaN }
      notes.append(
        """
        \(table.values.count) values were resampled by a cubic spline to \(samples.count), \
        \(NumberText.short(rate)) per unit of time\
        \(missing > 0 ? "; missing numbers that were filled: \(missing)" : "")\
        \(gaps > 0 ? "; long gaps that were crossed in a straight line: \(gaps)" : "")
        """)
      let isTimed = table.times != nil || choice.rate != nil
      return try RecordedSignal(
        path: path, samples: samples, rate: isTimed ? rate : nil, start: times.times[known],
        notes: notes)
    }
  }

  /// Refuses a resampling to far more samples than the table holds, before it takes their memory.
  private static func checkResampling(_ path: String, _ times: SignalTimes, rate: Double?) throws {
    // Times that do not grow are told with their line.
    guard let first = times.times.first, let last = times.times.last, first < last else { return }
    let span = last - first
    try checkTimes(
      path, start: first, span: span, rate: rate ?? Double(times.times.count - 1) / span)
    let count = rate.map { span * $0 } ?? 0
    // A few lines may span years.
    let most = min(largestCount, max(1 << 20, 32 * times.times.count))
    guard count < Double(most) else {
      throw SignalError.tooLarge(
        path, found: "times for \(NumberText.short(count)) samples at this rate", limit: "\(most)")
    }
  }

  private static func error(
    _ unevenness: SignalTimes.Unevenness, in table: SignalTable, path: String
  ) -> SignalError {
    let line = Int(table.lines[unevenness.index])
    return unevenness.isDisorder
      ? .disorderedTimes(path, line: line, reason: unevenness.reason)
      : .unevenTimes(path, line: line, reason: unevenness.reason)
  }

  /// The rate that was given, else that of the times.
  private static func rate(
    of table: SignalTable, path: String, _ choice: SignalChoice, _ notes: inout [String]
  ) throws -> Double? {
    guard let times = table.times, times.count > 1 else { return choice.rate }
    switch SignalTimes(times: times).rate() {
    case .success(let rate):
      if let given = choice.rate, abs(given / rate - 1) > 0.01 {
        notes.append(
          """
          the column of times says \(NumberText.short(rate)) samples per unit of time; the given \
          rate is used
          """)
      }
      return choice.rate ?? rate
    case .failure(let failure):
      guard let given = choice.rate else {
        throw error(failure.unevenness, in: table, path: path)
      }
      notes.append(
        """
        the first column is taken for times and left out, since they do not grow in equal steps: \
        choose column 1 if it is a channel
        """)
      return given
    }
  }

  private static func sound(
    _ bytes: SignalBytes, path: String, _ choice: SignalChoice
  ) throws -> RecordedSignal {
    if let column = choice.column {
      throw SignalError.noColumn(path, wanted: column, names: ["none: it is a sound with channels"])
    }
    let survey = try SoundSurvey(bytes, path: path)
    var notes = survey.notes
    let channel: Int
    if let wanted = choice.channel {
      guard (1...survey.channels).contains(wanted) else {
        throw SignalError.noChannel(path, wanted: wanted, found: survey.channels)
      }
      channel = wanted - 1
    } else {
      channel = survey.sounding ?? 0
      if survey.channels > 1 {
        notes.append(
          channel > 0
            ? "channel \(channel == 1 ? "1 is" : "1 to \(channel) are") silent: channel \(channel + 1) is shown"
            : "channel 1 of \(survey.channels) is shown")
      }
    }
    if survey.frames <= largestInMemory {
      let reader = SignalReader(try SoundFile(bytes, name: path), channel: channel)
      return try RecordedSignal(
        path: path, samples: reader.samples(in: 0..<survey.frames),
        rate: choice.rate ?? survey.rate,
        notes: notes)
    }
    return RecordedSignal(
      path: path, count: survey.frames, rate: choice.rate ?? survey.rate, notes: notes,
      storage: .sound(bytes, channel: channel))
  }

  private init(path: String, count: Int, rate: Double, notes: [String], storage: Storage) {
    self.path = path
    self.count = count
    self.rate = rate
    self.notes = notes
    self.storage = storage
    start = 0
  }

  /// Some samples.
  ///
  /// - Parameter range: within the signal.
  /// - Returns: one number for each place of the range.
  /// - Throws: ``SignalError`` if the file cannot be opened again.
  public func samples(in range: Range<Int>) throws -> [Double] {
    try reader().samples(in: range)
  }

  /// A reader that goes through the signal from its start to its end.
  func reader() throws -> SignalReader {
    switch storage {
    case .samples(let samples): SignalReader(samples)
    case .sound(let bytes, let channel):
      SignalReader(try SoundFile(bytes, name: path), channel: channel)
    }
  }
}
