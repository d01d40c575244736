import Plot
import Testing

extension Figure {
  /// The middle of the first text that reads like this.
  func place(of text: String) throws -> Point {
    try #require(textBoxes.first { $0.text == text }).center
  }
}

/// The texts of a chart of some marks, in the order in which they are drawn.
func texts(_ marks: [Mark], x: Axis = Axis("x"), y: Axis = Axis("y")) -> [String] {
  Figure(panels: [Chart("t", x: x, y: y, marks: marks)]).textBoxes.map(\.text)
}
