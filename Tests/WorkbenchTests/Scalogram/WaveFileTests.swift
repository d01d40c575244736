import Foundation
import Testing
import Workbench

/// The bytes of a WAV file with two channels, of which the first holds the given frames.
private func wave(
  _ frames: [[UInt8]], format: Int = 1, extensible: Bool = false, extra: [UInt8] = [],
  promised: Int? = nil
) -> Data {
  func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
  let bytes = frames.first?.count ?? 2
  var header = little(extensible ? 0xFFFE : format, 2) + little(2, 2) + little(8000, 4)
  header += little(8000 * bytes * 2, 4) + little(bytes * 2, 2) + little(bytes * 8, 2)
  if extensible {
    header += little(22, 2) + little(bytes * 8, 2) + little(3, 4) + little(format, 2)
  }
  if extensible { header += [UInt8](repeating: 0, count: 14) }
  let sound = frames.flatMap { $0 + [UInt8](repeating: 7, count: bytes) }
  var file = Array("RIFF".utf8) + little(36 + sound.count, 4) + Array("WAVE".utf8)
  file += Array("fmt ".utf8) + little(header.count, 4) + header + extra
  file += Array("data".utf8) + little(promised ?? sound.count, 4) + sound
  return Data(file)
}

@Suite struct WaveFileTests {
  @Test("PCM of every width becomes -1 to 1, and the second channel is left out")
  func pulseCode() throws {
    let frames: [[[UInt8]]] = [
      [[0], [128], [192]],
      [[0, 0x80], [0, 0], [0, 0x40]],
      [[0, 0, 0x80], [0, 0, 0], [0, 0, 0x40]],
      [[0, 0, 0, 0x80], [0, 0, 0, 0], [0, 0, 0, 0x40]],
    ]
    for width in frames {
      for extensible in [false, true] {
        let file = try WaveFile(wave(width, extensible: extensible), path: "a.wav")
        #expect(file.samples == [-1, 0, 0.5])
        #expect(file.rate == 8000)
      }
    }
  }

  @Test("float samples stay as they are")
  func float() throws {
    let single = [Float(1.5), -0.25].map { value in
      withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
    }
    let double = [1.5, -0.25].map { value in
      withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
    }
    for frames in [single, double] {
      #expect(try WaveFile(wave(frames, format: 3), path: "a.wav").samples == [1.5, -0.25])
    }
  }

  @Test("other chunks are skipped, also of odd length, and an unknown length reads to the end")
  func chunks() throws {
    let note = Array("LIST".utf8) + [3, 0, 0, 0] + [1, 2, 3] + [0]
    let frames: [[UInt8]] = [[0, 0x40], [0, 0xC0]]
    let file = try WaveFile(wave(frames, extra: note, promised: 0xFFFF_FFFF), path: "a.wav")
    #expect(file.samples == [0.5, -0.5])
  }

  @Test("a file cut off anywhere is refused, never read beyond its end")
  func truncated() throws {
    let whole = wave([[0, 0x40], [0, 0xC0], [0, 0]])
    for length in 0..<whole.count {
      #expect(throws: SignalError.self) {
        try WaveFile(Data(whole.prefix(length)), path: "a.wav")
      }
    }
    #expect(throws: SignalError.truncated("a.wav", promised: 12, found: 11)) {
      try WaveFile(Data(whole.dropLast()), path: "a.wav")
    }
  }

  @Test("compressed sound and impossible headers are refused with their reason")
  func refused() {
    let frames: [[UInt8]] = [[0, 0x40]]
    let cases: [(Data, String)] = [
      (wave(frames, format: 85), "compressed, code 85"),
      (wave([[0, 1, 2, 3, 4]]), "40 bits of PCM"),
      (wave(frames, format: 3), "16 bits in floating point"),
      (Data("RIFX0000WAVE".utf8), "does not begin with RIFF"),
      (Data("RIFF0000WAVE".utf8), "no samples"),
    ]
    for (data, words) in cases {
      do {
        _ = try WaveFile(data, path: "a.wav")
        Issue.record("taken: \(words)")
      } catch {
        #expect("\(error)".contains(words))
      }
    }
  }
}
