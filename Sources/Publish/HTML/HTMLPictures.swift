import Foundation
import Markup

/// Sets the pictures of a figure inside the page.
enum HTMLPictures {
  /// The PNG files of a figure as drawn on white and on dark paper, if any.
  typealias Pair = (light: Data?, dark: Data?)

  /// The picture in the colours of the reader's choice; without one, its description.
  static func text(of pictures: Pair, alt: String) -> String {
    guard let light = pictures.light else {
      return "<p class=\"elsewhere\">\(alt.escapedForMarkup)</p>"
    }
    guard let dark = pictures.dark else {
      return boxed(image(light, alt: alt, class: "mat"), for: light)
    }
    let both =
      image(light, alt: alt, class: "for-light") + "\n"
      + image(dark, alt: alt, class: "for-dark")
    return boxed(both, for: light)
  }

  /// A picture whose words could not be read as narrow as a phone gets a box to scroll in.
  private static func boxed(_ images: String, for picture: Data) -> String {
    guard let size = size(of: picture), size.width > 700 else { return images }
    return "<div class=\"scroll wide\">\n\(images)\n</div>"
  }

  private static func image(_ png: Data, alt: String, class name: String) -> String {
    let size = size(of: png).map { " width=\"\($0.width)\" height=\"\($0.height)\"" } ?? ""
    return """
      <img class="\(name)"\(size) alt="\(alt.escapedForMarkup)" \
      src="data:image/png;base64,\(png.base64EncodedString())">
      """
  }

  /// The size on the page, from the head of the file; nil where it is no PNG.
  private static func size(of png: Data) -> (width: Int, height: Int)? {
    let bytes = [UInt8](png.prefix(24))
    guard bytes.count == 24, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return nil }
    func number(at start: Int) -> Int {
      bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    return ((number(at: 16) + 1) / 2, (number(at: 20) + 1) / 2)
  }
}
