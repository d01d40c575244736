internal import WKD

/// What a scalogram says in words and numbers.
public struct ScalogramSummary: Sendable, Encodable {
  public let file: String
  public let output: String
  public let wavelet: String
  public let samples: Int
  /// Samples per second; missing where nobody knows.
  public let rate: Double?
  /// In hertz, or in cycles per sample without a rate.
  public let lowestFrequency: Double
  public let highestFrequency: Double
  public let strongestFrequency: Double
  /// In seconds, or in samples without a rate.
  public let strongestTime: Double

  /// - Parameters:
  ///   - file: what was read.
  ///   - output: where the image is.
  public init(_ scalogram: Scalogram, file: String, output: String) {
    self.file = file
    self.output = output
    wavelet = scalogram.wavelet.name
    samples = scalogram.signal.samples.count
    rate = scalogram.signal.rate
    lowestFrequency = scalogram.frequencies[0]
    highestFrequency = scalogram.frequencies[scalogram.frequencies.count - 1]
    strongestFrequency = scalogram.strongestFrequency
    strongestTime = scalogram.strongestTime
  }

  /// Three lines for the terminal.
  public var text: String {
    let (frequency, time) = rate == nil ? ("cycles per sample", "sample") : ("Hz", "second")
    let short = NumberText.short
    return """
      signal: \(samples) samples\(rate.map { ", \(short($0)) a second" } ?? ", rate unknown")
      strongest frequency: \(short(strongestFrequency)) \(frequency), at \(time) \
      \(short(strongestTime)) (looked for from \(short(lowestFrequency)) to \(short(highestFrequency)))
      scalogram: \(output)
      """
  }
}
