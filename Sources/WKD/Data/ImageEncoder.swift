internal import CPictures
internal import Foundation
internal import Torch

/// An image on its way into a file, row by row.
struct ImageEncoder {
  private let image: Tensor
  private let alpha: Tensor?

  /// - Parameters:
  ///   - image: `[1, H, W]` or `[3, H, W]`, bytes or numbers from 0 to 1.
  ///   - alpha: `[1, H, W]`, likewise.
  init(image: Tensor, alpha: Tensor?) {
    self.image = Self.readable(image)
    self.alpha = alpha.map(Self.readable)
  }

  /// The bytes of a file.
  ///
  /// - Throws: ``ImageError/unencodable(reason:advice:)``.
  func data(_ format: ImageFile.Format, depth: Int, quality: Int) throws -> Data {
    let encode = format == .png ? picture_encode_png : picture_encode_jpeg
    var planes = picture_planes()
    planes.channels = Int32(image.shape[0])
    planes.height = UInt32(image.shape[1])
    planes.width = UInt32(image.shape[2])
    planes.depth = Int32(depth)
    planes.quality = Int32(quality)
    planes.element = Self.element(image)
    var count = 0
    var error = picture_error()
    let file = image.withElements { colors in
      planes.colors = UnsafeRawPointer(colors)
      guard let alpha else { return encode(&planes, &count, &error) }
      planes.alpha_element = Self.element(alpha)
      return alpha.withElements {
        planes.alpha = UnsafeRawPointer($0)
        return encode(&planes, &count, &error)
      }
    }
    guard let file else {
      let size = "\(image.shape[2]) x \(image.shape[1]) pixels"
      throw error.fault == PICTURE_TOO_LARGE
        ? ImageError.unencodable(
          reason: "a JPEG file holds at most 65,500 pixels a side, not \(size)",
          advice: "write a PNG file")
        : ImageError.unencodable(
          reason: "there is not enough memory for a file of \(size)",
          advice: "take a smaller picture")
    }
    return Data(
      bytesNoCopy: file, count: count,
      deallocator: .custom { bytes, _ in
        picture_free(bytes.assumingMemoryBound(to: UInt8.self))
      })
  }

  /// In the machine's memory, of a type that the encoders read.
  private static func readable(_ tensor: Tensor) -> Tensor {
    let isRead = [.uint8, .float32, .float64].contains(tensor.type)
    return (isRead ? tensor : tensor.converted(to: .float32)).moved(to: .cpu).contiguous()
  }

  private static func element(_ tensor: Tensor) -> picture_element {
    switch tensor.type {
    case .uint8: PICTURE_BYTES
    case .float64: PICTURE_DOUBLES
    default: PICTURE_FLOATS
    }
  }
}
