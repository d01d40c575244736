import Literate
import Markup
import SampleLessons
import Testing

@Suite("Links at first uses")
struct FirstUsesTests {
  private func entry(_ name: String, _ phrases: String...) -> MentionedEntry {
    MentionedEntry(
      name: name, phrases: (phrases.isEmpty ? [name] : phrases).map { .init($0) },
      address: "g.md#\(name.lowercased())")
  }

  private func linked(_ texts: String..., to entries: [MentionedEntry]) -> [String] {
    var uses = FirstUses(of: entries)
    return texts.map { uses.linked(Prose($0)).source }
  }

  @Test("the first use of each entry is a link, in the text that has it, and no other is")
  func first() {
    #expect(
      linked(
        "A wide box.", "# A band", "Bands; a **box**, a band.", to: [entry("Band"), entry("Box")])
        == ["A wide [box](g.md#box).", "# A band", "[Bands](g.md#band); a **box**, a band."])
  }

  @Test("where a link cannot stand, the next use has it")
  func next() {
    #expect(
      linked("`box` [a box](b.md) $box$ and a box, a box", to: [entry("Box")])
        == ["`box` [a box](b.md) $box$ and a [box](g.md#box), a box"])
  }

  @Test("the longest of overlapping phrases counts, linked before or not")
  func overlap() {
    let entries = [
      entry("Wavelet"), entry("Mother", "mother wavelet"), entry("Loss", "wavelet loss"),
    ]
    #expect(
      linked("A mother wavelet, a mother wavelet loss, a wavelet loss, a wavelet.", to: entries)
        == [
          "A [mother wavelet](g.md#mother), a mother wavelet loss, a [wavelet loss](g.md#loss), a "
            + "[wavelet](g.md#wavelet)."
        ])
  }

  @Test("a phrase of two entries is first the one's that has it for a name, then the other's")
  func shared() {
    let entries = [entry("A", "KID"), entry("KID"), entry("B", "KID")]
    #expect(
      linked("KID, KID, KID, KID", to: entries)
        == ["[KID](g.md#kid), [KID](g.md#a), [KID](g.md#b), KID"])
  }

  @Test("of a phrase with brackets the words in them are the link")
  func brackets() {
    let entries = [entry("Scale", "the [scale]", "[best] scale")]
    #expect(linked("a scale, the scales", to: entries) == ["a scale, the [scales](g.md#scale)"])
    #expect(linked("its best scale", to: entries) == ["its [best](g.md#scale) scale"])
  }

  @Test("what the author has linked is not linked again")
  func written() {
    #expect(
      linked("a [b](g.md#box)", "a box", to: [entry("Box")]) == ["a [b](g.md#box)", "a box"])
  }

  @Test(
    "captions and tasks of a page have their uses too, in reading order; names, code and cells not")
  func page() throws {
    let cell = "```swift\nlet box = 1\n```\n\n"
    let exercise = """
      ```swift
      //| kind: exercise
      //| label: box
      //| task: Fill a box and a crate.
      //| hint: A lid.
      //| hint: A lid.
      //| answer: 1
      //| wrong: 2
      let box = ___
      //| check
      page.check(box)
      ```

      """
    let items: [CellResult.Item] = [
      .output("box"),
      .figure(FigureRecord(label: "box", caption: "A box, and @tbl-box.", alt: "A bar.")),
      .table(
        TableRecord(label: "box", columns: ["bar"], rows: [["bar"]], caption: "A box and a bar.")),
      .markdown("A crate and a lid."),
    ]
    let page = WovenPage(
      lesson: try lesson(cell + exercise + "A lid.\n"),
      results: [CellResult(state: .done, items: items), CellResult()], facts: nil)
    let linked = page.linkingFirstUses(
      of: ["Box", "Bar", "Crate", "Lid"].map { entry($0) })
    let texts = linked.chunks.compactMap { chunk -> Prose? in
      switch chunk {
      case .prose(let prose): prose
      case .figure(let figure): figure.caption
      case .table(let table): table.caption
      case .exercise(let exercise): exercise.task
      default: nil
      }
    }
    #expect(
      texts.map(\.source) == [
        "# 3 Bands", "A [box](g.md#box), and @tbl-box.", "A box and a [bar](g.md#bar).",
        "A [crate](g.md#crate) and a [lid](g.md#lid).", "Fill a box and a crate.", "A lid.",
      ])
    #expect(texts[1].references.map(\.reference.name) == ["Table 3.1"])
    #expect(linked.chunks.count == page.chunks.count && linked.problems == page.problems)
  }
}
