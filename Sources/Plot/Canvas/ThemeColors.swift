/// The colours of a theme.
public struct ThemeColors: Sendable, Hashable {
  /// The paper.
  public var background: Color
  /// Text and axes.
  public var ink: Color
  /// Ticks and lines that stand back.
  public var faintInk: Color
  /// Grid lines.
  public var grid: Color
  /// What stands for a missing number or an empty place.
  public var missing: Color
  /// The colours of the series in turn.
  public var series: [Color]
  /// What is drawn in place of a colour that a mark asks for; one that is not listed is drawn as it
  /// is.
  public var counterparts: [Color: Color]

  /// Creates a set of colours.
  public init(
    background: Color, ink: Color, faintInk: Color, grid: Color, missing: Color, series: [Color],
    counterparts: [Color: Color] = [:]
  ) {
    self.background = background
    self.ink = ink
    self.faintInk = faintInk
    self.grid = grid
    self.missing = missing
    self.series = series
    self.counterparts = counterparts
  }
}

extension ThemeColors {
  /// Dark ink on white, with the Okabe-Ito colours that colour-blind readers can tell apart.
  ///
  /// - Source: M. Okabe and K. Ito, "Color Universal Design", 2008; its yellow is left out, since
  ///   it cannot be seen on white.
  public static let light = ThemeColors(
    background: .white, ink: Color(hex: 0x1F2328), faintInk: Color(hex: 0x6B7280),
    grid: Color(hex: 0xE6E8EB), missing: Color(hex: 0xD4D6DA),
    series: [.blue, .vermillion, .green, .purple, .orange, .sky, .black])

  /// Light ink on the near-black of a dark page, with the series of the light colours in the same
  /// order and the same hues.
  ///
  /// Blue is lighter than in the Okabe-Ito set and black is a light grey, also where a mark asks for
  /// the colour by its name; the other five can be seen on either paper. What a mark asks for in an
  /// ink of the light colours is drawn in the ink of the same kind.
  public static let dark = light.redrawn(
    background: Color(hex: 0x14181D), ink: Color(hex: 0xE1E6EC), faintInk: Color(hex: 0x9AA4B0),
    grid: Color(hex: 0x2A3038), missing: Color(hex: 0x3D444D),
    series: [
      Color(hex: 0x2687BE), .vermillion, .green, .purple, .orange, .sky, Color(hex: 0xC9D1D9),
    ])

  /// Other colours, each of which is drawn where a mark asks for the one in its place here; the paper
  /// has no counterpart, so that a line that is white on a heat map stays white.
  private func redrawn(
    background: Color, ink: Color, faintInk: Color, grid: Color, missing: Color, series: [Color]
  ) -> ThemeColors {
    let old = [self.ink, self.faintInk, self.grid, self.missing] + self.series
    let new = [ink, faintInk, grid, missing] + series
    return ThemeColors(
      background: background, ink: ink, faintInk: faintInk, grid: grid, missing: missing,
      series: series, counterparts: Dictionary(uniqueKeysWithValues: zip(old, new)))
  }

  /// Whether light ink stands on dark paper.
  var isDark: Bool { background.luma < ink.luma }

  /// The colour in which a mark is drawn that asks for `color`, as translucent as that.
  func counterpart(of color: Color) -> Color {
    counterparts[color.opacity(1)]?.opacity(color.alpha) ?? color
  }
}
