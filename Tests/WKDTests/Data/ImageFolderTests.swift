import Foundation
import Testing
import Torch
import WKD

@Suite struct ImageFolderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func place(_ path: String) -> URL { folder.url.appendingPathComponent(path) }

  private func write(_ path: String, height: Int = 12, width: Int = 20, value: Double = 0) throws {
    try FileManager.default.createDirectory(
      at: place(path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try ImageFile.write(Tensor.full([3, height, width], value: value), to: place(path))
  }

  private func write(_ text: String, to path: String) throws {
    try FileManager.default.createDirectory(
      at: place(path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: place(path))
  }

  /// Four folders of as many pictures each.
  private func writeDataSet(_ root: String = "data", pictures: Int = 2) throws -> URL {
    for name in ["trainA", "trainB", "testA", "testB"] {
      for index in 0..<pictures { try write("\(root)/\(name)/\(index).png") }
    }
    return place(root)
  }

  private func complaint(_ body: () throws -> Void) throws -> String {
    do { try body() } catch { return "\(error)" }
    Issue.record("nothing was thrown")
    return ""
  }

  @Test("PNG pixels survive writing and reading")
  func roundTrip() throws {
    let bytes = Tensor((0..<60).map { Double($0 * 4) }, shape: [3, 4, 5])
    try ImageFile.write(bytes / 127.5 - 1, to: place("a picture.png"))
    #expect(try ImageFile.read(place("a picture.png")).values == bytes.values)
  }

  @Test("the four folders are read in the order of their names, cut to squares and resized")
  func layout() throws {
    for name in ["trainA", "trainB", "testA", "testB"] {
      for (file, value) in [("b 2.png", 1.0), ("a 1.png", -1)] {
        try write("data/\(name)/\(file)", value: value)
      }
      try write("notes", to: "data/\(name)/readme.txt")
    }
    let data = try ImageFolder.read(place("data"), size: 8)
    #expect(data.trainA.names == ["a 1.png", "b 2.png"])
    #expect(data.trainA.pixels.shape == [2, 3, 8, 8])
    #expect(data.testB.all[0].values.allSatisfy { $0 == -1 })
    #expect(data.testB.all[1].values.allSatisfy { $0 == 1 })
    #expect(data.text == "trainA 2, trainB 2, testA 2, testB 2 pictures; 4 files left out: 4 txt")
  }

  @Test("a JPEG and a grey PNG are read as RGB")
  func formats() throws {
    let jpeg = try ImageFile.read(Golden.url("grey.jpg"))
    #expect(jpeg.shape == [3, 8, 12])
    #expect(jpeg.values.allSatisfy { abs($0 - 100) < 3 })
    let grey = try ImageFile.read(Golden.url("grey.png"))
    #expect(grey.shape == [3, 8, 12])
    #expect(grey.values.allSatisfy { $0 == 100 })
  }

  @Test("dot files are passed over, other files counted by kind, sub-folders read by path")
  func contents() throws {
    try write("set/b/1.png")
    try write("set/a/2.PNG")
    try write("set/0.png")
    for name in [
      "._1.png", ".DS_Store", ".hidden/x.png", "a/._2.png", "x.HEIC", "y.HEIC", "a/z.heic", "l.txt",
      "README",
    ] { try write("no picture", to: "set/\(name)") }
    let set = try ImageFolder.images(in: place("set"), size: 8)
    #expect(set.names == ["0.png", "a/2.PNG", "b/1.png"])
    #expect(set.leftOut.total == 5)
    #expect(
      set.leftOut.text
        == "3 HEIC (convert them by mogrify -format jpg *.HEIC), 1 without an ending, 1 txt")
    #expect(
      try PictureFolder(place("set")).others.filter { $0.reason == .hidden }.map(\.name)
        == ["._1.png", "a/._2.png"])
  }

  @Test("links to folders and files are followed, circles of links end")
  func links() throws {
    let root = try writeDataSet()
    let files = FileManager.default
    try files.moveItem(at: place("data/trainA"), to: place("horses"))
    try files.createSymbolicLink(at: place("data/trainA"), withDestinationURL: place("horses"))
    try files.createSymbolicLink(
      at: place("horses/z.png"), withDestinationURL: place("data/trainB/0.png"))
    try files.createSymbolicLink(
      at: place("horses/again"), withDestinationURL: place("data/trainA"))
    try files.createSymbolicLink(at: place("horses/more"), withDestinationURL: place("data/trainB"))
    try files.createSymbolicLink(atPath: place("link").path, withDestinationPath: "data")
    for path in [root, place("link")] {
      let data = try ImageFolder.read(path, size: 8)
      #expect(data.trainA.names == ["0.png", "1.png", "more/0.png", "more/1.png", "z.png"])
    }
  }

  @Test("a link that leads nowhere is told about")
  func brokenLink() throws {
    let root = try writeDataSet()
    try FileManager.default.createSymbolicLink(
      atPath: place("data/testA/gone.jpg").path, withDestinationPath: "/nowhere/gone.jpg")
    let sentence = try complaint { _ = try ImageFolder.read(root, size: 8) }
    #expect(sentence.contains("1 of 9 pictures cannot be used (there is no "), "\(sentence)")
  }

  @Test("a file in place of a folder of pictures is called one")
  func file() throws {
    try write("a.png")
    #expect(throws: ImageFolderError.file(place("a.png").relativePath)) {
      try ImageFolder.images(in: place("a.png"), size: 8)
    }
    #expect(throws: ImageError.folder(folder.url.relativePath)) { try ImageFile.read(folder.url) }
    #expect("\(ImageFolderError.noFolder("a/b"))".contains("a/b in /"))
    #expect("\(ImageFolderError.noFolder("/a/b"))".contains("no folder /a/b: "))
  }

  @Test("without sub-folders those that hold pictures are named")
  func flat() throws {
    for name in ["set/1.png", "set/a/2.png", "set/b/c/3.png", "set/.x/4.png"] { try write(name) }
    try write("x", to: "set/d/5.txt")
    let found = try PictureFolder(place("set"), isRecursive: false)
    #expect(found.names == ["1.png"] && found.foldersLeftOut == ["a"] && found.others.isEmpty)
    let all = try PictureFolder(place("set"))
    #expect(all.names == ["1.png", "a/2.png", "b/c/3.png"])
    #expect(all.folders == ["", "a", "b", "b/c", "d"])
  }

  @Test("every file that is no picture has a reason")
  func reasons() throws {
    let names = ["a.HEIC", "b.mov", "c.txt", "._d.jpg", ".e", "f.cr2", "g", "h.gif"]
    for name in names { try write("x", to: "set/\(name)") }
    #expect(mkfifo(place("set/i.png").path, 0o600) == 0)
    let found = try PictureFolder(place("set")).others
    #expect(
      Dictionary(uniqueKeysWithValues: found.map { ($0.name, $0.reason) }) == [
        "a.HEIC": .format, "b.mov": .film, "c.txt": .noPicture, "._d.jpg": .hidden,
        "f.cr2": .format, "g": .noPicture, "h.gif": .format, "i.png": .noFile,
      ])
  }

  @Test("a kind of files whose name steers a terminal is told without its signs")
  func controls() {
    #expect(FileKinds(names: ["a.\u{1B}]0", "b.x"]).text == "1 ?]0, 1 x")
  }

  @Test("all missing sets are told at once, before a picture is read")
  func missing() throws {
    try write("no picture", to: "data/trainA/1.png")
    try write("data/other/1.png")
    #expect(
      throws: ImageFolderError.missing(
        place("data").relativePath, names: ["trainB", "testA", "testB"],
        hint: "put the pictures into folders of these names (found: other, trainA)")
    ) { try ImageFolder.read(place("data"), size: 8) }
    #expect(throws: ImageFolderError.noFolder(place("nowhere").relativePath)) {
      try ImageFolder.read(place("nowhere"), size: 8)
    }
  }

  @Test(
    "near misses are named",
    arguments: [
      (
        ["train_A/1.png", "train_B/1.png", "testA/1.png", "testB/1.png"], "rename train_A to trainA"
      ),
      (
        ["TrainA/1.png", "trainb/1.png", "testA/1.png", "testB/1.png"],
        "TrainA to trainA, trainb to"
      ),
      (["train/A/1.png", "train/B/1.png", "test/A/1.png", "test/B/1.png"], "train/A to trainA"),
      (["A/train/1.png", "B/train/1.png", "A/test/1.png", "B/test/1.png"], "A/train to trainA"),
      (["A/1.png", "B/1.png"], "rename A to trainA, B to trainB"),
      (
        ["in/trainA/1.png", "in/trainB/1.png", "in/testA/1.png", "in/testB/1.png"],
        "its folder in does: give"
      ),
      (["horse2zebra.zip"], "unpack horse2zebra.zip"),
      (["1.png", "2.jpg"], "; 2 stand in the folder"),
    ])
  func nearMisses(paths: [String], words: String) throws {
    for path in paths { try write("x", to: "data/\(path)") }
    let sentence = try complaint { _ = try ImageFolder.read(place("data"), size: 8) }
    #expect(sentence.contains(words), "\(sentence)")
  }

  @Test("an archive in place of the folder is called one")
  func archive() throws {
    try write("PK", to: "horse2zebra.zip")
    let sentence = try complaint { _ = try ImageFolder.read(place("horse2zebra.zip"), size: 8) }
    #expect(sentence.contains("unpack it first"), "\(sentence)")
  }

  @Test("folders without pictures are all named, with what else they hold")
  func empty() throws {
    let root = try writeDataSet()
    for name in ["trainA", "testB"] {
      for index in 0..<2 {
        try FileManager.default.removeItem(at: place("data/\(name)/\(index).png"))
        try write("x", to: "data/\(name)/\(index).HEIC")
      }
    }
    let sentence = try complaint { _ = try ImageFolder.read(root, size: 8) }
    #expect(
      sentence.contains("trainA and ") && sentence.contains("testB hold no picture")
        && sentence.contains("4 HEIC"), "\(sentence)")
  }

  @Test("one bad picture is the reason, several are told at once")
  func unreadable() throws {
    let root = try writeDataSet(pictures: 7)
    let picture = place("data/trainA/0.png")
    let whole = try Data(contentsOf: picture)
    try whole.prefix(whole.count / 2).write(to: picture)
    let one = try complaint { _ = try ImageFolder.read(root, size: 8) }
    #expect(one.hasPrefix("1 of 28 pictures cannot be used (") && one.contains("0.png is damaged"))
    #expect(
      one.hasSuffix("leave it out by: mv '\(picture.path)' '\(picture.path)'.broken"), "\(one)")
    try Data("no picture".utf8).write(to: place("data/testB/3.png"))
    let both = try complaint { _ = try ImageFolder.read(root, size: 8) }
    #expect(
      both.hasPrefix("2 of 28 pictures cannot be used (")
        && both.contains("trainA/0.png is damaged")
        && both.contains("testB/3.png is neither"), "\(both)")
    for index in 0..<6 {
      for name in ["trainB", "testA"] {
        try Data("no picture".utf8).write(to: place("data/\(name)/\(index).png"))
      }
    }
    let many = try complaint { _ = try ImageFolder.read(root, size: 8) }
    #expect(many.hasPrefix("14 of 28") && many.contains("; and 4 more): replace"), "\(many)")
    #expect(!many.contains("\n"))
    // The command that is told leaves all of them out.
    let command = try #require(many.components(separatedBy: "leave them out by: ").last)
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", command]
    try shell.run()
    shell.waitUntilExit()
    let data = try ImageFolder.read(root, size: 8)
    #expect(data.trainA.count == 6 && data.trainB.count == 1 && data.testA.leftOut.total == 6)
    #expect(data.leftOut == "; 14 files left out: 14 broken")
  }

  @Test("a folder that may not be read is not called missing")
  func permissions() throws {
    let root = try writeDataSet()
    let locked = place("data/trainB")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: locked.path)
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: locked.path)
    }
    try asOrdinaryUser {
      #expect(throws: ImageFolderError.notPermitted(locked.relativePath)) {
        try ImageFolder.read(root, size: 8)
      }
    }
  }

  /// Nothing is forbidden to root, so this thread gives its rights to files up for a while.
  private func asOrdinaryUser(_ body: () throws -> Void) throws {
    guard geteuid() == 0 else { return try body() }
    #if os(Linux)
      typealias Change = @convention(c) (UInt32) -> Int32
      let change = unsafeBitCast(try #require(dlsym(nil, "setfsuid")), to: Change.self)
      _ = change(65534)
      defer { _ = change(0) }
      try body()
    #endif
  }

  @Test("sides that the networks do not take are refused", arguments: [0, 4, 10, -8])
  func sides(size: Int) throws {
    let root = try writeDataSet()
    #expect(throws: ImageFolderError.size(size)) { try ImageFolder.read(root, size: size) }
  }

  @Test("a share is held out at random, by the seed, and nothing is in both")
  func heldOut() throws {
    for name in ["trainA", "trainB"] {
      for index in 10..<30 { try write("data/\(name)/\(index).png", value: Double(index) / 30) }
    }
    let read = { (seed: UInt64) in
      try ImageFolder.read(place("data"), size: 8, tests: .heldOut(share: 0.25, seed: seed))
    }
    let (data, again, other) = (try read(1), try read(1), try read(2))
    #expect(data.trainA.count == 15 && data.testA.count == 5 && data.testB.count == 5)
    #expect(Set(data.trainA.names).isDisjoint(with: data.testA.names))
    #expect(data.testA.names == again.testA.names && data.testA.names != other.testA.names)
    #expect(data.testA.names == data.testA.names.sorted())
    #expect(data.testA.names != data.testB.names)
    let single = try ImageFolder.read(
      place("data"), size: 8, tests: .heldOut(share: 0.5, seed: 1), limit: 2)
    #expect(single.trainA.count == 1 && single.testB.count == 1)
    #expect(throws: ImageFolderError.fewToHoldOut("trainA", count: 1)) {
      try ImageFolder.read(place("data"), size: 8, tests: .heldOut(share: 0.5, seed: 1), limit: 1)
    }
  }

  @Test("without tests neither testA nor testB is looked for")
  func withoutTests() throws {
    try write("data/trainA/1.png")
    try write("data/trainB/1.png")
    let data = try ImageFolder.read(place("data"), size: 8, tests: .none)
    #expect(!data.hasTests && data.trainA.count == 1 && data.text == "trainA 1, trainB 1 pictures")
  }

  @Test("pictures keep their proportions, several sizes in one set")
  func proportions() throws {
    for name in ["trainA", "trainB", "testA", "testB"] {
      try write("data/\(name)/1.png", height: 24, width: 48)
      try write("data/\(name)/2.png", height: 48, width: 24)
    }
    let scaled = try ImageFolder.read(
      place("data"), size: 16, trainSize: 32, preprocessing: Preprocessing(.scaleWidth))
    #expect(scaled.trainA.sizes.map(\.height) == [16, 64] && scaled.trainA.sizes[1].width == 32)
    #expect(scaled.testA.sizes.map(\.height) == [8, 32])
    let plain = try ImageFolder.read(place("data"), size: 16, preprocessing: Preprocessing(.none))
    #expect(plain.testB.sizes[0] == (24, 48) && !plain.isUniform)
    let cut = try ImageFolder.read(place("data"), size: 16, preprocessing: Preprocessing(.crop))
    #expect(!cut.trainA.isUniform && cut.testA.pixels.shape == [2, 3, 16, 16])
    let sentence = try complaint {
      _ = try ImageFolder.read(place("data"), size: 32, preprocessing: Preprocessing(.crop))
    }
    #expect(sentence.hasPrefix("8 of 8 pictures cannot be used (") && sentence.contains("48 x 24"))
  }

  @Test("sets that do not fit into the memory are refused before they are read")
  func memory() throws {
    let root = try writeDataSet()
    let sentence = try complaint {
      try MachineMemory.$assumed.withValue(8 * 3 * 64 * 64 - 1) {
        _ = try ImageFolder.read(root, size: 64)
      }
    }
    #expect(sentence.hasPrefix("reading 8 pictures needs about"), "\(sentence)")
    _ = try MachineMemory.$assumed.withValue(1 << 30) { try ImageFolder.read(root, size: 64) }
  }
}
