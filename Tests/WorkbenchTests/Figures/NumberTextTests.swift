import Testing
import Workbench

@Suite struct NumberTextTests {
  @Test("short numbers have six significant digits, full ones all")
  func digits() {
    #expect(NumberText.short(1.0 / 3) == "0.333333")
    #expect(NumberText.short(1_234_567) == "1.23457e+06")
    #expect(NumberText.short(2) == "2" && NumberText.short(.nan) == "nan")
    #expect(Double(NumberText.full(1.0 / 3)) == 1.0 / 3)
  }

  @Test("lists end after twelve numbers with their count")
  func lists() {
    #expect(NumberText.list([1, 2.5]) == "[1, 2.5]")
    #expect(NumberText.list([Double](repeating: 1, count: 12)).contains("all]") == false)
    #expect(
      NumberText.list((1...13).map(Double.init))
        == "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, ... 13 in all]")
  }

  @Test("numbers are described short, everything else by itself")
  func descriptions() {
    #expect(NumberText.describe(Float(0.1)) == "0.1")
    #expect(NumberText.describe([Float(0.1), 2]) == "[0.1, 2]")
    #expect(NumberText.describe("0.10000000001") == "0.10000000001")
  }

  @Test("the first column of a table is flush left, the others flush right")
  func table() {
    #expect(
      TextTable.lines(["band", "n"], [["LL", "100"], ["HH1", "7"]])
        == ["band    n", "LL    100", "HH1     7"])
  }
}
