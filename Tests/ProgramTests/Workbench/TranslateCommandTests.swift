import Foundation
import TestSupport
import Testing
import Torch
import WKD

@Suite(
  "wkd-learn translate and export",
  .enabled(if: Program.isBuilt, "the program is not beside the tests"),
  .serialized)
struct TranslateCommandTests {
  private let desk: Desk
  private let pair: GeneratorPair

  init() throws {
    desk = try Desk()
    let generator = { (seed: UInt64) in
      try ResNetGenerator(
        .init(baseWidth: 2, blocks: 1), weights: randomWeights(seed: seed, deviation: 0.3))
    }
    pair = GeneratorPair(ab: try generator(1), ba: try generator(2))
    try FileManager.default.createDirectory(at: url("pair"), withIntermediateDirectories: true)
    try pair.write(to: url("pair"))
  }

  private func run(_ arguments: [String]) throws -> Program.Answer {
    try Program.run(arguments, in: desk.folder)
  }

  private func url(_ path: String) -> URL { desk.folder.appendingPathComponent(path) }

  private func picture(_ name: String, height: Int = 21, width: Int = 34) throws {
    try FileManager.default.createDirectory(
      at: url(name).deletingLastPathComponent(), withIntermediateDirectories: true)
    var generator = SeededGenerator(seed: 5, stream: name)
    let image = Tensor.normal([3, height, width], deviation: 0.2, using: &generator) + 0.5
    try #require(ImageFile.pngData(image)).write(to: url(name))
  }

  /// The bytes that a picture should be translated to.
  private func wanted(_ name: String, by generator: ResNetGenerator) throws -> Tensor {
    let input = try ImageFile.read(url(name)).converted(to: .float32) / 127.5 - 1
    return ImageFile.pixelBytes(generator.translate(input))
  }

  /// Bytes that differ by more than one step, which is what rounding may do.
  private func wrongBytes(_ found: Tensor, _ wanted: Tensor) -> Int {
    guard found.shape == wanted.shape else { return .max }
    return zip(found.values, wanted.values).filter { abs($0 - $1) > 1 }.count
  }

  @Test("pictures and folders become PNG files of their size and name, as the library makes them")
  func translate() throws {
    try picture("photos/b.png")
    try picture("photos/c.png", height: 8, width: 64)
    try picture("a.png", height: 40, width: 33)
    try Data("no picture".utf8).write(to: url("photos/notes.txt"))
    let answer = try run(
      ["translate", "pair", "a.png", "photos", "--output", "out/ab", "--json", "--threads", "1"])
    #expect(answer.status == 0, "\(answer.errors)")
    let written: Set<String> = ["out/ab", "out/ab/a.png", "out/ab/b.png", "out/ab/c.png"]
    #expect(try Set(desk.files.filter { $0.hasPrefix("out/") }) == written)
    for (input, output) in [("a", "a"), ("photos/b", "b"), ("photos/c", "c")] {
      let found = try ImageFile.read(url("out/ab/\(output).png"))
      #expect(wrongBytes(found, try wanted("\(input).png", by: pair.ab)) == 0)
    }
    let json = try answer.json
    #expect(json["baseWidth"] as? Int == 2 && json["blocks"] as? Int == 1)
    let pictures = try #require(json["pictures"] as? [[String: Any]])
    #expect(pictures.map { $0["input"] as? String } == ["a.png", "photos/b.png", "photos/c.png"])
    #expect(pictures.map { $0["width"] as? Int } == [33, 34, 64])
    #expect(pictures.map { $0["output"] as? String }.last == "out/ab/c.png")
  }

  @Test("the other direction, a PyTorch file, and side by side with the picture")
  func variants() throws {
    try picture("a.png")
    let back = try run(["translate", "pair", "a.png", "--direction", "ba", "--output", "ba"])
    #expect(back.status == 0, "\(back.errors)")
    #expect(wrongBytes(try ImageFile.read(url("ba/a.png")), try wanted("a.png", by: pair.ba)) == 0)
    #expect(
      String(decoding: back.output, as: UTF8.self).contains("a.png -> ba/a.png, 34 x 21"))
    let file = try run(
      ["translate", "pair/G_B.safetensors", "a.png", "--side-by-side", "--output", "both"])
    #expect(file.status == 0, "\(file.errors)")
    let both = try ImageFile.read(url("both/a.png"))
    #expect(both.shape == [3, 21, 68])
    #expect(both.slice(axis: 2, 0..<34).values == (try ImageFile.read(url("a.png"))).values)
    #expect(wrongBytes(both.slice(axis: 2, 34..<68), try wanted("a.png", by: pair.ba)) == 0)
  }

  @Test("a second run replaces its own files and leaves the others")
  func again() throws {
    try picture("a.png")
    try picture("out/other.png")
    let other = try Data(contentsOf: url("out/other.png"))
    for direction in ["ab", "ba"] {
      let answer = try run(
        ["translate", "pair", "a.png", "--direction", direction, "--output", "out"])
      #expect(answer.status == 0, "\(answer.errors)")
    }
    #expect(wrongBytes(try ImageFile.read(url("out/a.png")), try wanted("a.png", by: pair.ba)) == 0)
    #expect(try Data(contentsOf: url("out/other.png")) == other)
  }

  @Test(
    "a wrong command line is answered with status 2, and nothing is written",
    arguments: [
      (["translate", "pair", "--output", "out"], "Missing expected argument"),
      (["translate", "pair", "a.png"], "--output"),
      (["translate", "pair", "a.png", "--output", ""], "--output needs a value that is not empty"),
      (["translate", "pair", "a.png", "--output", "out", "--direction", "aa"], "aa"),
      (["translate", "pair", "a.png", "--output", "out", "--threads", "0"], "try --threads 2"),
      (["export", "pair", "g.onnx"], "--onnx"),
      (["export", "--onnx", "pair"], "name the file to write"),
      (["export", "--onnx", "pair", ""], "a word of the command line is empty"),
      (["export", "--onnx", "pair", "g.safetensors"], "g.safetensors would hold ONNX"),
      (["export", "--onnx", "pair", "pair/G_B.safetensors"], "would hold ONNX"),
      (["export", "--safetensors", "pair", "g.onnx"], "ends in .safetensors"),
      (["translate", "pair", "a.png", "--output", "out", "--max-side", "4"], "needs 8 pixels"),
      (["translate", "pair", "a.png", "--output", "out", "--quality", "0"], "1 to 100"),
      (["translate", "pair", "a.png", "--output", "a.jpg", "--format", "png"], "would hold PNG"),
      (["translate", "pair", "a.png", "--output", "a.webp"], "does not end in .png or .jpg"),
      (["translate", "pair", "a.png", "--output", "b.gif"], "does not end in .png or .jpg"),
    ])
  func usage(arguments: [String], words: String) throws {
    try picture("a.png")
    let before = try desk.files
    let answer = try run(arguments)
    #expect(answer.status == 2)
    #expect(answer.output.isEmpty)
    #expect(answer.errors.contains(words), "\(answer.errors)")
    #expect(try desk.files == before)
  }

  @Test(
    "what cannot be used is named in one sentence with status 1, and nothing is written",
    arguments: [
      (["none", "a.png"], "there is no none"),
      (["photos", "a.png"], "photos holds no pair of generators"),
      (["a.png", "a.png"], "a.png is neither safetensors nor a file of torch.save"),
      (["discriminator.safetensors", "a.png"], "holds a discriminator: give a generator"),
      (["cut.safetensors", "a.png"], "not a whole safetensors file"),
      (["lacking.safetensors", "a.png"], "no tensor \"model.4.bias\""),
      (["pair/G_A.safetensors", "a.png", "--direction", "ba"], "leave --direction out"),
      (["pair", "none.png"], "there is no none.png in "),
      (["pair", "b.png/x.png"], "there is no b.png/x.png in "),
      (["pair", "cut.png"], "cut.png is damaged"),
      (["pair", "tiny.png"], "tiny.png has 34 x 7 pixels, and the generator needs"),
      (["pair", "empty"], "empty holds no picture"),
      (["pair", "a.png", "b.png", "--output", "c.png"], "cannot become the one file c.png"),
      (["pair", "a.png", "--output", "."], "is read, and would be replaced"),
      (["pair", "a.png", "--output", "hard.png"], "is read, and would be replaced"),
      (["pair", "a.png", "--output", "pair"], "pair/a.png belongs to pair, which is read"),
      (
        ["pair", "photos/a.jpg", "--output", "text"],
        "text is a file, and a folder is to be written there"
      ),
    ])
  func badFiles(arguments: [String], words: String) throws {
    for name in ["a.png", "b.png", "photos/a.jpg", "pair/a.png"] { try picture(name) }
    try FileManager.default.linkItem(at: url("a.png"), to: url("hard.png"))
    try picture("tiny.png", height: 7)
    try FileManager.default.createDirectory(at: url("empty"), withIntermediateDirectories: true)
    try Data("no picture".utf8).write(to: url("text"))
    let photo = try Data(contentsOf: url("a.png"))
    try photo.prefix(photo.count / 2).write(to: url("cut.png"))
    let discriminator = try PatchDiscriminator(.init(baseWidth: 2), weights: randomWeights(seed: 1))
    try Safetensors(
      Dictionary(uniqueKeysWithValues: discriminator.parameters.map { ($0.key, $0.tensor) })
    ).write(to: url("discriminator.safetensors"))
    var lacking = pair.ab.safetensors()
    try lacking.data.dropLast(9).write(to: url("cut.safetensors"))
    lacking.tensors["model.4.bias"] = nil
    try lacking.write(to: url("lacking.safetensors"))
    let before = try desk.files
    let output = arguments.contains("--output") ? [] : ["--output", "out"]
    let answer = try run(["translate"] + arguments + output)
    #expect(answer.status == 1)
    #expect(answer.output.isEmpty)
    #expect(answer.errors.contains(words), "\(answer.errors)")
    #expect(answer.errors.split(separator: "\n").count == 1)
    #expect(try desk.files == before)
    #expect(try Data(contentsOf: url("a.png")) == photo)
  }

  @Test("pictures that cannot be read are all told at the end, and the others are there")
  func failures() throws {
    for name in ["photos/a.png", "photos/c.png", "photos/sub/d.png"] { try picture(name) }
    try picture("photos/b.png", height: 7)
    try Data("no picture".utf8).write(to: url("photos/x.jpg"))
    try Data("no picture".utf8).write(to: url("photos/._a.jpg"))
    let answer = try run(["translate", "pair", "photos", "--output", "out"])
    #expect(answer.status == 1)
    #expect(answer.errors.contains("2 of 4 pictures were not translated"))
    #expect(answer.errors.contains("b.png has 34 x 7") && answer.errors.contains("x.jpg"))
    #expect(try Set(desk.files.filter { $0.hasPrefix("out/") }) == ["out/a.png", "out/c.png"])
    let text = String(decoding: answer.output, as: UTF8.self)
    #expect(text.contains("translated 2 pictures") && text.contains("sub-folder photos/sub"))
    let all = try run(
      ["translate", "pair", "photos", "--output", "all", "--recursive", "--json"])
    #expect(all.status == 1)
    #expect(try desk.files.contains("all/sub/d.png"))
    #expect((try all.json["failures"] as? [[String: Any]])?.count == 2)
  }

  @Test("one picture becomes the file that is named, a smaller one where it is asked for")
  func oneFile() throws {
    try picture("-dash.png", height: 40, width: 64)
    let dash = try run(["translate", "pair", "-dash.png", "--output", "b.png"])
    #expect(dash.status == 2 && dash.output.isEmpty)
    #expect(dash.errors.contains("write ./-dash.png"))
    let answer = try run(
      ["translate", "pair", "./-dash.png", "--output", "b.png", "--max-side", "32", "--json"])
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(try ImageFile.read(url("b.png")).shape == [3, 20, 32])
    let fact = try #require((try answer.json["pictures"] as? [[String: Any]])?.first)
    #expect(fact["width"] as? Int == 64 && fact["outputWidth"] as? Int == 32)
    let rest = try run(["translate", "--output", "c.png", "--", "pair", "-dash.png"])
    #expect(rest.status == 0, "\(rest.errors)")
    #expect(try desk.files.contains("c.png"))
  }

  @Test("safetensors and ONNX files hold the generator and how it was made")
  func export() throws {
    let plain = try run([
      "export", "--safetensors", "pair", "g.safetensors", "--direction", "ba", "--json",
    ])
    #expect(plain.status == 0, "\(plain.errors)")
    let file = try Safetensors(contentsOf: url("g.safetensors"))
    #expect(
      file.tensors.mapValues(\.bytes) == pair.ba.safetensors().tensors.mapValues(\.bytes))
    #expect(file.metadata["source"] == "pair/G_B.safetensors")
    #expect(file.metadata["command"]?.hasPrefix("wkd-learn export --safetensors pair") == true)
    #expect(file.metadata["command"]?.contains("g.safetensors") == false)
    let json = try plain.json
    #expect(json["format"] as? String == "safetensors")
    #expect(json["bytes"] as? Int == (try Data(contentsOf: url("g.safetensors"))).count)
    #expect(
      json["parameters"] as? Int == pair.architecture.costs(height: 8, width: 8).parameterCount)
    let onnx = try run(["export", "--onnx", "pair/G_A.safetensors", "g.onnx"])
    #expect(onnx.status == 0, "\(onnx.errors)")
    #expect(String(decoding: onnx.output, as: UTF8.self).contains("wrote g.onnx: onnx, "))
    // The file is the library's, up to the note on its origin.
    let metadata = try [
      "command": "wkd-learn export --onnx pair/G_A.safetensors",
      "source": "pair/G_A.safetensors",
      "producer": #require(file.metadata["producer"]),
    ]
    #expect(try Data(contentsOf: url("g.onnx")) == pair.ab.onnxModel(metadata: metadata))
  }

  @Test(
    "an export that cannot be is refused with status 1, and nothing is written",
    arguments: [
      (["--onnx", "none", "g.onnx"], "there is no none"),
      (
        ["--onnx", "pair/G_A.safetensors", "pair/G_A.safetensors"], "is read, and would be replaced"
      ),
      (["--safetensors", "pair", "pair/G_B.safetensors"], "pair/G_B.safetensors belongs to pair"),
      (["--safetensors", "pair", "./pair/../pair/G_A.safetensors"], "is read, and would be"),
      (["--safetensors", "link", "pair/G_B.safetensors"], "pair/G_B.safetensors belongs to link"),
      (["--safetensors", "pair", "hard.safetensors"], "hard.safetensors belongs to pair"),
      (["--safetensors", "pair", "soft.safetensors"], "soft.safetensors belongs to pair"),
      (["--safetensors", "run", "run/best/G_B.safetensors"], "belongs to run/best"),
      (["--onnx", "pair", "none/g.onnx"], "cannot write none/g.onnx"),
      (["--onnx", "pair", "folder.onnx"], "it is a folder"),
    ])
  func badExports(arguments: [String], words: String) throws {
    let weights = try Data(contentsOf: url("pair/G_A.safetensors"))
    let files = FileManager.default
    try files.linkItem(at: url("pair/G_B.safetensors"), to: url("hard.safetensors"))
    for (name, target) in [("link", "pair"), ("soft.safetensors", "pair/G_B.safetensors")] {
      try files.createSymbolicLink(atPath: url(name).path, withDestinationPath: target)
    }
    for folder in ["folder.onnx", "run/best"] {
      try files.createDirectory(at: url(folder), withIntermediateDirectories: true)
    }
    try pair.write(to: url("run"))
    try pair.write(to: url("run/best"))
    let before = try desk.files
    let answer = try run(["export"] + arguments)
    #expect(answer.status == 1)
    #expect(answer.errors.contains(words), "\(answer.errors)")
    #expect(answer.errors.split(separator: "\n").count == 1)
    #expect(try desk.files == before)
    #expect(try Data(contentsOf: url("pair/G_A.safetensors")) == weights)
  }
}
