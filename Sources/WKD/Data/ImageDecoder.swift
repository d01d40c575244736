internal import CPictures
internal import Foundation
internal import Torch

/// A picture that is decoded a strip of rows at a time.
final class ImageDecoder {
  /// Rows as the file stores them, one after another.
  struct Strip {
    let rows: UnsafePointer<UInt8>
    let first: Int
    let count: Int
  }

  /// Size and kind as they are shown.
  let header: ImageHeader
  /// Size and kind as they are stored.
  let stored: picture_header
  let path: String
  /// Bytes of a strip: few strips, so that LibTorch's threads are seldom called together, and small ones
  /// beside a picture.
  var stripBytes = 3_000_000
  private let handle: OpaquePointer

  /// Looks at what stands before the pixels.
  ///
  /// - Parameters:
  ///   - bytes: the whole file, which must stay as long as the decoder.
  ///   - path: for errors.
  /// - Throws: ``ImageError``.
  init(_ bytes: UnsafeRawBufferPointer, path: String) throws {
    if bytes.isEmpty { throw ImageError.empty(path) }
    guard let format = ImageSignature.format(of: bytes) else {
      throw ImageError.format(path, found: ImageSignature.name(of: bytes))
    }
    var stored = picture_header()
    var error = picture_error()
    let handle = picture_open(
      Self.codes[format] ?? PICTURE_PNG, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count,
      UInt64(ImageError.pixelLimit), &stored, &error)
    guard let handle else { throw ImageError(error, stored, path: path) }
    self.handle = handle
    self.stored = stored
    self.path = path
    let (width, height) = (Int(stored.width), Int(stored.height))
    let isTurned = stored.orientation >= 5
    header = ImageHeader(
      format: format, width: isTurned ? height : width, height: isTurned ? width : height,
      channels: stored.channels < 3 ? 1 : 3, hasAlpha: stored.channels % 2 == 0,
      depth: Int(stored.depth), orientation: Int(stored.orientation))
  }

  deinit {
    picture_close(handle)
  }

  private static let codes: [ImageHeader.Format: picture_format] = [
    .png: PICTURE_PNG, .jpeg: PICTURE_JPEG, .webp: PICTURE_WEBP, .tiff: PICTURE_TIFF,
  ]

  /// Opens a file for the time that `body` takes.
  ///
  /// - Throws: ``ImageError``, or what `body` throws.
  static func open<Result>(
    _ url: URL, _ body: (_ bytes: UnsafeRawBufferPointer, _ decoder: ImageDecoder) throws -> Result
  ) throws -> Result {
    let path = url.relativePath
    let data: Data
    do {
      data = try contents(of: url)
    } catch {
      throw ImageError(unopened: url)
    }
    return try data.withUnsafeBytes { bytes in
      try body(bytes, try ImageDecoder(bytes, path: path))
    }
  }

  /// A file mapped into memory, or what comes out of a pipe until its end.
  private static func contents(of url: URL) throws -> Data {
    var information = stat()
    let isKnown = stat(url.path, &information) == 0
    if isKnown, information.st_mode & S_IFMT == S_IFREG {
      return try Data(contentsOf: url, options: .mappedIfSafe)
    }
    return try FileHandle(forReadingFrom: url).readToEnd() ?? Data()
  }

  /// Refuses a picture for which there is not enough memory.
  ///
  /// - Parameter result: bytes that are taken beside the decoder's own.
  /// - Throws: an error that says how much is needed.
  func checkMemory(beside result: Int) throws {
    let needed = Int(clamping: stored.memory) + result + stripBytes
    // Asking takes longer than a small picture.
    guard needed > 32_000_000 else { return }
    try MachineMemory.check(
      needed, for: "reading \(path)", advice: "make the picture smaller or close other programs")
  }

  /// Decodes the picture from its first row to its last.
  ///
  /// - Throws: ``ImageError`` for a file that is damaged, or what `body` throws.
  func forEachStrip(_ body: (Strip) throws -> Void) throws {
    let rowBytes = header.storedRowBytes(stored)
    let height = Int(stored.height)
    let most = max(1, min(height, stripBytes / max(1, rowBytes)))
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: most * rowBytes, alignment: 16)
    defer { buffer.deallocate() }
    let rows = buffer.bindMemory(to: UInt8.self)
    guard let start = rows.baseAddress else { return }
    for first in stride(from: 0, to: height, by: most) {
      let count = min(most, height - first)
      var error = picture_error()
      guard picture_read(handle, start, UInt32(count), &error) else {
        throw ImageError(error, stored, path: path)
      }
      try body(Strip(rows: start, first: first, count: count))
    }
  }
}

extension ImageHeader {
  /// Bytes of one row of interleaved samples.
  fileprivate func storedRowBytes(_ stored: picture_header) -> Int {
    Int(stored.width) * Int(stored.channels) * Int(stored.depth) / 8
  }
}

extension ImageError {
  /// The reason why there are no bytes of a file.
  fileprivate init(unopened url: URL) {
    let path = url.relativePath
    var facts = stat()
    guard stat(url.path, &facts) == 0 else {
      self = errno == EACCES ? .unreadable(path) : .missing(path)
      return
    }
    self = facts.st_mode & S_IFMT == S_IFDIR ? .folder(path) : .unreadable(path)
  }

  /// The failure of a decoder.
  fileprivate init(_ error: picture_error, _ header: picture_header, path: String) {
    let text = withUnsafeBytes(of: error.text) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    switch error.fault {
    case PICTURE_UNSUPPORTED:
      self = .unsupported(path, kind: text, advice: error.advice.map { String(cString: $0) } ?? "")
    case PICTURE_ANIMATED: self = .animated(path, format: text)
    case PICTURE_EMPTY: self = .empty(path)
    case PICTURE_TOO_LARGE:
      self = .tooLarge(path, width: Int(header.width), height: Int(header.height))
    case PICTURE_NO_MEMORY: self = .noMemory(path)
    default: self = .damaged(path, reason: text)
    }
  }
}
