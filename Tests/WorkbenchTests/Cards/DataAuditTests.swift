import Foundation
import Testing
import Torch
import WKD

import Workbench

@Suite struct DataAuditTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A part of a photograph, `[3, height, width]`, 0 to 1.
  private func photo(
    _ name: String = "coffee", top: Int = 0, left: Int = 0, height: Int = 96, width: Int = 96
  ) throws -> Tensor {
    try ImageFile.readWithChannels(Asset.folder.appendingPathComponent("\(name).png")).unit
      .slice(axis: 1, top..<top + height).slice(axis: 2, left..<left + width)
  }

  private func make(_ name: String) throws -> URL {
    let place = folder.place(name)
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    return place
  }

  private func write(_ image: Tensor, to name: String, depth: Int = 8) throws {
    try #require(ImageFile.pngData(image, depth: depth)).write(to: try make(name))
  }

  private func copy(_ golden: String, to name: String) throws {
    try FileManager.default.copyItem(at: AuditGolden.file(golden), to: try make(name))
  }

  /// Two sets of two photographs each that have nothing in common.
  private func clean() throws {
    try write(photo(top: 0), to: "trainA/a.png")
    try write(photo(top: 100, left: 100), to: "trainA/b.png")
    try write(photo(top: 200, left: 300), to: "testA/c.png")
    try write(photo("chelsea", top: 100, left: 150), to: "testA/d.png")
  }

  private func audit() throws -> AuditReport { try DataAudit(folders: [folder.url.path]).run() }

  private func finding(_ kind: AuditFinding.Kind) throws -> AuditFinding? {
    try audit().findings.first { $0.kind == kind }
  }

  @Test("photographs of one size say nothing but that they are few")
  func nothing() throws {
    try clean()
    let report = try audit()
    #expect(report.findings.map(\.kind) == [.fewPictures], "\(report.text)")
    #expect(report.findings[0].text.contains("(testA 2)"))
    #expect(report.sets.map(\.name) == ["testA", "trainA"])
    #expect(report.sets[0].sizes == ["96 x 96": 2])
    #expect(report.hasFindings && report.text.contains("4 pictures in 2 sets: 1 finding, 0 notes"))
  }

  @Test("a copy in training and test is found by bytes, and by pixels in another file")
  func copies() throws {
    try clean()
    try FileManager.default.copyItem(
      at: folder.place("trainA/a.png"), to: folder.place("testA/e.png"))
    try write(photo(top: 100, left: 100), to: "testA/f.png", depth: 16)
    let found = try audit().findings.filter { $0.kind == .trainingAndTest }
    #expect(
      found.map(\.files) == [["testA/e.png = trainA/a.png"], ["testA/f.png = trainA/b.png"]])
    #expect(found[0].text.contains("equal bytes") && found[1].text.contains("equal pixels"))
  }

  @Test("a set holds a picture twice, and two domains share one")
  func otherPlaces() throws {
    try clean()
    try write(photo(top: 0), to: "trainA/again.png")
    try write(photo("chelsea", top: 100, left: 150), to: "testB/shared.png")
    #expect(try finding(.repeated)?.files == ["trainA/a.png = trainA/again.png"])
    #expect(try finding(.twoSets)?.files == ["testA/d.png = testB/shared.png"])
    #expect(try finding(.trainingAndTest) == nil)
  }

  @Test(
    "a copy that was made smaller, brighter, grey, noisy, mirrored or slightly cut is a near duplicate",
    arguments: ["smaller", "larger", "brighter", "grey", "noisy", "mirrored", "cut", "jpeg"])
  func near(change: String) throws {
    try clean()
    let image = try photo("chelsea", top: 90, left: 150)
    var generator = SeededGenerator(seed: 3)
    let batch = image.expanded(at: 0).converted(to: .float32)
    let changed: Tensor =
      switch change {
      case "smaller": batch.resized(height: 60, width: 60)[0]
      case "larger": batch.resized(height: 130, width: 150)[0]
      case "brighter": image * 1.15 + 0.02
      case "grey":
        Tensor.stacked(
          [Tensor](repeating: image[0] * 0.3 + image[1] * 0.59 + image[2] * 0.11, count: 3))
      case "noisy":
        image
          + Tensor.normal([3, 96, 96], deviation: 0.03, using: &generator).converted(to: .float64)
      case "mirrored": image.flipped(axis: 2)
      case "cut": image.slice(axis: 1, 1..<95).slice(axis: 2, 1..<95)
      default: try ImageFile.readWithChannels(AuditGolden.file("q30.jpg")).unit
      }
    try write(image, to: "trainB/whole.png")
    try write(changed, to: "testB/changed.png")
    let found = try #require(try finding(.trainingAndTest))
    #expect(found.files == ["testB/changed.png = trainB/whole.png"])
    #expect(found.text.contains("near duplicates"))
  }

  @Test("other parts of a photograph, drawn meadows and striped textures are no near duplicates")
  func falseAlarms() throws {
    let meadow = Meadow.data(size: 64, train: 40, test: 20)
    for (name, set) in [
      ("trainA", meadow.trainA), ("trainB", meadow.trainB), ("testA", meadow.testA),
    ] {
      let pictures = set.all
      for index in 0..<set.count {
        try ImageFile.write(pictures[index], to: try make("\(name)/meadow-\(index).png"))
      }
    }
    for index in 0..<12 {
      try write(
        photo(top: index % 3 * 100, left: index / 3 * 120), to: "testB/coffee-\(index).png")
    }
    let report = try audit()
    let kinds: Set<AuditFinding.Kind> = [.trainingAndTest, .twoSets, .repeated]
    let found = report.findings.filter { kinds.contains($0.kind) }
    // 112 pictures make 6216 pairs.
    #expect(found.isEmpty, "\(found.map { $0.line(naming: 20) })")
    #expect(report.findings.allSatisfy { $0.kind != .enlarged && $0.kind != .onceJPEG })
  }

  @Test("sizes and shapes are counted")
  func sizes() throws {
    try clean()
    try write(photo(top: 300, height: 90, width: 120), to: "testA/wide.png")
    let found = try #require(try finding(.sizes))
    #expect(found.text.contains("2 sizes from 96 x 96 to 120 x 90 and 2 aspect ratios"))
    #expect(found.text.contains("1 picture not square") && found.files == ["testA/wide.png"])
  }

  @Test("the quality of JPEG files is told, and that it differs between sets")
  func jpeg() throws {
    try copy("q75.jpg", to: "testA/a.jpg")
    #expect(try finding(.jpeg)?.weight == .note)
    #expect(try finding(.jpeg)?.text.contains("of quality 75 by") == true)
    try copy("q30.jpg", to: "testB/b.jpg")
    try copy("foreign.jpg", to: "testB/c.jpg")
    let found = try #require(try finding(.jpeg))
    #expect(found.weight == .finding && found.count == 3)
    #expect(found.text.contains("quality 30 to 92") && found.text.contains("testA 75, testB 61"))
    #expect(found.text.contains("(1 with tables of another program)"))
  }

  @Test("a PNG that was a JPEG once is found, also when its edge was cut off; the original is not")
  func onceJPEG() throws {
    try clean()
    let image = try ImageFile.readWithChannels(AuditGolden.file("q30.jpg")).unit
    try write(image, to: "testA/once.png")
    try write(image.slice(axis: 1, 3..<96).slice(axis: 2, 5..<96), to: "testA/shifted.png")
    try write(photo("chelsea", top: 90, left: 150), to: "trainA/original.png")
    for name in ["once.webp", "once.tif", "lossy.webp", "jpeg.tif", "q30.jpg"] {
      try copy(name, to: "testA/\(name)")
    }
    // Formats with losses have squares of their own.
    #expect(
      try finding(.onceJPEG)?.files
        == ["testA/once.png", "testA/once.tif", "testA/once.webp", "testA/shifted.png"])
  }

  @Test("an enlarged photograph is found, the original and a smaller one are not")
  func enlarged() throws {
    try clean()
    let image = try photo(top: 180, left: 180, height: 128, width: 128)
    let batch = image.expanded(at: 0).converted(to: .float32)
    try write(batch.resized(height: 256, width: 256)[0], to: "testA/enlarged.png")
    try write(batch.resized(height: 80, width: 80)[0], to: "testA/smaller.png")
    #expect(try finding(.enlarged)?.files == ["testA/enlarged.png"])
  }

  @Test("grey, transparent, turned, profiled, deep and inked pictures are named")
  func facts() throws {
    try clean()
    try copy("grey.jpg", to: "testA/grey.jpg")
    try copy("turned.jpg", to: "testA/turned.jpg")
    try copy("profile.jpg", to: "testA/profile.jpg")
    try copy("standard.png", to: "testA/standard.png")
    try write(photo(top: 300, left: 400), to: "testA/deep.png", depth: 16)
    try Self.transparent.write(to: try make("testA/alpha.png"))
    #expect(try finding(.grey)?.files.contains("testA/grey.jpg") == true)
    #expect(try finding(.grey)?.files.contains("testA/d.png") == false)
    try copy("turned.webp", to: "testA/turned.webp")
    try copy("turned.tif", to: "testA/turned.tif")
    try copy("inks.tif", to: "testA/inks.tif")
    #expect(
      try finding(.orientation)?.files
        == ["testA/turned.jpg", "testA/turned.tif", "testA/turned.webp"])
    #expect(
      try finding(.profile)?.files
        == ["testA/profile.jpg", "testA/turned.tif", "testA/turned.webp"])
    #expect(try finding(.samples)?.files == ["testA/deep.png", "testA/inks.tif"])
    #expect(try finding(.alpha)?.files == ["testA/alpha.png"])
  }

  /// One pixel of grey with alpha, by Pillow: `Image.new("LA", (1, 1), (200, 100)).save(...)`.
  private static var transparent: Data {
    Data(
      base64Encoded:
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR4nGM4kQIAAfcBLZAdo70AAAAASUVORK5CYII="
    )
      ?? Data()
  }

  @Test(
    "what lies below a set for training or testing belongs to it; other folders are sets of their own"
  )
  func folders() throws {
    try write(photo(), to: "testA/day/a.png")
    try write(photo(top: 100, left: 100), to: "testA/night/a.png")
    try write(photo(top: 200, left: 300), to: "photos/cat/b.png")
    try write(photo("chelsea", top: 100, left: 150), to: "photos/c.png")
    let report = try audit()
    #expect(report.sets.map(\.name) == ["photos", "photos/cat", "testA"])
    #expect(report.sets.map(\.pictures) == [1, 1, 2])
    #expect(report.findings[0].text.contains("(testA 2)"))
  }

  @Test("files that cannot be read or are passed over are named, and control signs are not printed")
  func files() throws {
    try clean()
    try folder.write("no picture", to: "testA/broken\u{1B}]52;c;eA\u{07}.png")
    try folder.write("notes", to: "testA/notes.txt")
    try FileManager.default.createDirectory(
      at: folder.place("testB"), withIntermediateDirectories: true)
    let broken = try #require(try finding(.unreadable))
    #expect(broken.count == 1)
    try folder.write("a note of a Mac", to: "testA/._c.png")
    try folder.write("no picture that is read", to: "testA/e.HEIC")
    let left = try #require(try finding(.leftOut))
    #expect(
      left.files == ["testA/e.HEIC", "testA/notes.txt", "testA/._c.png", "testB/ (no picture)"])
    #expect(left.weight == .note && left.text.contains("1 HEIC (convert it by mogrify"))
    #expect(left.text.contains("1 txt, 1 hidden"))
    let text = try audit().text
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 32 && $0.value != 127 })
  }

  @Test("names that other systems order otherwise, or cannot tell apart, are told")
  func names() throws {
    try clean()
    #expect(try finding(.names) == nil)
    try write(photo(top: 10, left: 300), to: "testA/n10.png")
    try write(photo(top: 250, left: 10), to: "testA/n9.png")
    #expect(try finding(.names)?.files == ["testA"])
    try write(photo(top: 280, left: 450), to: "trainA/A.png")
    let found = try audit().findings.filter { $0.kind == .names }
    #expect(found.map(\.weight) == [.finding, .note])
    #expect(found[0].files == ["trainA/A.png = trainA/a.png"])
  }

  @Test("a folder that is missing or holds no picture is refused in one sentence")
  func refused() throws {
    let missing = folder.path("nowhere")
    #expect(throws: ImageFolderError.noFolder(missing)) { try DataAudit(folders: [missing]).run() }
    try write(photo(), to: "a.png")
    let file = folder.path("a.png")
    #expect(throws: ImageFolderError.file(file)) { try DataAudit(folders: [file]).run() }
    try FileManager.default.moveItem(at: folder.place("a.png"), to: folder.place("a.heic"))
    let error = #expect(throws: ImageFolderError.self) { try audit() }
    let text = try #require(error).description
    #expect(text.contains("holds no picture") && text.contains("1 heic (convert it"), "\(text)")
  }

  @Test("one folder of pictures is a set, and several are compared with one another")
  func loose() throws {
    try write(photo(), to: "real/a.png")
    try write(photo(), to: "generated/b.png")
    #expect(
      try DataAudit(folders: [folder.path("real")]).run().sets.map(\.name) == ["."])
    let both = try DataAudit(folders: [folder.path("real"), folder.path("generated")]).run()
    #expect(both.sets.map(\.name) == ["real", "generated"])
    #expect(
      both.findings.first { $0.kind == .twoSets }?.files == ["real/a.png = generated/b.png"])
  }
}
