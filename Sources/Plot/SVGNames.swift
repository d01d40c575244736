import Foundation

/// Makes an SVG document of Cairo independent of what was drawn before it.
///
/// Cairo numbers surfaces through the whole life of a process, so that the same drawing would
/// give another document each time.
enum SVGNames {
  /// Numbers the names of each kind from 0 in the order in which they appear.
  static func renumbered(_ document: Data) -> Data {
    let text = String(decoding: document, as: UTF8.self)
    return Data(["surface", "image", "pattern"].reduce(text, renumbered).utf8)
  }

  private static func renumbered(_ text: String, kind: String) -> String {
    var numbers: [Substring: Int] = [:]
    var result = ""
    for (index, piece) in text.components(separatedBy: kind).enumerated() {
      let old = piece.prefix(while: \.isNumber)
      if index == 0 || old.isEmpty {
        result += (index == 0 ? "" : kind) + piece
      } else {
        let new = numbers[old] ?? numbers.count
        numbers[old] = new
        result += "\(kind)\(new)" + piece.dropFirst(old.count)
      }
    }
    return result
  }
}
