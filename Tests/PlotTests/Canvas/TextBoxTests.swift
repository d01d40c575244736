import Plot
import Testing

@Suite("Boxes of texts")
struct TextBoxTests {
  @Test("turned boxes overlap only where they really touch")
  func turnedBoxes() {
    let canvas = Canvas(size: Size(width: 100, height: 100), target: .layout)
    let font = Font(family: "DejaVu Sans", size: 10)
    for x in [0.0, 20, 4] {
      canvas.text(
        "slanted text", at: Point(x, 50), font: font, color: .black, angle: .degrees(-45))
    }
    let boxes = canvas.texts
    // Upright rectangles about the first two do overlap, the texts do not.
    #expect(boxes[0].bounds.maxX > boxes[1].bounds.minX)
    #expect(!boxes[0].overlaps(boxes[1]))
    #expect(boxes[0].overlaps(boxes[2]))
  }
}
