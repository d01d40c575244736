import Plot

extension Picture {
  /// The colour of one pixel.
  func color(_ x: Int, _ y: Int) -> Color {
    let first = (y * width + x) * 3
    return Color(
      hex: UInt32(rgb[first]) << 16 | UInt32(rgb[first + 1]) << 8 | UInt32(rgb[first + 2]))
  }

  /// How many pixels have exactly this colour.
  func count(of color: Color) -> Int {
    (0..<height).reduce(0) { sum, y in sum + (0..<width).count { self.color($0, y) == color } }
  }
}
