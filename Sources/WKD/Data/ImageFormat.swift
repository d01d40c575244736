public import Foundation

extension ImageFile {
  /// The formats that are written.
  public enum Format: String, Sendable, CaseIterable {
    case png = "PNG"
    case jpeg = "JPEG"

    /// The format that a name ends in.
    ///
    /// - Throws: ``ImageError/ending(_:)`` for a name that ends in none of them.
    public init(of url: URL) throws {
      switch url.pathExtension.lowercased() {
      case "png": self = .png
      case "jpg", "jpeg", "jfif", "jpe": self = .jpeg
      default: throw ImageError.ending(url.relativePath)
      }
    }

    /// The ending of a new file's name.
    public var pathExtension: String { self == .png ? "png" : "jpg" }
  }
}
