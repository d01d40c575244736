import Plot
import Testing

@Suite("Colours")
struct PaletteTests {
  private let steps = (0...100).map { Double($0) / 100 }

  @Test("more is always brighter", arguments: [Palette.sequential, .gray])
  func rising(palette: Palette) {
    let lumas = steps.map { palette.color(at: $0).luma }
    for (low, high) in zip(lumas, lumas.dropFirst()) { #expect(low < high) }
  }

  @Test("the diverging palette is nearly white in the middle and darker to both ends")
  func diverging() {
    let lumas = steps.map { Palette.diverging.color(at: $0).luma }
    #expect(lumas[50] > 0.95)
    for index in 0..<50 {
      #expect(lumas[index] < lumas[index + 1])
      #expect(lumas[100 - index] < lumas[99 - index])
    }
    #expect(Palette.diverging.color(at: 0).blue > Palette.diverging.color(at: 0).red)
    #expect(Palette.diverging.color(at: 1).red > Palette.diverging.color(at: 1).blue)
  }

  @Test(
    "what lies outside the range gets the colour of the nearer end", arguments: Palette.allCases)
  func saturates(palette: Palette) {
    #expect(palette.color(at: -3) == palette.color(at: 0))
    #expect(palette.color(at: 7) == palette.color(at: 1))
  }
}
