import Foundation
import Testing
import Torch
import WKD

@Suite struct ImageFolderTests {
  @Test("PNG pixels survive writing and reading")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("a picture.png")
    let bytes = Tensor((0..<60).map { Double($0 * 4) }, shape: [3, 4, 5])
    try ImageFile.write(bytes / 127.5 - 1, to: url)
    #expect(try ImageFile.read(url).values == bytes.values)
  }

  @Test("the four folders are read in the order of their names, cut to squares and resized")
  func layout() throws {
    let folder = try TemporaryFolder()
    for name in ["trainA", "trainB", "testA", "testB"] {
      let place = folder.url.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      for (file, value) in [("b 2.png", 1.0), ("a 1.png", -1)] {
        let picture = Tensor.full([3, 12, 20], value: value)
        try ImageFile.write(picture, to: place.appendingPathComponent(file))
      }
      try Data("notes".utf8).write(to: place.appendingPathComponent("readme.txt"))
    }
    let data = try ImageFolder.read(folder.url, size: 8)
    #expect(data.trainA.names == ["a 1.png", "b 2.png"])
    #expect(data.trainA.pixels.shape == [2, 3, 8, 8])
    #expect(data.testB.all[0].values.allSatisfy { $0 == -1 })
    #expect(data.testB.all[1].values.allSatisfy { $0 == 1 })
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

  @Test("missing, empty and damaged folders are named in one sentence")
  func errors() throws {
    let folder = try TemporaryFolder()
    #expect(throws: ImageFolderError.self) { try ImageFolder.read(folder.url, size: 8) }
    let place = folder.url.appendingPathComponent("trainA")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    #expect(throws: ImageFolderError.self) { try ImageFolder.images(in: place, size: 8) }
    let picture = place.appendingPathComponent("x.png")
    try ImageFile.write(Tensor.zeros([3, 16, 16]), to: picture)
    let whole = try Data(contentsOf: picture)
    try whole.prefix(whole.count / 2).write(to: picture)
    #expect(throws: ImageError.self) { try ImageFolder.images(in: place, size: 8) }
    try Data("no picture".utf8).write(to: picture)
    #expect(throws: ImageError.self) { try ImageFolder.images(in: place, size: 8) }
  }
}
