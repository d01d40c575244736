import Foundation
import Plot
import Testing

@Suite("Written figures")
struct FigureOutputTests {
  private let figure = Figure(
    panels: [
      Chart("Loss", x: Axis("step"), y: Axis("loss"), marks: [.line(x: [0, 1], y: [1, 0])])
    ], panelWidth: 300, panelHeight: 200)

  @Test("a PNG has its signature and two pixels for each unit")
  func png() throws {
    let bytes = [UInt8](try figure.pngData())
    #expect(bytes.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    #expect(number(bytes, at: 16) == Int(figure.size.width * 2))
    #expect(number(bytes, at: 20) == Int(figure.size.height * 2))
    #expect(figure.size.width >= 300 && figure.size.height >= 200)
  }

  @Test("the scale decides about the number of pixels")
  func scale() throws {
    let bytes = [UInt8](try figure.pngData(scale: 3))
    #expect(number(bytes, at: 16) == Int(figure.size.width * 3))
  }

  @Test("the same figure gives the same bytes")
  func deterministic() throws {
    #expect(try figure.pngData() == figure.pngData())
    #expect(try figure.svgData() == figure.svgData())
    // A document with images and patterns of its own.
    let picture = Picture(width: 2, height: 1, gray: [0, 255])
    let images = Figure(panels: [ImageGrid("", rows: [[picture, picture]])])
    #expect(try images.svgData() == images.svgData())
  }

  @Test("other numbers give another picture")
  func sensitive() throws {
    let other = Figure(
      panels: [
        Chart("Loss", x: Axis("step"), y: Axis("loss"), marks: [.line(x: [0, 1], y: [0, 1])])
      ], panelWidth: 300, panelHeight: 200)
    #expect(try figure.pngData() != other.pngData())
  }

  @Test("an SVG document is complete and as large as the figure")
  func svg() throws {
    let text = String(decoding: try figure.svgData(), as: UTF8.self)
    #expect(text.contains("<svg") && text.contains("</svg>"))
    #expect(text.contains("width=\"\(Int(figure.size.width))px\""))
  }

  @Test("files hold the same bytes as the data")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("plot-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let png = folder.appendingPathComponent("a.png")
    let svg = folder.appendingPathComponent("a.svg")
    try figure.writePNG(to: png)
    try figure.writeSVG(to: svg)
    #expect(try Data(contentsOf: png) == figure.pngData())
    #expect(try Data(contentsOf: svg) == figure.svgData())
    try FileManager.default.removeItem(at: folder)
  }

  @Test("a path that cannot be written throws an error with the path and with advice")
  func unwritable() throws {
    let url = URL(fileURLWithPath: "/no/such/folder/figure.png")
    let error = try #require(throws: PlotError.self) { try figure.writePNG(to: url) }
    #expect(error.description.contains("/no/such/folder/figure.png"))
    #expect(error.description.hasSuffix("choose a folder that exists and that you may write to"))
  }

  @Test("an image beyond the limits of the format throws instead of writing rubbish")
  func tooLarge() throws {
    let error = try #require(throws: PlotError.self) { try figure.pngData(scale: 1000) }
    #expect(error.description.contains("smaller scale"))
  }

  /// A number of four bytes, the highest first.
  private func number(_ bytes: [UInt8], at offset: Int) -> Int {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}
