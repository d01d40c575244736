public import Foundation

/// Samples at equal distances in time, as a file holds them.
///
/// A WAV file with PCM or float samples gives its first channel. Any other file is a table of numbers, one
/// on a line, or of `time,value`; a first line without numbers is a header, and lines that begin with `#`
/// are skipped.
public struct RecordedSignal: Sendable, Equatable {
  /// The path of the file, for messages and titles.
  public let path: String
  /// Finite numbers below 1e100.
  public let samples: [Double]
  /// Samples per second; nil where it is not known.
  public let rate: Double?
  /// The time of the first sample, in seconds, or in samples where the rate is not known.
  public let start: Double

  /// The largest number of samples that are read: a minute and a half of sound.
  public static let largestCount = 1 << 22

  /// A signal of given samples.
  ///
  /// - Parameters:
  ///   - path: a name for messages and titles.
  ///   - samples: at most ``largestCount`` numbers.
  ///   - rate: samples per second; nil where it is not known.
  ///   - start: the time of the first sample.
  /// - Throws: ``SignalError`` for a sample that cannot be transformed, or too many of them.
  public init(path: String, samples: [Double], rate: Double?, start: Double = 0) throws {
    guard samples.count <= Self.largestCount else {
      throw SignalError.tooLarge(
        path, found: "\(samples.count) samples", limit: "\(Self.largestCount)")
    }
    if let bad = samples.firstIndex(where: { !(abs($0) < 1e100) }) {
      throw SignalError.notFinite(path, place: "sample \(bad + 1)", text: "\(samples[bad])")
    }
    self.path = path
    self.samples = samples
    self.rate = rate
    self.start = start
  }

  /// Reads a WAV file, known by its first bytes, or else a table of numbers.
  ///
  /// - Parameters:
  ///   - url: a file of at most 256 MiB.
  ///   - rate: samples per second, in place of the rate in the file.
  /// - Returns: the signal, with the path of the file.
  /// - Throws: ``SignalError``.
  public static func read(_ url: URL, rate: Double? = nil) throws -> RecordedSignal {
    let path = url.relativePath
    let data: Data
    do {
      let values = try url.resourceValues(forKeys: [.fileSizeKey, .isRegularFileKey])
      guard values.isRegularFile ?? false else { throw SignalError.unreadable(path) }
      let size = values.fileSize ?? 0
      guard size <= 1 << 28 else {
        throw SignalError.tooLarge(path, found: "\(size) bytes", limit: "256 MiB")
      }
      data = try Data(contentsOf: url)
    } catch let error as SignalError {
      throw error
    } catch {
      throw SignalError.unreadable(path)
    }
    if data.starts(with: Data("RIFF".utf8)) || url.pathExtension.lowercased() == "wav" {
      let sound = try WaveFile(data, path: path)
      return try RecordedSignal(path: path, samples: sound.samples, rate: rate ?? sound.rate)
    }
    let table = try SignalTable(data, path: path)
    return try RecordedSignal(
      path: path, samples: table.values, rate: rate ?? table.rate, start: table.start)
  }
}
