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
    #expect(report.text.split(separator: "\n").count == 5)
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

  @Test("what cannot be begun is refused before anything is written")
  func refused() throws {
    for name in ["a.png", "photos/a.jpg", "b"] { try folder.writePicture(name) }
    try FileManager.default.createDirectory(
      at: folder.place("empty"), withIntermediateDirectories: true)
    let photo = try folder.data("a.png")
    let before = try folder.files
    func error(_ pictures: [String], to output: String = "out") throws -> TranslationError? {
      #expect(throws: TranslationError.self) { try translation(pictures, to: output).run() }
    }
    #expect(try error(["empty"]) == .emptyFolder(folder.path("empty")))
    #expect(
      try error(["a.png", "photos/a.jpg"])
        == .sameName(folder.path("a.png"), folder.path("photos/a.jpg"), "a.png"))
    #expect(try error(["a.png"], to: ".") == .input(folder.path("./a.png")))
    #expect(
      try error(["a.png", "b"], to: "c.png") == .oneFile(folder.path("c.png"), count: 2))
    #expect(throws: (any Error).self) { try translation(["a.png"], to: "b").run() }
    #expect(try folder.files == before)
    #expect(try folder.data("a.png") == photo)
  }

  @Test("pictures that cannot be translated stop no other one and make no folder")
  func failures() throws {
    try folder.writePicture("a.png")
    try folder.writePicture("tiny.png", height: 7, width: 34)
    try folder.data("a.png").prefix(200).write(to: folder.place("cut.png"))
    let report = try translation(["cut.png", "a.png", "tiny.png", "none.png"]).run()
    #expect(report.pictures.map(\.input) == [folder.path("a.png")])
    #expect(
      report.failures.map(\.input) == ["cut.png", "tiny.png", "none.png"].map(folder.path))
    #expect(report.failures[1].reason.contains("has 34 x 7 pixels"))
    let error = try #require(report.error)
    #expect("\(error)".hasPrefix("3 of 4 pictures were not translated"))
    #expect(try folder.files.filter { $0.hasPrefix("out/") } == ["out/a.png"])
    #expect(try translation(["tiny.png"], to: "other").run().pictures.isEmpty)
    #expect(try folder.files.contains("other") == false)
  }

  @Test("a picture that memory is too small for is told with the side that fits, which then does")
  func memory() throws {
    try folder.writePicture("a.png", height: 300, width: 400)
    var translation = try translation(["a.png"])
    // Enough for some of the picture, and for the strips that any size takes.
    let enough = pair.ab.translationMemory(height: 150, width: 200)
    try MachineMemory.$assumed.withValue(enough) {
      let failure = try #require(try translation.run().failures.first)
      let side = try #require(failure.fittingSide)
      #expect(failure.reason.contains("at most \(side) pixels on its longer side"))
      #expect((192...200).contains(side))
      translation.largestSide = side
      let report = try translation.run()
      #expect(report.failures.isEmpty && report.pictures[0].outputWidth == side)
    }
    let none = try MachineMemory.$assumed.withValue(1_000) { try translation.run() }
    #expect(none.failures.count == 1 && none.failures[0].fittingSide == nil)
  }

  @Test("sub-folders are mirrored or named, links are followed, names with a dot left out")
  func folders() throws {
    for name in ["photos/a.png", "photos/sub/a.png", "photos/sub/deep/b.png", "photos/.x.png"] {
      try folder.writePicture(name)
    }
    let links = FileManager.default
    try links.createSymbolicLink(
      at: folder.place("photos/link.png"), withDestinationURL: folder.place("photos/sub/a.png"))
    try links.createSymbolicLink(
      at: folder.place("photos/sub/up"), withDestinationURL: folder.place("photos"))
    var translation = try translation(["photos"])
    let flat = try translation.run()
    #expect(flat.foldersLeftOut == [folder.path("photos/sub")])
    let outputs = try folder.files.filter { $0.hasPrefix("out/") }
    #expect(outputs.sorted() == ["out/a.png", "out/link.png"])
    translation.isRecursive = true
    translation.output = folder.path("deep")
    #expect(try translation.run().failures.isEmpty)
    let written = try folder.files.filter { $0.hasPrefix("deep/") && $0.hasSuffix(".png") }
    #expect(
      written.sorted() == ["deep/a.png", "deep/link.png", "deep/sub/a.png", "deep/sub/deep/b.png"])
  }

  @Test("a file that is there when a picture fails is left as it was")
  func single() throws {
    try folder.writePicture("a.png", channels: 1)
    let report = try translation(["a.png"], to: "b.png").run()
    #expect(report.pictures[0].isGrey && report.text.contains("grey, translated as colour"))
    let before = try folder.data("b.png")
    try Data("no picture".utf8).write(to: folder.place("c.png"))
    #expect(try translation(["c.png"], to: "b.png").run().error != nil)
    #expect(try folder.data("b.png") == before)
  }
}
