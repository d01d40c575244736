/// Why a picture was refused.
public enum ImageError: Error, CustomStringConvertible {
  case unreadable(String)
  case unwritable(String)
  case format(String)
  case damaged(String, reason: String)
  /// A file without bytes, or a picture without pixels.
  case empty(String)
  case tooLarge(String, width: Int, height: Int)
  /// A PNG file with more than one frame.
  case animated(String)

  public var description: String {
    switch self {
    case .unreadable(let path):
      "cannot read \(path): check that it is there, is a file and may be read"
    case .unwritable(let path): "cannot write \(path): check the folder and its permissions"
    case .format(let path): "\(path) is neither PNG nor JPEG: convert it first"
    case .damaged(let path, let reason):
      "\(path) is damaged (\(reason)): replace it or take it out of the folder"
    case .empty(let path): "\(path) is empty: replace it or take it out of the folder"
    case .tooLarge(let path, let width, let height):
      """
      \(path) has \(width) x \(height) pixels, more than the \
      \(ImageFile.pixelLimit / 1_000_000) million that are read: make it smaller first
      """
    case .animated(let path):
      "\(path) is an animated PNG: save the frame that is meant as a PNG of its own"
    }
  }
}
