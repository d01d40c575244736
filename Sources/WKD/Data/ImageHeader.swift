/// The size and the kind of a picture, known before its pixels are decoded.
public struct ImageHeader: Sendable, Equatable {
  /// The formats that are read.
  public enum Format: String, Sendable, CaseIterable {
    case png = "PNG"
    case jpeg = "JPEG"
    case webp = "WebP"
    case tiff = "TIFF"
  }

  /// The format that the bytes are in, whatever the name ends in.
  public let format: Format
  /// Pixels of a row, as the picture is shown.
  public let width: Int
  /// Rows, as the picture is shown.
  public let height: Int
  /// 1 for a grey picture, 3 for colour, without alpha.
  public let channels: Int
  /// Whether the file says how transparent its pixels are.
  public let hasAlpha: Bool
  /// Bits of one sample as they are read: 8 or 16.
  public let depth: Int
  /// The turn that a viewer makes of the stored rows and columns, 1 for none, 2 to 8 by EXIF's numbers;
  /// ``width`` and ``height`` are those after it.
  public let orientation: Int
}
