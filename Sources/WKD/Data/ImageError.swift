/// The reason why an image was refused; every case that is about a file names it.
public enum ImageError: Error, Equatable, CustomStringConvertible {
  /// A file that is missing or may not be read.
  case unreadable(String)
  /// A file that cannot be written.
  case unwritable(String)
  /// A file of a format that is not read, with the format's name where it is known.
  case format(String, found: String? = nil)
  /// A name whose ending stands for no format that is written.
  case ending(String)
  /// A file that its decoder refuses.
  case damaged(String, reason: String)
  /// A whole file of a kind that is not read, with the kind and the way out.
  case unsupported(String, kind: String, advice: String)
  /// A file without bytes, or an image without pixels.
  case empty(String)
  /// More pixels than ``ImageFile/pixelLimit``.
  case tooLarge(String, width: Int, height: Int)
  /// A file with more than one frame, with the name of its format.
  case animated(String, format: String)
  /// A picture that the format to be written cannot hold.
  case unencodable(reason: String, advice: String)

  /// The most pixels that an image may have.
  static let pixelLimit = 100_000_000

  /// Throws for an image without pixels or with too many.
  static func checkSize(width: Int, height: Int, path: String) throws {
    guard width > 0, height > 0 else { throw ImageError.empty(path) }
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, count <= pixelLimit else {
      throw ImageError.tooLarge(path, width: width, height: height)
    }
  }

  /// One sentence that says what is wrong with which file and what to do.
  public var description: String {
    switch self {
    case .unreadable(let path):
      "cannot read \(path): check that it is there, is a file and may be read"
    case .unwritable(let path): "cannot write \(path): check the folder and its permissions"
    case .format(let path, nil):
      "\(path) is neither PNG nor JPEG, WebP or TIFF: convert it to PNG first"
    case .format(let path, let found?):
      """
      \(path) is \(found), which is not read (PNG, JPEG, WebP and TIFF are): convert it to PNG first
      """
    case .ending(let path):
      "\(path) does not end in .png or .jpg: pictures are written in these formats, name one of them"
    case .damaged(let path, let reason):
      "\(path) is damaged (\(reason)): replace it or take it out of the folder"
    case .unsupported(let path, let kind, let advice): "\(path) is \(kind): \(advice)"
    case .empty(let path): "\(path) is empty: replace it or take it out of the folder"
    case .tooLarge(let path, let width, let height):
      """
      \(path) has \(width) x \(height) pixels, more than the \
      \(Self.pixelLimit / 1_000_000) million that are read: make it smaller first
      """
    case .animated(let path, let format):
      "\(path) is an animated \(format): save the frame that is meant, such as the first, as a PNG"
    case .unencodable(let reason, let advice): "\(reason): \(advice)"
    }
  }
}
