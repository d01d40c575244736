/// The colours, sizes and typeface that figures are drawn with.
///
/// A theme is a value: change its parts for a look of one's own. No drawing names a colour that is
/// not in the theme or asked for by a mark.
public struct Theme: Sendable, Hashable {
  /// The colours.
  public var colors: ThemeColors
  /// The sizes.
  public var sizes: ThemeSizes
  /// The family name of all text, which fontconfig looks up.
  public var fontFamily: String

  /// Creates a theme, by default the light one.
  public init(
    colors: ThemeColors = .light, sizes: ThemeSizes = ThemeSizes(),
    fontFamily: String = "DejaVu Sans"
  ) {
    self.colors = colors
    self.sizes = sizes
    self.fontFamily = fontFamily
  }

  /// Dark ink on white paper.
  public static let light = Theme()

  /// Light ink on dark paper, with the sizes and the typeface of the light theme.
  public static let dark = Theme(colors: .dark)

  var figureTitleFont: Font { font(sizes.title * 1.15, isBold: true) }
  var titleFont: Font { font(sizes.title, isBold: true) }
  var labelFont: Font { font(sizes.label) }
  var tickFont: Font { font(sizes.tick) }

  func font(_ size: Double, isBold: Bool = false) -> Font {
    Font(family: fontFamily, size: size, isBold: isBold)
  }

  /// The colour of the series with the given number; after the last one they repeat, closer to the
  /// ink.
  func series(_ index: Int) -> Color {
    let (round, number) = index.quotientAndRemainder(dividingBy: colors.series.count)
    return colors.series[number].mixed(with: colors.ink, by: min(Double(round) * 0.45, 0.9))
  }

  /// The theme for a figure of some width, with larger text if the figure is wide, so that it stays
  /// legible when the whole figure is shown on a page of 800 pixels.
  func fitted(toWidth width: Double) -> Theme {
    var copy = self
    copy.sizes = sizes.enlarged(by: min(max(width / 960, 1), 1.5))
    return copy
  }
}

/// The sizes of a theme in canvas units.
public struct ThemeSizes: Sendable, Hashable {
  /// The font size of panel titles.
  public var title = 16.0
  /// The font size of axis labels, legends and notes.
  public var label = 14.0
  /// The font size of tick labels.
  public var tick = 13.0
  /// The width of data lines.
  public var line = 2.2
  /// The width of axes and frames.
  public var axis = 1.2
  /// The radius of a data point.
  public var marker = 4.0
  /// The distance between parts that belong together.
  public var gap = 7.0

  /// Creates the sizes of the light theme.
  public init() {}

  func enlarged(by factor: Double) -> ThemeSizes {
    var copy = self
    copy.title *= factor
    copy.label *= factor
    copy.tick *= factor
    copy.line *= factor
    copy.axis *= factor
    copy.marker *= factor
    copy.gap *= factor
    return copy
  }
}
