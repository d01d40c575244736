import Console
import Testing

@Suite("CSV")
struct CSVTests {
  @Test(
    "fields come back as they were",
    arguments: [
      ["plain", "1.5"], ["none, width 8", "2"], ["say \"hi\"", ""], ["two\nlines", "a"],
      ["", ""], ["carriage\rreturn", "x\r\ny"],
    ])
  func roundTrip(fields: [String]) {
    #expect(CSV.rows(of: CSV.line(fields)) == [fields])
    let table = CSV.text(["a", "b"], [fields, ["1", "2"]])
    #expect(CSV.rows(of: table) == [["a", "b"], fields, ["1", "2"]])
  }

  @Test("plain fields are not quoted, others are")
  func quoting() {
    #expect(CSV.line(["step", "KID (MobileNetV2)"]) == "step,KID (MobileNetV2)\n")
    #expect(CSV.line(["a,b", "c\"d"]) == "\"a,b\",\"c\"\"d\"\n")
  }

  @Test("a last line without an end and lines that end as on Windows are read")
  func lineEnds() {
    #expect(CSV.rows(of: "a,b\r\n1,2") == [["a", "b"], ["1", "2"]])
    #expect(CSV.rows(of: "").isEmpty)
  }
}
