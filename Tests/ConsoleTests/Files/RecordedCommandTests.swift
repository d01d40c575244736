import Console
import Testing

@Suite("A recorded command")
struct RecordedCommandTests {
  @Test(
    "names no output and no place of this machine",
    arguments: [
      ("wkd-learn compress --output a --seed 1", "wkd-learn compress --seed 1"),
      ("wkd-learn compress --output=a --seed 1", "wkd-learn compress --seed 1"),
      ("wkd-learn compress --output '/elsewhere/me/my runs/a'", "wkd-learn compress"),
      ("w x --data /elsewhere/me/horse2zebra", "w x --data horse2zebra"),
      ("w x --data=/elsewhere/me/horse2zebra/", "w x --data=horse2zebra"),
      ("w x --data '~me/my data'", "w x --data 'my data'"),
      ("w x --data ./data --teacher assets/teacher", "w x --data data --teacher assets/teacher"),
      ("w x 'it'\\''s' ''", "w x 'it'\\''s' ''"),
      ("w x --alpha-schedule ramp:200 1/2", "w x --alpha-schedule ramp:200 1/2"),
    ])
  func record(command: String, wanted: String) {
    #expect(RecordedCommand.text(command) == wanted)
  }

  @Test("an output that is a word of its own is left out")
  func output() {
    #expect(
      RecordedCommand.text("w export --onnx t /tmp/g.onnx", output: "/tmp/g.onnx")
        == "w export --onnx t")
    #expect(RecordedCommand.place("/elsewhere/me/pair/G_A.st", parts: 2) == "pair/G_A.st")
    #expect(RecordedCommand.place("pair/G_A.st", parts: 2) == "pair/G_A.st")
  }
}
