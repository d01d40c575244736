import Foundation
import Testing

import Workbench

/// Sounds that are written byte by byte; those of other programs are in the golden folder.
@Suite struct SoundFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A WAV file of 16 bits with one or more channels of equal length.
  private func wave(
    _ channels: [[Int16]], promised: Int? = nil, riff: Int? = nil, isBig: Bool = false,
    after: [UInt8] = []
  ) -> Data {
    func number(_ number: Int, _ count: Int) -> [UInt8] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
      return isBig ? bytes.reversed() : bytes
    }
    var sound: [UInt8] = []
    for index in channels[0].indices {
      for channel in channels { sound += number(Int(channel[index]), 2) }
    }
    let width = 2 * channels.count
    var file = Array((isBig ? "RIFX" : "RIFF").utf8) + number(riff ?? 36 + sound.count, 4)
    file += Array("WAVEfmt ".utf8) + number(16, 4) + number(1, 2) + number(channels.count, 2)
    file += number(8000, 4) + number(8000 * width, 4) + number(width, 2) + number(16, 2)
    file += Array("data".utf8) + number(promised ?? sound.count, 4) + sound + after
    return Data(file)
  }

  private static let tone = (0..<800).map { Int16(10_000 * sin(0.3 * Double($0))) }

  private func read(
    _ data: Data, _ choice: SignalChoice = SignalChoice(), name: String = "a.wav"
  ) throws -> RecordedSignal {
    try data.write(to: folder.place(name))
    return try RecordedSignal.read(folder.place(name), choosing: choice)
  }

  @Test(
    "sizes of programs that write into pipes are read to the end, and odd ones with a word",
    arguments: [
      (0x7fff_f000, 0x7fff_f024, false), (0x7fff_ffd4, 0x7fff_fff8, false),
      (0xffff_ffff, 0xffff_ffff, false),
      (0x8000_0000, 0x8000_0024, false), (0, 36, false), (0, 0, false), (0, 8, false),
      (0, 0xffff_ffff, false),
      (1640, 1676, true), (100_000, 100_036, true),
    ])
  func sizes(data: Int, riff: Int, isCut: Bool) throws {
    for isBig in [false, true] {
      let signal = try read(wave([Self.tone], promised: data, riff: riff, isBig: isBig))
      #expect(signal.count == 800 && signal.rate == 8000)
      let samples = try signal.samples(in: 0..<800)
      #expect(samples == Self.tone.map { Double($0) / 32_768 })
      #expect(signal.notes.contains { $0.contains("cut off") } == isCut)
    }
  }

  @Test(
    "sounds of many kinds hold the tone that was written into them",
    arguments: [
      ("12.wav", 1e-3), ("20.wav", 1e-5), ("24-in-32.wav", 1e-6), ("24.wav", 1e-6),
      ("adpcm.wav", 0.02),
      ("alaw.wav", 0.02), ("au.au", 1e-4), ("be.aiff", 1e-4), ("caf.caf", 1e-4),
      ("extensible.wav", 1e-4), ("flac.flac", 1e-4), ("float.wav", 1e-7), ("mpeg.mp3", 0.5),
      ("opus.opus", 0.5), ("rf64.wav", 1e-4), ("rifx.wav", 1e-4), ("u8.wav", 0.01),
      ("ulaw.wav", 0.02),
      ("vorbis.ogg", 0.05), ("w64.w64", 1e-4),
    ])
  func kinds(name: String, tolerance: Double) throws {
    let resources = try #require(Bundle.module.resourceURL)
    let file = resources.appendingPathComponent("Golden/sound/\(name)")
    let signal = try RecordedSignal.read(file)
    #expect(signal.rate == 16_000 && signal.count >= 1600)
    let samples = try signal.samples(in: 0..<1600)
    let tone = (0..<1600).map { 0.5 * sin(2 * .pi * 440 * Double($0) / 16_000) }
    // Each kind rounds in its own way; those for the ear alone shift and fade too, so that their ends are left
    // out and little is asked of them.
    let worst = (200..<1400).map { abs(samples[$0] - tone[$0]) }.max() ?? 1
    #expect(worst < tolerance, "\(worst)")
  }

  @Test("a sound without samples is refused, not guessed")
  func empty() throws {
    let note: [UInt8] = Array("LIST".utf8) + [4, 0, 0, 0] + Array("INFO".utf8)
    for data in [wave([[]]), wave([[]], after: note)] {
      #expect(throws: SignalError.self) { try read(data) }
    }
    // Cut anywhere within the header.
    let whole = wave([Self.tone])
    for length in 0..<44 {
      #expect(throws: SignalError.self) { try read(whole.prefix(length)) }
    }
  }

  @Test("a sound that breaks off, is empty or has no rate is told in words of its own")
  func broken() throws {
    let resources = try #require(Bundle.module.resourceURL)
    let whole = try Data(contentsOf: resources.appendingPathComponent("Golden/sound/be.aiff"))
    let cut = try read(whole.prefix(1500), name: "a.aiff")
    #expect(cut.count == 361 && cut.notes.contains { $0.contains("cut off: 4954 bytes") })
    #expect(try read(whole, name: "a.aiff").notes.count == 1)
    var silent = wave([Self.tone])
    silent.replaceSubrange(24..<28, with: [0, 0, 0, 0])
    for (data, name, word) in [
      (Data(), "a.wav", "it is empty"), (Data(), "a.flac", "it is empty"),
      (silent, "a.wav", "its header gives no rate"),
    ] {
      do {
        _ = try read(data, name: name)
        Issue.record("\(word) was read")
      } catch {
        #expect("\(error)".contains(word), "\(error)")
      }
    }
  }

  @Test("the first channel that sounds is taken, and any other on request")
  func channels() throws {
    let silent = [Int16](repeating: 0, count: 800)
    let other = Self.tone.map { $0 / 2 }
    let both = try read(wave([Self.tone, other]))
    #expect(try both.samples(in: 0..<800) == Self.tone.map { Double($0) / 32_768 })
    #expect(both.notes.contains { $0.contains("channel 1 of 2") })
    let right = try read(wave([silent, other]))
    #expect(try right.samples(in: 0..<800) == other.map { Double($0) / 32_768 })
    #expect(right.notes.contains { $0.contains("channel 1 is silent") })
    let chosen = try read(wave([silent, other]), SignalChoice(channel: 1))
    #expect(try chosen.samples(in: 0..<800).allSatisfy { $0 == 0 })
    #expect(throws: SignalError.noChannel(folder.place("a.wav").relativePath, wanted: 3, found: 2))
    {
      try read(wave([silent, other]), SignalChoice(channel: 3))
    }
    #expect(try read(wave([Self.tone]), SignalChoice(rate: 50)).rate == 50)
  }

  @Test("a reader gives the same samples in overlapping parts as at once")
  func parts() throws {
    let bytes = SignalBytes([UInt8](wave([Self.tone, Self.tone.reversed()])))
    let reader = SignalReader(try SoundFile(bytes, name: "a"), channel: 1)
    let wanted = Self.tone.reversed().map { Double($0) / 32_768 }
    for range in [0..<100, 60..<300, 300..<301, 700..<800, 10..<20] {
      #expect(reader.samples(in: range) == Array(wanted[range]))
    }
    #expect(
      reader.samples(in: 790..<810) == Array(wanted[790...]) + [Double](repeating: 0, count: 10))
  }

  @Test("what is no sound and no table is named as what it is")
  func others() throws {
    let cases: [([UInt8], String)] = [
      ([0x50, 0x4B, 3, 4, 20, 0, 0, 0], "xlsx"),
      ([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10], "picture"),
      ([0x93] + Array("NUMPY".utf8) + [1, 0], "NumPy"), (Array("%PDF-1.7\n".utf8), "PDF"),
      ([0x1F, 0x8B, 8, 0, 0, 0], "gzip"), ([0, 0, 0, 32] + Array("ftypM4A ".utf8), "MPEG-4"),
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "Office"),
    ]
    for (bytes, word) in cases {
      for name in ["a.csv", "a.wav", "a"] {
        do {
          _ = try read(Data(bytes + [UInt8](repeating: 0, count: 64)), name: name)
          Issue.record("\(word) was read")
        } catch {
          #expect("\(error)".contains(word), "\(error)")
        }
      }
    }
    let error = #expect(throws: SignalError.self) { try read(Data("1\n2\n".utf8)) }
    guard case .notSound = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    // A mark that is a word of a header is no mark.
    #expect(try read(Data("BMI,FORM\n1,2\n2,3\n".utf8), name: "b.csv").count == 2)
  }

  /// Headers that promise more than 2^60 bytes or seek beyond any file.
  private static let boasting: [(name: String, bytes: [UInt8])] = {
    func text(_ text: String) -> [UInt8] { Array(text.utf8) }
    func big(_ number: UInt64, _ count: Int) -> [UInt8] {
      (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    func little(_ number: UInt64, _ count: Int) -> [UInt8] { big(number, count).reversed() }
    let form = little(16, 4) + little(1, 2) + little(1, 2) + little(8000, 4) + little(16_000, 4)
    let format = text("fmt ") + form + little(2, 2) + little(16, 2)
    let w64 = [0x66, 0x2E, 0x91, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 0x04, 0xC1, 0, 0] as [UInt8]
    return [
      (
        "rf64.wav",
        text("RF64") + little(0xFFFF_FFFF, 4) + text("WAVEds64") + little(28, 4)
          + little(1 << 62, 8) + little(1 << 62, 8) + little(1 << 61, 8) + little(0, 4) + format
          + text("data") + little(0xFFFF_FFFF, 4) + [1, 2, 3, 4]
      ),
      (
        "a.w64",
        text("riff") + w64 + little(0, 8) + little(.max, 8) + text("wave")
          + w64 + little(0, 8) + text("fmt ") + w64 + little(0, 8) + little(.max - 8, 8)
      ),
      (
        "a.caf",
        text("caff") + [0, 1, 0, 0] + text("desc") + big(32, 8) + big(0x40BF_4000_0000_0000, 8)
          + text("lpcm") + big(0, 4) + big(2, 4) + big(1, 4) + big(1, 4) + big(16, 4)
          + text("free") + big(1 << 63 - 1, 8) + text("data") + big(1 << 63 - 1, 8) + [0, 0, 0, 0]
      ),
      (
        "a.flac",
        text("fLaC") + [0x80, 0, 0, 34] + big(0x1000_1000, 4) + big(0, 6)
          + [0x0A, 0xC4, 0x42, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF] + big(0, 16)
      ),
      (
        "a.au",
        text(".snd") + big(0xFFFF_FFF0, 4) + big(0xFFFF_FFFF, 4) + big(3, 4) + big(8000, 4)
          + big(1, 4) + [0, 0, 0, 0]
      ),
      (
        "a.aiff",
        text("FORM") + big(0x7FFF_FFFF, 4) + text("AIFFCOMM") + big(18, 4) + big(0xFFFF, 2)
          + big(0xFFFF_FFFF, 4) + big(32, 2) + [0x40, 0x0B, 0xFA, 0, 0, 0, 0, 0, 0, 0]
          + text("SSND") + big(0x7FFF_FFFF, 4) + big(0, 8)
      ),
      (
        "channels.wav",
        text("RIFF") + little(1 << 31, 4) + text("WAVEfmt ") + little(16, 4) + little(1, 2)
          + little(0xFFFF, 2) + little(8000, 4) + little(1 << 31, 4) + little(0xFFFF, 2)
          + little(8, 2) + text("data") + little(1 << 31, 4) + [1, 2, 3]
      ),
    ]
  }()

  @Test(
    "a header that promises far more than the file holds takes no memory for it",
    arguments: boasting.indices)
  func boasts(index: Int) throws {
    let (name, bytes) = Self.boasting[index]
    for length in [bytes.count, bytes.count - 3] {
      do {
        let signal = try read(Data(bytes.prefix(length)), name: name)
        #expect(signal.count <= 8 * bytes.count)
      } catch let error as SignalError {
        #expect(!"\(error)".contains("\n"))
      }
    }
  }
}
