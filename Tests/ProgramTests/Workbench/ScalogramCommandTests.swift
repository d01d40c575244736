import Foundation
import TestSupport
import Testing

@Suite(
  "wkd-learn scalogram", .enabled(if: Program.isBuilt, "the program is not beside the tests"))
struct ScalogramCommandTests {
  private let desk: Desk

  init() throws {
    desk = try Desk()
  }

  /// Runs the command on a file of the desk; the image goes to `out.png` beside it.
  private func run(_ file: String, _ options: [String] = []) throws -> Program.Answer {
    try Program.run(["scalogram", file, "--output", "out.png"] + options, in: desk.folder)
  }

  private func write(_ text: String, to name: String = "in.csv") throws {
    try Data(text.utf8).write(to: desk.folder.appendingPathComponent(name))
  }

  private func leftovers() throws -> Set<String> {
    try desk.files.subtracting(["in.csv", "in.wav"])
  }

  @Test("the frequency and the moment of a burst are found, and the image is a PNG")
  func burst() throws {
    let lines = (0..<600).map { index -> String in
      let t = Double(index) / 50
      return "\(10 + t),\(3 + exp(-pow((t - 7) / 1.5, 2)) * cos(2 * .pi * 4 * t))"
    }
    try write((["time,value"] + lines).joined(separator: "\n"))
    for wavelet in ["cmor1.5-1.0", "morl", "mexh", "cgau4", "fbsp2-1.0-1.0"] {
      let answer = try run("in.csv", ["--json", "--wavelet", wavelet])
      #expect(answer.status == 0, "\(answer.errors)")
      let values = try answer.json
      let frequency = try #require(values["strongestFrequency"] as? Double)
      let time = try #require(values["strongestTime"] as? Double)
      // A burst of 1.5 s leans its peak over the scales by a per cent or two.
      #expect(abs(frequency / 4 - 1) < 0.02, "\(wavelet): \(frequency)")
      // Before the envelope was taken, a real wavelet's peak stood up to a quarter of a period beside it.
      #expect(abs(time - 17) < 0.1, "\(wavelet): \(time)")
      #expect(abs(try #require(values["rate"] as? Double) - 50) < 1e-6)
      let image = try Data(contentsOf: desk.folder.appendingPathComponent("out.png"))
      #expect(image.starts(with: [0x89, 0x50, 0x4E, 0x47]))
      #expect(try leftovers() == ["out.png"])
    }
  }

  @Test("a column without times is measured in cycles per sample, with --rate in hertz")
  func rate() throws {
    try write((0..<512).map { "\(sin(0.2 * .pi * Double($0)))" }.joined(separator: "\n"))
    let text = { (answer: Program.Answer) in String(decoding: answer.output, as: UTF8.self) }
    #expect(text(try run("in.csv")).contains("cycles per sample"))
    let answer = try run("in.csv", ["--rate", "1000"])
    #expect(text(answer).contains("Hz"))
    #expect(try run("in.csv", ["--rate", "1000", "--scales", "8"]).status == 0)
  }

  @Test(
    "a bad file or wavelet is answered with one sentence and status 1, and nothing is written",
    arguments: [
      ("1\nnan\n3", "cmor1.5-1.0", "line 2: nan"), ("", "cmor1.5-1.0", "too few samples (0)"),
      ("1\nb\nc", "cmor1.5-1.0", "\"b\" is not a number"), ("1\n1e301", "mexh", "1e301"),
      ("1\n2\n3", "cmor1.5-1.0", "too few samples (3)"),
      (String(repeating: "4\n", count: 99), "mexh", "same number"),
      ("1\n2\n3", "morlet", "did you mean morl?"), ("1\n2\n3", "cmor", "cmorB-C"),
      ("1\n2\n3", "db4", "db4 is a discrete wavelet"),
      ("1\n2\n3", "bior4.4", "wkd-learn decompose"),
      ("1\n2\n\u{1B}[31mred", "mexh", "line 3"), ("a,b,c\n0,1,2\n1,2,3", "mexh", "--column"),
      ("0,1\n1,2\n3,4\n4,5", "mexh", "--resample"), ("PK\u{3}\u{4}", "mexh", "xlsx"),
    ])
  func refused(text: String, wavelet: String, words: String) throws {
    try write(text)
    let answer = try run("in.csv", ["--wavelet", wavelet])
    #expect(answer.status == 1)
    #expect(answer.output.isEmpty)
    #expect(answer.errors.contains(words), "\(answer.errors)")
    #expect(answer.errors.split(separator: "\n").count == 1)
    #expect(try leftovers().isEmpty)
  }

  @Test("a missing or damaged file is status 1, a wrong command line status 2")
  func statuses() throws {
    #expect(try run("missing.csv").status == 1)
    try write("RIFF0000WAVEfmt ", to: "in.wav")
    #expect(try run("in.wav").status == 1)
    try write("1\n2\n1\n")
    for options in [["--scales", "2"], ["--rate", "-1"], ["--rate", "x"], ["--colour"]] {
      let answer = try run("in.csv", options)
      #expect(answer.status == 2)
      #expect(answer.errors.split(separator: "\n").count == 1)
    }
    #expect(try leftovers().isEmpty)
  }

  @Test("what is read is never replaced, and the names of the results fit their kinds")
  func places() throws {
    try write("1\n2\n1\n")
    for (file, options, status) in [
      ("in.csv", ["--output", "in.csv"], 1), ("in.png", ["--output", "in.png"], 1),
      ("in.csv", ["--table", "in.csv"], 1), ("in.csv", ["--output", "out.jpg"], 2),
      ("in.csv", ["--table", "out.txt"], 2), ("in.csv", ["--complex"], 2),
      ("in.csv", ["--ends", "periodization"], 2),
      ("in.csv", ["--lowest", "3", "--highest", "2"], 2),
    ] {
      try Data("1\n2\n1\n".utf8).write(to: desk.folder.appendingPathComponent("in.png"))
      let answer = try Program.run(["scalogram", file] + options, in: desk.folder)
      #expect(answer.status == status, "\(options): \(answer.errors)")
      #expect(try Data(contentsOf: desk.folder.appendingPathComponent("in.csv")).count == 6)
      #expect(try Data(contentsOf: desk.folder.appendingPathComponent("in.png")).count == 6)
    }
  }

  @Test("standard input is read, as - and as /dev/stdin")
  func pipes() throws {
    try write((0..<512).map { "\(sin(0.2 * .pi * Double($0)))" }.joined(separator: "\n"))
    for name in ["-", "/dev/stdin"] {
      let program = try Program.prepare(
        ["scalogram", name, "--output", "out.png", "--json"], in: desk.folder)
      let (input, output) = (Pipe(), Pipe())
      (program.standardInput, program.standardOutput) = (input, output)
      try program.run()
      let data = try Data(contentsOf: desk.folder.appendingPathComponent("in.csv"))
      try input.fileHandleForWriting.write(contentsOf: data)
      try input.fileHandleForWriting.close()
      let answer = output.fileHandleForReading.readDataToEndOfFile()
      program.end()
      let values = try #require(
        try JSONSerialization.jsonObject(with: answer) as? [String: Any])
      let frequency = try #require(values["strongestFrequency"] as? Double)
      #expect(abs(frequency - 0.1) < 0.001)
    }
  }

  @Test("the table holds frequencies, times and magnitudes within the range that was asked for")
  func table() throws {
    try write((0..<512).map { "\(3 * sin(0.2 * .pi * Double($0)))" }.joined(separator: "\n"))
    let answer = try run(
      "in.csv",
      ["--rate", "100", "--scales", "9", "--lowest", "5", "--highest", "20", "--table", "t.csv"])
    #expect(answer.status == 0, "\(answer.errors)")
    let text = try String(
      contentsOf: desk.folder.appendingPathComponent("t.csv"), encoding: .utf8)
    let rows = text.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(rows.count == 513 && rows.allSatisfy { $0.count == 10 })
    #expect(rows[0][0] == "time" && rows[1][0] == "0.0" && rows[2][0] == "0.01")
    let frequencies = try rows[0].dropFirst().map { try #require(Double($0)) }
    #expect(abs(frequencies[0] - 5) < 1e-9 && abs(frequencies[8] - 20) < 1e-9)
    #expect(abs(frequencies[4] - 10) < 1e-9)
    // The tone of height 3 at 10 Hz.
    #expect(abs(try #require(Double(rows[256][5])) - 3) < 0.01)
    #expect(try run("in.csv", ["--rate", "100", "--lowest", "0.001"]).status == 1)
    #expect(try run("in.csv", ["--rate", "100", "--highest", "60"]).errors.contains("from"))
  }
}
