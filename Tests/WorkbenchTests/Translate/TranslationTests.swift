import Foundation
import Testing
import Torch
import WKD
import Workbench

@Suite struct TranslationTests {
  private let folder: TemporaryFolder
  private let pair: GeneratorPair

  init() throws {
    folder = try TemporaryFolder()
    pair = try folder.writePair()
  }

  private func translation(
    _ pictures: [String], to output: String = "out", _ direction: Direction = .ab
  ) throws -> Translation {
    Translation(
      model: try ModelFile(path: folder.path("pair"), direction: direction),
      pictures: pictures.map(folder.path), output: folder.path(output), threads: 1)
  }

  /// The bytes that a picture should be translated to.
  private func wanted(_ name: String, by generator: ResNetGenerator) throws -> Tensor {
    let input = try ImageFile.read(folder.place(name)).converted(to: .float32) / 127.5 - 1
    return ImageFile.pixelBytes(generator.translate(input))
  }

  @Test("files and folders are translated in order, each into a file of its size and name")
  func order() throws {
    try folder.writePicture("photos/b.png", height: 8, width: 64)
    try folder.writePicture("photos/c.png")
    try folder.writePicture("a.png", height: 21, width: 34)
    try Data("no picture".utf8).write(to: folder.place("photos/notes.txt"))
    var told: [[Int]] = []
    let report = try translation(["photos", "a.png"], to: "out/ab")
      .run { told.append([$0, $1]) }
    #expect(told == [[1, 3], [2, 3], [3, 3]])
    #expect(
      report.pictures.map { ($0.output as NSString).lastPathComponent }
        == ["b.png", "c.png", "a.png"])
    #expect(report.pictures.map(\.width) == [64, 50, 34])
    #expect(report.pictures.map(\.height) == [8, 37, 21])
    for (input, output) in [("photos/b", "b"), ("photos/c", "c"), ("a", "a")] {
      let found = try ImageFile.read(folder.place("out/ab/\(output).png"))
      #expect(found.values == (try wanted("\(input).png", by: pair.ab)).values)
    }
    #expect(report.text.split(separator: "\n").count == 4)
  }

  @Test("the other direction, and the picture to the left of its translation")
  func beside() throws {
    try folder.writePicture("a.png")
    var translation = try translation(["a.png"], .ba)
    translation.showsInput = true
    let report = try translation.run()
    #expect(report.sideBySide && report.model.hasSuffix("G_B.safetensors"))
    let both = try ImageFile.read(folder.place("out/a.png"))
    #expect(both.shape == [3, 37, 100])
    let input = try ImageFile.read(folder.place("a.png"))
    #expect(both.slice(axis: 2, 0..<50).values == input.values)
    #expect(
      both.slice(axis: 2, 50..<100).values == (try wanted("a.png", by: pair.ba)).values)
  }

  @Test("what cannot be translated is refused before anything is written")
  func refused() throws {
    for name in ["a.png", "photos/a.jpg", "b.png"] { try folder.writePicture(name) }
    try folder.writePicture("tiny.png", height: 7, width: 34)
    try FileManager.default.createDirectory(
      at: folder.place("empty"), withIntermediateDirectories: true)
    let photo = try folder.data("a.png")
    try photo.prefix(photo.count / 2).write(to: folder.place("cut.png"))
    let before = try folder.files
    func error(_ pictures: [String], to output: String = "out") throws -> TranslationError? {
      #expect(throws: TranslationError.self) { try translation(pictures, to: output).run() }
    }
    #expect(
      try error(["a.png", "tiny.png"]) == .tiny(folder.path("tiny.png"), width: 34, height: 7))
    #expect(try error(["empty"]) == .emptyFolder(folder.path("empty")))
    #expect(
      try error(["a.png", "photos/a.jpg"])
        == .sameName(folder.path("a.png"), folder.path("photos/a.jpg"), "a.png"))
    #expect(try error(["a.png"], to: ".") == .input(folder.path("./a.png")))
    for pictures in [["a.png", "cut.png"], ["a.png", "none.png"]] {
      #expect(throws: ImageError.self) { try translation(pictures).run() }
    }
    #expect(throws: (any Error).self) { try translation(["a.png"], to: "b.png").run() }
    #expect(try folder.files == before)
    #expect(try folder.data("a.png") == photo)
  }
}
