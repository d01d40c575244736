internal import CSndFile
import Foundation
import Markup

/// Sound of every kind that libsndfile reads, frame after frame.
package final class SoundFile {
  /// Samples per second.
  package let rate: Double
  /// Number of channels.
  package let channels: Int
  /// Samples of each channel, as the header says.
  package let frames: Int

  private let handle: OpaquePointer
  private let storage: VirtualFile

  /// Opens a sound.
  ///
  /// - Parameters:
  ///   - bytes: of the file.
  ///   - name: the file, for messages.
  /// - Throws: ``SignalError/notSound(_:reason:)``.
  package init(_ bytes: SignalBytes, name: String) throws {
    let storage = VirtualFile(bytes, patches: SoundHeader(bytes).patches)
    var calls = VirtualFile.calls
    var info = SF_INFO()
    let user = Unmanaged.passUnretained(storage).toOpaque()
    guard let handle = sf_open_virtual(&calls, Int32(SFM_READ), &info, user) else {
      let reason = sf_strerror(nil).map { String(cString: $0) } ?? "unknown form"
      throw SignalError.notSound(
        name, reason: bytes.count == 0 ? "it is empty" : Self.shortened(reason))
    }
    self.handle = handle
    self.storage = storage
    rate = Double(info.samplerate)
    channels = Int(info.channels)
    frames = Int(info.frames)
    guard rate > 0, channels > 0 else {
      throw SignalError.notSound(name, reason: "no rate or no channels")
    }
  }

  deinit {
    sf_close(handle)
  }

  /// Reads on from where the last reading ended.
  ///
  /// - Shape: frames times channels, channel after channel within a frame; fewer frames at the end.
  /// - Range: -1 to 1 for whole numbers; floating-point samples as they are.
  package func read(frames count: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: count * channels) { room, found in
      let frames = sf_readf_double(handle, room.baseAddress, sf_count_t(count))
      found = max(0, Int(frames)) * channels
    }
  }

  /// Goes to a frame.
  package func seek(to frame: Int) -> Bool {
    sf_seek(handle, sf_count_t(frame), Int32(SEEK_SET)) == sf_count_t(frame)
  }

  /// libsndfile's sentence without its prefix and full stop.
  private static func shortened(_ reason: String) -> String {
    var text = reason.printable
    for prefix in ["Error : ", "Error: "] where text.hasPrefix(prefix) {
      text.removeFirst(prefix.count)
    }
    while text.hasSuffix(".") || text.hasSuffix(" ") { text.removeLast() }
    // libsndfile says so of a header without a rate, and of MPEG sound that breaks off.
    if text.hasSuffix("SF_INFO struct incomplete") { return "its header gives no rate" }
    if text.hasSuffix("(possibly a pipe?)") { return "it is damaged or breaks off" }
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}

/// Bytes with a place to read on from, as libsndfile wants them.
private final class VirtualFile {
  let bytes: SignalBytes
  let patches: [Int: UInt8]
  var place = 0

  init(_ bytes: SignalBytes, patches: [Int: UInt8]) {
    self.bytes = bytes
    self.patches = patches
  }

  static func of(_ user: UnsafeMutableRawPointer?) -> VirtualFile? {
    user.map { Unmanaged<VirtualFile>.fromOpaque($0).takeUnretainedValue() }
  }

  static let calls = SF_VIRTUAL_IO(
    get_filelen: { user in sf_count_t(VirtualFile.of(user)?.bytes.count ?? 0) },
    seek: { offset, whence, user in
      guard let file = VirtualFile.of(user) else { return -1 }
      let start =
        switch whence {
        case SEEK_CUR: file.place
        case SEEK_END: file.bytes.count
        default: 0
        }
      // A header may say anything; like a file, this one has no place before its first byte.
      let (place, isOver) = start.addingReportingOverflow(Int(offset))
      guard !isOver, place >= 0 else { return -1 }
      file.place = place
      return sf_count_t(place)
    },
    read: { room, count, user in
      guard let file = VirtualFile.of(user), let room, count > 0 else { return 0 }
      return sf_count_t(file.read(UnsafeMutableRawBufferPointer(start: room, count: Int(count))))
    },
    write: { _, _, _ in 0 },
    tell: { user in sf_count_t(VirtualFile.of(user)?.place ?? 0) })

  private func read(_ room: UnsafeMutableRawBufferPointer) -> Int {
    let count = bytes.copy(at: place, into: room)
    for (offset, byte) in patches where offset >= place && offset - place < count {
      room[offset - place] = byte
    }
    place += count
    return count
  }
}
