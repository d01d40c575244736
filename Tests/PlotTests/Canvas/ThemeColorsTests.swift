import Plot
import Testing

@Suite("Colours of the light and the dark theme")
struct ThemeColorsTests {
  static let both = [ThemeColors.light, .dark]

  @Test("contrast goes from 1 to 21, whichever colour is named first")
  func ends() {
    #expect(Color.blue.contrast(with: .blue) == 1)
    #expect(abs(Color.black.contrast(with: .white) - 21) < 1e-12)
    #expect(Color.white.contrast(with: .black) == Color.black.contrast(with: .white))
    // The grey that is known as the lightest one with 4.5 on white.
    let gray = Color(hex: 0x767676).contrast(with: .white)
    #expect(gray > 4.5 && gray < 4.6)
  }

  @Test("text can be read on the paper", arguments: both)
  func text(colors: ThemeColors) {
    #expect(colors.ink.contrast(with: colors.background) >= 7)
    #expect(colors.faintInk.contrast(with: colors.background) >= 4.5)
    #expect(colors.grid.contrast(with: colors.background) < 1.5)
  }

  @Test("every series can be seen on dark paper")
  func darkSeries() {
    let colors = ThemeColors.dark
    for color in colors.series { #expect(color.contrast(with: colors.background) >= 3) }
  }

  @Test("every series can be seen on light paper, but orange and sky blue only as broad lines")
  func lightSeries() {
    let colors = ThemeColors.light
    for color in colors.series {
      let least = [.orange, .sky].contains(color) ? 2.2 : 3
      #expect(color.contrast(with: colors.background) >= least)
    }
  }

  @Test("the dark series have the hues of the light ones, in their order, and differ")
  func hues() {
    let light = ThemeColors.light.series
    let dark = ThemeColors.dark.series
    #expect(light.count == dark.count && Set(dark).count == dark.count)
    for (old, new) in zip(light, dark) where old != .black {
      // Mixed with white, a colour keeps the place of its middle part between the other two; bytes
      // are too coarse to keep it better than this.
      #expect(abs(middlePart(old) - middlePart(new)) < 0.01)
    }
  }

  @Test("text can be read in the boxes of a diagram and on the paper of a note", arguments: both)
  func boxes(colors: ThemeColors) {
    for color in colors.series {
      let box = colors.background.mixed(with: color, by: 0.16)
      #expect(colors.ink.contrast(with: box) >= 7)
    }
  }

  @Test("dark paper has the colour of the dark page, and light paper is white")
  func paper() {
    #expect(Theme.dark.colors.background == Color(hex: 0x14181D))
    #expect(Theme.light.colors.background == .white)
    #expect(Theme.dark.sizes == Theme.light.sizes)
  }

  @Test("text stands out from the paper, and series from each other")
  func theme() {
    let colors = Theme.light.colors
    #expect(colors.background.luma - colors.ink.luma > 0.7)
    #expect(Set(colors.series).count == colors.series.count)
    #expect(colors.series.allSatisfy { colors.background.luma - $0.luma > 0.25 })
  }

  /// Where the middle one of the three parts stands between the least, 0, and the greatest, 1.
  private func middlePart(_ color: Color) -> Double {
    let parts = [color.red, color.green, color.blue].sorted()
    return (parts[1] - parts[0]) / (parts[2] - parts[0])
  }
}
