import Markup
import Testing

@Suite("HeadingSlug")
struct HeadingSlugTests {
  @Test(
    "a heading becomes the anchor that GitHub gives it",
    arguments: [
      ("5.1 Translating pictures without pairs", "51-translating-pictures-without-pairs"),
      ("1.1 Which frequency, but when?", "11-which-frequency-but-when"),
      ("3.3 T² – an `x_y` one-off", "33-t--an-x_y-one-off"),
      ("Über Fréchet's *Abstand*", "über-fréchets-abstand"),
    ])
  func anchors(heading: String, slug: String) {
    #expect(HeadingSlug.of(heading) == slug)
  }

  @Test("a repeated heading is numbered, and never takes the anchor of another")
  func repeated() {
    var slugs = HeadingSlug()
    #expect(["A", "A", "A 1", "a"].map { slugs.next(for: $0) } == ["a", "a-1", "a-1-1", "a-2"])
  }

  @Test("a reserved name is given to no heading, and a heading of mere signs is a section")
  func reserved() {
    var slugs = HeadingSlug(reserved: ["fig-a"])
    #expect(
      ["Fig-a", "²", "…"].map { slugs.next(for: $0) } == ["fig-a-1", "section", "section-1"])
  }
}
