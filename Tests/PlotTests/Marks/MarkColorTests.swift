import Plot
import Testing

@Suite("Marks on dark paper")
struct MarkColorTests {
  /// One mark of every kind that takes a colour, and whether it covers what lies below only in part.
  private static let kinds: [(name: String, isTranslucent: Bool, mark: @Sendable (Color) -> Mark)] =
    [
      ("line", false, { .line(x: [0, 1, 2], y: [0, 1, 0], color: $0) }),
      ("area", true, { .area(x: [0, 1, 2], y: [0, 1, 0], color: $0) }),
      ("points", false, { .points(x: [0, 1, 2], y: [0, 1, 0], color: $0) }),
      ("stem", false, { .stem(x: [0, 1, 2], y: [0, 1, 0], color: $0) }),
      ("range", true, { .range(x: [0, 1, 2], low: [0, 1, 0], high: [1, 2, 1], color: $0) }),
      ("error bars", false, { .errorBars(x: [0, 1], low: [0, 1], high: [1, 2], color: $0) }),
      ("vertical line", false, { .verticalLine(0.4, color: $0) }),
      ("horizontal line", false, { .horizontalLine(0.4, color: $0) }),
      ("bars", false, { .bars(categories: ["a", "b"], values: [1, 2], color: $0) }),
      ("histogram", false, { .histogram(values: [0, 1, 1, 2], bins: 3, color: $0) }),
    ]

  @Test("every kind can be seen although black was asked for", arguments: kinds.map(\.name))
  func black(name: String) throws {
    let kind = try #require(Self.kinds.first { $0.name == name })
    let least = kind.isTranslucent ? 1.5 : 3
    let paper = ThemeColors.dark.background
    // A mark in the colour of the paper hides what lies below it, but shows nothing itself.
    let hidden = picture(of: kind.mark(paper))
    for color in [Color.black, ThemeColors.light.ink] {
      let shown = picture(of: kind.mark(color))
      #expect(shown.width == hidden.width && shown.height == hidden.height)
      let visible = (0..<shown.height).reduce(0) { sum, y in
        sum
          + (0..<shown.width).count { x in
            let pixel = shown.color(x, y)
            return pixel != hidden.color(x, y) && pixel.contrast(with: paper) >= least
          }
      }
      #expect(visible > 20)
    }
  }

  @Test("a colour of the set is drawn as its counterpart, as translucent as it was asked for")
  func counterparts() {
    for (old, new) in zip(ThemeColors.light.series, ThemeColors.dark.series) {
      let bars = picture(of: .bars(categories: ["a"], values: [1], color: old))
      #expect(bars.count(of: new) > 1000)
      #expect(old == new || bars.count(of: old) == 0)
    }
    let faint = picture(of: .bars(categories: ["a"], values: [1], color: .black.opacity(0.5)))
    #expect(faint.count(of: ThemeColors.dark.series[6]) == 0)
  }

  @Test("any other colour is drawn as it is", arguments: [.white, Color(hex: 0x123456)])
  func others(color: Color) {
    #expect(
      picture(of: .bars(categories: ["a"], values: [1], color: color)).count(of: color) > 1000)
  }

  @Test("the whisker of a light bar has a dark edge")
  func whiskers() {
    let picture = picture(
      of: .bars(categories: ["a"], values: [2], errors: [1], color: .black))
    let (colors, bar) = (ThemeColors.dark, ThemeColors.dark.series[6])
    // A row through the lower half of the whisker crosses bar, edge, ink, edge and bar again.
    let rows = (0..<picture.height).filter { y in
      let row = (0..<picture.width).map { picture.color($0, y) }
      guard let first = row.firstIndex(of: bar), let last = row.lastIndex(of: bar) else {
        return false
      }
      let inside = row[first...last]
      guard let ink = inside.firstIndex(of: colors.ink) else { return false }
      return inside[..<ink].contains(colors.background)
        && inside[ink...].contains(colors.background)
    }
    #expect(rows.count > 20)
  }

  private func picture(of mark: Mark) -> Picture {
    let chart = Chart("", x: Axis(""), y: Axis(""), marks: [mark])
    return Figure(panels: [chart], panelWidth: 300).recolored(.dark).picture()
  }
}
