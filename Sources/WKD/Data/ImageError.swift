/// The reason why an image was refused; every case that is about a file names it.
public enum ImageError: Error, Equatable, CustomStringConvertible {
  /// A file that is missing.
  case missing(String)
  /// A folder in the place of a file.
  case folder(String)
  /// A file that may not be read.
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
  /// A picture whose decoder got no memory.
  case noMemory(String)
  /// A picture that the format to be written cannot hold.
  case unencodable(reason: String, advice: String)

  /// The most pixels that an image may have.
  static let pixelLimit = 100_000_000

  /// One sentence that says what is wrong with which file and what to do.
  public var description: String {
    switch self {
    case .missing(let path): "there is no \(SoughtPath(path)): check its name"
    case .folder(let path):
      "\(path) is a folder, and a picture is wanted: give one of the pictures in it"
    case .unreadable(let path): "cannot read \(path): check that it is a file and may be read"
    case .unwritable(let path): "cannot write \(path): check the folder and its permissions"
    case .format(let path, let found):
      """
      \(path) is neither PNG nor JPEG, WebP or TIFF\(found.map { " but \($0)" } ?? ""): name a picture, \
      or convert it to PNG first
      """
    case .ending(let path):
      "\(path) does not end in .png or .jpg: pictures are written in these formats, name one of them"
    case .damaged(let path, let reason):
      "\(path) is damaged (\(reason)): replace it or take it out of the folder"
    case .unsupported(let path, let kind, let advice):
      "\(path) is \(kind), which is not supported: \(advice)"
    case .empty(let path): "\(path) is empty: replace it or take it out of the folder"
    case .tooLarge(let path, let width, let height):
      """
      \(path) has \(width) x \(height) pixels, more than the \
      \(Self.pixelLimit / 1_000_000) million that are read: make it smaller first
      """
    case .animated(let path, let format):
      "\(path) is an animated \(format): save the frame that is meant, such as the first, as a PNG"
    case .noMemory(let path):
      "there is not enough memory for reading \(path): make it smaller or close other programs"
    case .unencodable(let reason, let advice): "\(reason): \(advice)"
    }
  }
}
