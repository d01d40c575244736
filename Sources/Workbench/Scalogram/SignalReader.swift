/// Samples of a signal, part by part; overlapping parts of a sound are read once.
package final class SignalReader {
  private enum Source {
    case samples([Double])
    case sound(SoundFile, channel: Int)
  }

  private let source: Source
  /// The samples that were read last, and the place of the first of them.
  private var kept: [Double] = []
  private var keptStart = 0

  package init(_ samples: [Double]) { source = .samples(samples) }

  package init(_ sound: SoundFile, channel: Int) { source = .sound(sound, channel: channel) }

  /// The samples of a range; zeros where a sound ends early.
  package func samples(in range: Range<Int>) -> [Double] {
    switch source {
    case .samples(let all): return Array(all[range])
    case .sound(let sound, let channel):
      let end = keptStart + kept.count
      if range.lowerBound < keptStart || range.lowerBound > end || kept.isEmpty {
        kept = []
        keptStart = range.lowerBound
        _ = sound.seek(to: range.lowerBound)
      } else {
        kept.removeFirst(range.lowerBound - keptStart)
        keptStart = range.lowerBound
      }
      read(sound, channel: channel, count: range.count - kept.count)
      return Array(kept.prefix(range.count))
    }
  }

  private func read(_ sound: SoundFile, channel: Int, count: Int) {
    var left = count
    while left > 0 {
      let frames = sound.read(frames: min(left, 1 << 16))
      guard !frames.isEmpty else { break }
      for index in stride(from: channel, to: frames.count, by: sound.channels) {
        kept.append(frames[index])
      }
      left -= frames.count / sound.channels
    }
    if left > 0 { kept.append(contentsOf: repeatElement(0, count: left)) }
  }
}

/// A first way through a sound: what it holds, whatever its header says.
struct SoundSurvey {
  /// Samples per second.
  let rate: Double
  /// Number of channels.
  let channels: Int
  /// Samples of each channel that are there.
  private(set) var frames = 0
  /// The first channel that changes; nil for silence.
  private(set) var sounding: Int?
  /// Sentences about what is missing.
  private(set) var notes: [String] = []

  /// Reads a sound to its end.
  ///
  /// - Throws: ``SignalError`` for samples that are no finite numbers, and for a sound without any.
  init(_ bytes: SignalBytes, path: String) throws {
    let sound = try SoundFile(bytes, name: path)
    rate = sound.rate
    channels = sound.channels
    var low = [Double](repeating: .infinity, count: channels)
    var high = [Double](repeating: -.infinity, count: channels)
    while true {
      let part = sound.read(frames: max(1, (1 << 18) / channels))
      guard !part.isEmpty else { break }
      try part.withUnsafeBufferPointer { part in
        for channel in 0..<channels {
          for index in stride(from: channel, to: part.count, by: channels) {
            let sample = part[index]
            guard abs(sample) < 1e300 else {
              throw SignalError.notFinite(
                path, place: "sample \(frames + index / channels + 1)", text: "\(sample)")
            }
            if sample < low[channel] { low[channel] = sample }
            if sample > high[channel] { high[channel] = sample }
          }
        }
      }
      frames += part.count / channels
    }
    guard frames > 0 else { throw SignalError.notSound(path, reason: "there are no samples in it") }
    sounding = (0..<channels).first { low[$0] < high[$0] }
    let missing = SoundHeader(bytes).missing
    let isShort = sound.frames > frames && sound.frames < 1 << 40
    if missing > 0 || isShort {
      notes.append(
        """
        the file is cut off: \
        \(missing > 0 ? "\(missing) bytes of sound" : "\(sound.frames - frames) samples") that its header \
        promises are missing; the \(frames) samples that are there are used
        """)
    }
  }
}
