/// The colours of a theme.
public struct ThemeColors: Sendable, Hashable {
  /// The colour of the paper.
  public var background: Color
  /// The colour of text and axes.
  public var ink: Color
  /// The colour of secondary lines, such as reference lines without a name and frames of pictures.
  public var faintInk: Color
  /// The colour of grid lines.
  public var grid: Color
  /// The colour of a missing number or an absent band.
  public var missing: Color
  /// The colours of the series in their order.
  public var series: [Color]
  /// The colours drawn in place of those that marks ask for; one that is not listed is drawn
  /// unchanged.
  public var counterparts: [Color: Color]

  /// Creates a set of colours.
  ///
  /// - Precondition: `series` is not empty.
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
  /// Dark ink on white, with the Okabe-Ito colours, which colour-blind readers can tell apart.
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
  /// Blue is lighter than in the Okabe-Ito set and black is a light grey, also if a mark asks for
  /// the colour by its name; the other five are visible on either paper. A mark that asks for an
  /// ink of the light colours is drawn in the corresponding dark one.
  public static let dark = light.redrawn(
    background: Color(hex: 0x14181D), ink: Color(hex: 0xE1E6EC), faintInk: Color(hex: 0x9AA4B0),
    grid: Color(hex: 0x2A3038), missing: Color(hex: 0x3D444D),
    series: [
      Color(hex: 0x2687BE), .vermillion, .green, .purple, .orange, .sky, Color(hex: 0xC9D1D9),
    ])

  /// Other colours as counterparts of these; the paper has none, so that a line that is white on a
  /// heat map stays white.
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

  /// The colour drawn for a mark that asks for `color`, with the opacity that it asks for.
  func counterpart(of color: Color) -> Color {
    counterparts[color.opacity(1)]?.opacity(color.alpha) ?? color
  }
}
