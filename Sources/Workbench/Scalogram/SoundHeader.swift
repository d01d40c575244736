/// The sizes in the header of a RIFF or AIFF sound file, and bytes that set them right.
///
/// A program that writes into a pipe cannot go back to its header: it leaves 0 or a number near 2^31 or
/// 2^32 where the size of the sound should stand.
struct SoundHeader: Equatable {
  /// Bytes that stand for others at the same places.
  var patches: [Int: UInt8] = [:]
  /// Bytes of sound that the header promises and the file does not hold; 0 where it is whole, or where its
  /// writer did not know.
  var missing = 0

  /// The largest size that somebody may have meant; placeholders lie above.
  private static let largestMeant = 0x7F00_0000

  /// Reads the chunks of a file up to its sound.
  init(_ bytes: SignalBytes) {
    let mark = bytes.bytes(0..<4)
    let isAIFF = mark == Array("FORM".utf8)
    let isBig = isAIFF || mark == Array("RIFX".utf8)
    guard isBig || mark == Array("RIFF".utf8) else { return }
    func number(_ field: [UInt8]) -> Int {
      (isBig ? field : field.reversed()).reduce(0) { $0 << 8 | Int($1) }
    }
    var place = 12
    while place + 8 <= bytes.count {
      let head = bytes.bytes(place..<place + 8)
      let size = number(Array(head[4...]))
      guard Array(head[..<4]) == Array((isAIFF ? "SSND" : "data").utf8) else {
        place += 8 + size + size % 2
        continue
      }
      let left = bytes.count - place - 8
      if !isAIFF, size == 0, left > 0, !Self.isChunk(bytes, at: place + 8, number) {
        let whole = min(left, 0xFFFF_FFFE)
        for index in 0..<4 {
          let shift = 8 * (isBig ? 3 - index : index)
          patches[place + 4 + index] = UInt8(truncatingIfNeeded: whole >> shift)
        }
      } else if size > left, size < Self.largestMeant {
        missing = size - left
      }
      return
    }
  }

  /// Whether the rest of the file is a chunk, or several: then the sound is empty indeed.
  private static func isChunk(
    _ bytes: SignalBytes, at start: Int, _ number: ([UInt8]) -> Int
  ) -> Bool {
    var place = start
    while place + 8 <= bytes.count {
      let head = bytes.bytes(place..<place + 8)
      guard head[..<4].allSatisfy({ (32..<127).contains($0) }) else { return false }
      let size = number(Array(head[4...]))
      place += 8 + size + size % 2
    }
    return place == bytes.count
  }
}
