internal import CPictures
public import Foundation
public import Torch

extension ImageFile {
  /// Reads a part of an image as RGB bytes and resizes it while it is decoded.
  ///
  /// The result is to the last bit what ``read(_:)``, slicing, `Tensor.resized(height:width:)` in single
  /// precision and rounding to the nearest byte give; where nothing is resized, the bytes themselves.
  /// Beside the decoder's own memory, it takes that of a picture of the part's height and the new width.
  ///
  /// - Parameters:
  ///   - url: a file of a format that ``read(_:)`` knows.
  ///   - fit: the part that is taken, and its new size.
  /// - Returns: `[3, height, width]` of the plan, uint8.
  /// - Throws: ``ImageError``, or an error that says how much memory it would take.
  public static func read(_ url: URL, fitting fit: ImageFit) throws -> Tensor {
    try read(url, fitting: fit, bandBytes: 64_000_000)
  }

  /// The same with other limits of the bytes that are kept of a turned picture, and of a strip.
  package static func read(
    _ url: URL, fitting fit: ImageFit, bandBytes: Int, stripBytes: Int? = nil
  ) throws -> Tensor {
    try ImageDecoder.open(url) { bytes, decoder in
      if let stripBytes { decoder.stripBytes = stripBytes }
      let plan = fit.plan(decoder.header.height, decoder.header.width)
      let whole = 0..<decoder.header.height, across = 0..<decoder.header.width
      guard !plan.rows.isEmpty, !plan.columns.isEmpty, plan.height > 0, plan.width > 0,
        plan.rows.clamped(to: whole) == plan.rows, plan.columns.clamped(to: across) == plan.columns
      else {
        misuse(
          "ImageFile.read(fitting:)", found: "\(plan)",
          wanted: "a part of \(whole.count) rows and \(across.count) columns")
      }
      return try StripResizing(plan: plan, bytes: bytes, decoder: decoder, bandBytes: bandBytes)
        .run().asColor
    }
  }
}

/// Resizing of a picture while its strips arrive.
///
/// `Tensor.resized` filters along the rows first and along the columns then, each alone. So the first
/// half is done with every strip, and only its narrow result is kept for the second.
struct StripResizing {
  let plan: ImageFit.Plan
  let bytes: UnsafeRawBufferPointer
  let decoder: ImageDecoder
  /// The most bytes of a turned picture that are kept at once.
  let bandBytes: Int

  /// The part of the picture in its new size, `[C, height, width]` of bytes.
  ///
  /// - Throws: ``ImageError``, or an error that says how much memory it would take.
  func run() throws -> Tensor {
    let isResized = plan.rows.count != plan.height || plan.columns.count != plan.width
    let channels = decoder.header.channels
    let turn = Orientation(decoder.stored.orientation)
    guard isResized else {
      try decoder.checkMemory(beside: (channels + 3) * plan.height * plan.width)
      return try whole(rows: plan.rows, decoder: decoder)
    }
    let band =
      turn.isTransposed ? min(bandBytes, channels * decoder.header.width * plan.rows.count) : 0
    // A strip as numbers takes four times its bytes.
    try decoder.checkMemory(
      beside: band + 4 * decoder.stripBytes + 4 * channels * plan.width * plan.rows.count
        + 12 * channels * plan.height * plan.width)
    let narrow = Tensor.uninitialized(
      [channels, plan.rows.count, plan.width], type: .float32)
    if turn.isTransposed {
      try forEachBand { band, first in narrowed(band, into: narrow, at: first) }
    } else {
      try forEachStrip(turn) { strip, first in narrowed(strip, into: narrow, at: first) }
    }
    let resized = narrow.expanded(at: 0).resized(height: plan.height, width: plan.width)
    return (resized[0] + 0.5).clamped(to: 0...255).converted(to: .uint8)
  }

  /// Calls `body` with the parts of strips that are wanted, and with the place of their first row.
  private func forEachStrip(_ turn: Orientation, _ body: (Tensor, Int) -> Void) throws {
    let window = turn.window(rows: plan.rows, columns: plan.columns, in: decoder.stored)
    try decoder.forEachStrip { strip in
      let rows = (strip.first..<strip.first + strip.count).clamped(to: window.rows)
      guard !rows.isEmpty else { return }
      let planes = ImagePlanes(
        decoder.stored, window: .init(columns: window.columns, rows: rows), isWide: false,
        keepsAlpha: false)
      planes.place(strip)
      let first =
        turn.mirrorsRows
        ? window.rows.upperBound - rows.upperBound : rows.lowerBound - window.rows.lowerBound
      body(planes.colors, first)
    }
  }

  /// The same for a picture whose rows are stored as columns.
  ///
  /// A shown row is complete at the end of the file only. So a large picture is decoded several times,
  /// and a band of it is kept each time.
  private func forEachBand(_ body: (Tensor, Int) -> Void) throws {
    let most = max(1, bandBytes / (decoder.header.channels * plan.columns.count))
    for start in stride(from: plan.rows.lowerBound, to: plan.rows.upperBound, by: most) {
      let rows = start..<min(start + most, plan.rows.upperBound)
      let pass =
        start == plan.rows.lowerBound ? decoder : try ImageDecoder(bytes, path: decoder.path)
      body(try whole(rows: rows, decoder: pass), start - plan.rows.lowerBound)
    }
  }

  /// Shown rows of the wanted columns, `[C, rows, columns]`.
  private func whole(rows: Range<Int>, decoder: ImageDecoder) throws -> Tensor {
    let turn = Orientation(decoder.stored.orientation)
    let planes = ImagePlanes(
      decoder.stored,
      window: turn.window(rows: rows, columns: plan.columns, in: decoder.stored), isWide: false,
      keepsAlpha: false)
    try decoder.forEachStrip(planes.place)
    return planes.colors
  }

  /// Filters along the rows of a part, and writes them to `narrow` from row `first` on.
  private func narrowed(_ part: Tensor, into narrow: Tensor, at first: Int) {
    let (channels, height) = (part.shape[0], part.shape[1])
    let rowBytes = plan.width * 4
    let most = max(1, decoder.stripBytes / (channels * plan.columns.count))
    for start in stride(from: 0, to: height, by: most) {
      let rows = start..<min(start + most, height)
      let wide = part.slice(axis: 1, rows).converted(to: .float32)
      let done =
        plan.columns.count == plan.width
        ? wide : wide.expanded(at: 0).resized(height: rows.count, width: plan.width)[0]
      done.contiguous().withElements { source in
        narrow.withElements { target in
          for channel in 0..<channels {
            (target + (channel * plan.rows.count + first + start) * rowBytes).copyMemory(
              from: source + channel * rows.count * rowBytes, byteCount: rows.count * rowBytes)
          }
        }
      }
    }
  }
}
