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
      let ending = url.pathExtension.lowercased()
      guard let format = Self.allCases.first(where: { $0.endings.contains(ending) }) else {
        throw ImageError.ending(url.relativePath)
      }
      self = format
    }

    /// The endings of such files' names in small letters, the usual one first.
    package var endings: [String] {
      switch self {
      case .png: ["png"]
      case .jpeg: ["jpg", "jpeg", "jfif", "jpe"]
      }
    }

    /// The ending of a new file's name.
    public var pathExtension: String { endings[0] }
  }
}
