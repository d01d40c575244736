import Plot
import Testing

@Suite("Diagrams")
struct DiagramTests {
  @Test("boxes keep the order of the unit grid, and the key names the kinds that occur")
  func diagram() throws {
    let figure = Figure(panels: [
      Diagram(
        "",
        nodes: [
          .init("A", at: (0, 0), kind: .data), .init("B", at: (1, 0), kind: .data),
          .init("C", at: (0, 1), kind: .loss),
        ], edges: [.init(from: "A", to: "B", label: "to B"), .init(from: "B", to: "A")])
    ])
    #expect(try figure.place(of: "A").x < figure.place(of: "B").x)
    #expect(try figure.place(of: "A").y < figure.place(of: "C").y)
    #expect(try figure.place(of: "A").x == figure.place(of: "C").x)
    let texts = figure.textBoxes.map(\.text)
    #expect(texts.contains("loss") && texts.contains("data") && !texts.contains("model"))
  }
}
