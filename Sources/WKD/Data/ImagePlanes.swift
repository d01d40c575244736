internal import CPictures
internal import Torch

/// Planes in memory that a decoder's strips are written to, turned as the picture is shown.
struct ImagePlanes {
  /// Columns and rows of the file.
  struct Window {
    var columns: Range<Int>
    var rows: Range<Int>
  }

  /// - Shape: `[C, H, W]`, C as the file has it without alpha.
  let colors: Tensor
  /// - Shape: `[1, H, W]`; nil where it is not wanted, or there is none.
  let alpha: Tensor?

  private let window: Window
  private let header: picture_header
  private let isWide: Bool

  /// Planes for the part of a picture that lies in a window.
  ///
  /// - Parameters:
  ///   - header: the picture as it is stored.
  ///   - window: a part of it, as it is stored; nil for all.
  ///   - isWide: whether 16-bit samples are kept, as floats.
  ///   - keepsAlpha: whether alpha is wanted.
  init(_ header: picture_header, window: Window?, isWide: Bool, keepsAlpha: Bool) {
    let window = window ?? Window(columns: 0..<Int(header.width), rows: 0..<Int(header.height))
    self.header = header
    self.window = window
    self.isWide = isWide && header.depth == 16
    let isTurned = header.orientation >= 5
    let (across, down) = (window.columns.count, window.rows.count)
    let shape = isTurned ? [across, down] : [down, across]
    let type: ElementType = self.isWide ? .float32 : .uint8
    colors = Tensor.uninitialized([header.channels < 3 ? 1 : 3] + shape, type: type)
    let hasAlpha = keepsAlpha && header.channels % 2 == 0
    alpha = hasAlpha ? Tensor.uninitialized([1] + shape, type: type) : nil
  }

  /// Writes what lies in the window.
  func place(_ strip: ImageDecoder.Strip) {
    var target = picture_target()
    target.wide = isWide
    target.plane = window.columns.count * window.rows.count
    target.left = UInt32(window.columns.lowerBound)
    target.right = UInt32(window.columns.upperBound)
    target.top = UInt32(window.rows.lowerBound)
    target.bottom = UInt32(window.rows.upperBound)
    let turn = Orientation(header.orientation)
    let width = turn.isTransposed ? window.rows.count : window.columns.count
    target.step_x = (turn.isTransposed ? width : 1) * (turn.mirrorsColumns ? -1 : 1)
    target.step_y = (turn.isTransposed ? 1 : width) * (turn.mirrorsRows ? -1 : 1)
    target.origin =
      max(0, -target.step_x) * (window.columns.count - 1)
      + max(0, -target.step_y) * (window.rows.count - 1)
    colors.withElements { colors in
      target.colors = colors
      let write = { (alpha: UnsafeMutableRawPointer?) in
        target.alpha = alpha
        withUnsafePointer(to: header) {
          picture_place($0, strip.rows, UInt32(strip.first), UInt32(strip.count), &target)
        }
      }
      if let alpha { alpha.withElements { write($0) } } else { write(nil) }
    }
  }
}

/// How stored columns and rows lie when a picture is shown.
///
/// - Source: EXIF 2.32, tag 0x0112.
struct Orientation {
  /// Whether stored columns are shown from right to left, or from the bottom up.
  let mirrorsColumns: Bool
  /// Whether stored rows are shown from the bottom up, or from right to left.
  let mirrorsRows: Bool
  /// Whether stored rows are shown as columns.
  let isTransposed: Bool

  /// The orientation with EXIF's number, 1 to 8.
  init(_ number: Int32) {
    mirrorsColumns = [2, 3, 7, 8].contains(number)
    mirrorsRows = [3, 4, 6, 7].contains(number)
    isTransposed = number >= 5
  }

  /// The stored window of a shown part.
  func window(rows: Range<Int>, columns: Range<Int>, in header: picture_header)
    -> ImagePlanes.Window
  {
    let part = { (range: Range<Int>, count: UInt32, isMirrored: Bool) in
      isMirrored ? Int(count) - range.upperBound..<Int(count) - range.lowerBound : range
    }
    return ImagePlanes.Window(
      columns: part(isTransposed ? rows : columns, header.width, mirrorsColumns),
      rows: part(isTransposed ? columns : rows, header.height, mirrorsRows))
  }
}
