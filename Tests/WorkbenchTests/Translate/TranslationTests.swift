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
    try Data("a film".utf8).write(to: folder.place("photos/film.MOV"))
    var told: [Translation.Progress] = []
    let report = try translation(["photos", "a.png"], to: "out/ab").run { told.append($0) }
    #expect(told.map(\.done) == [0, 1, 2, 3] && told.allSatisfy { $0.total == 3 })
    let pixels = [0, 8 * 64, 8 * 64 + 37 * 50, 8 * 64 + 37 * 50 + 21 * 34].map(Double.init)
    #expect(told.map(\.share) == pixels.map { $0 / pixels[3] })
    #expect(told[0].next == "\(folder.path("photos/b.png")), 64 x 8" && told[3].next == nil)
    #expect(told[0].leftOut.text == "1 MOV, 1 txt")
    #expect(report.leftOut.map(\.reason) == ["a film", "no picture"])
    #expect(
      report.pictures.map { ($0.output as NSString).lastPathComponent }
        == ["b.png", "c.png", "a.png"])
    #expect(report.pictures.map(\.width) == [64, 50, 34])
    #expect(report.pictures.map(\.height) == [8, 37, 21])
    for (input, output) in [("photos/b", "b"), ("photos/c", "c"), ("a", "a")] {
      let found = try ImageFile.read(folder.place("out/ab/\(output).png"))
      #expect(found.values == (try wanted("\(input).png", by: pair.ab)).values)
    }
    #expect(report.text.split(separator: "\n").count == 6)
    #expect(report.text.contains("\nleft out: 1 MOV, 1 txt\n"))
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
    let photo = try folder.data("a.png")
    let before = try folder.files
    func refusal(_ pictures: [String], to output: String) throws -> String {
      let error = #expect(throws: (any Error).self) {
        try translation(pictures, to: output).run()
      }
      return error.map { "\($0)" } ?? ""
    }
    #expect(
      try refusal(["a.png"], to: ".").contains("a.png is read, and would be replaced"))
    #expect(
      try refusal(["a.png", "b"], to: "c.png").contains("2 pictures cannot become the one file"))
    #expect(try refusal(["a.png"], to: "b").contains("b is a file, and a folder"))
    for name in ["one.gif", "one.webp", "one.TIF", "one.heic"] {
      let text = try refusal(["a.png"], to: name)
      #expect(text.contains("\(name) does not end in .png or .jpg"), "\(text)")
    }
    #expect(try folder.files == before)
    #expect(try folder.data("a.png") == photo)
    // A slash says that a folder is meant, and one that is there is one.
    for name in ["v1.2", "one.gif"] {
      var translation = try translation(["a.png"])
      translation.output = "\(folder.path(name))/"
      #expect(try translation.run().error == nil)
      #expect(try folder.files.contains("\(name)/a.png"))
    }
  }

  @Test("pictures of one stem keep their endings in the names; those of one name alone are refused")
  func names() throws {
    for name in ["x/a.png", "x/a.jpg", "x/b.png", "y/a.jpg", "y/c.png", "z/c.jpg", "z/d.png"] {
      try folder.writePicture(name)
    }
    let both = try translation(["x"], to: "one").run()
    let written = ["one/a.jpg.png", "one/a.png.png", "one/b.png"]
    #expect(both.failures.isEmpty && both.pictures.map(\.keepsEnding) == [true, true, false])
    #expect(try folder.files.filter { $0.hasPrefix("one/") }.sorted() == written)
    #expect(both.text.contains("named by its ending too"))
    let all = try translation(["x", "y", "z", "x/b.png", "./x/b.png"], to: "all").run()
    #expect(
      try folder.files.filter { $0.hasPrefix("all/") }.sorted()
        == ["all/a.png.png", "all/b.png", "all/c.jpg.png", "all/c.png.png", "all/d.png"])
    #expect(all.failures.map(\.input) == ["x/a.jpg", "y/a.jpg"].map(folder.path))
    #expect(all.failures[0].reason.contains("y/a.jpg would both become a.png"))
  }

  @Test("an empty folder is told and stops nothing; alone it is an error")
  func empty() throws {
    try folder.writePicture("a.png")
    for name in ["empty", "films"] {
      try FileManager.default.createDirectory(
        at: folder.place(name), withIntermediateDirectories: true)
    }
    try folder.write("a film", to: "films/a.mov")
    let report = try translation(["empty", "a.png", "films"]).run()
    #expect(report.error == nil && report.pictures.count == 1)
    #expect(report.emptyFolders.map(\.input) == ["empty", "films"].map(folder.path))
    #expect(report.text.contains("left out: the folder \(folder.path("empty")), which holds no"))
    #expect(report.text.contains("left out: 1 mov"))
    let none = try #require(try translation(["empty", "films"], to: "none").run().error)
    #expect("\(none)".contains("empty holds no picture") && "\(none)".contains("left out: 1 mov"))
    #expect(try folder.files.contains("none") == false)
  }

  @Test("a signal ends the work before the next picture, and what is done stays")
  func interruption() throws {
    for name in ["a.png", "b.png", "c.png"] { try folder.writePicture("in/\(name)") }
    var asked = 0
    let report = try translation(["in"]).run(stop: {
      asked += 1
      return asked == 2 ? SIGTERM : nil
    })
    #expect(report.interruption?.signal == SIGTERM && report.interruption?.remaining == 2)
    #expect(report.pictures.count == 1 && report.error == nil)
    #expect(try folder.files.filter { $0.hasPrefix("out/") } == ["out/a.png"])
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
